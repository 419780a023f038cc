package oddboard.duplicate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Things that belong together, joined pair by pair; at first each is a group of its own. */
public final class Groups {
    private final int[] parent;

    public Groups(int count) {
        parent = new int[count];
        for (int i = 0; i < count; i++) {
            parent[i] = i;
        }
    }

    public void join(int a, int b) {
        int first = root(a);
        int second = root(b);
        parent[Math.max(first, second)] = Math.min(first, second);
    }

    private int root(int of) {
        int at = of;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Ordered by their first members, which are ascending. */
    public List<List<Integer>> all() {
        var groups = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < parent.length; i++) {
            groups.computeIfAbsent(root(i), r -> new ArrayList<>()).add(i);
        }
        return List.copyOf(groups.values());
    }

    /** The number of members of the largest group; 0 where there is none. */
    public int largest() {
        return all().stream().mapToInt(List::size).max().orElse(0);
    }
}
