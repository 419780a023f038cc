package oddboard.leaderboard.ui;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import oddboard.leaderboard.EntryId;
import oddboard.ui.Palette;

/** A color for each selected entry: its own wherever no other selected one has taken it. */
final class RunColors {
    /** Submission 1 and run 1 often stand side by side. */
    private static final int SUBMISSIONS = 3;

    private RunColors() {}

    static int of(EntryId id) {
        return Palette.of(id.value() + (id.submission() ? SUBMISSIONS : 0));
    }

    static Map<EntryId, Integer> of(List<EntryId> selected) {
        Map<EntryId, Integer> colors = new HashMap<>();
        var taken = new HashSet<Integer>();
        for (EntryId id : selected) {
            int color = of(id);
            while (taken.size() < Palette.SIZE && taken.contains(color)) {
                color = (color + 1) % Palette.SIZE;
            }
            taken.add(color);
            colors.put(id, color);
        }
        return colors;
    }
}
