package oddboard.leaderboard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import oddboard.leaderboard.Leaderboard.Entry;

/** Which entries a board shows; the ranks stay those of the whole board. */
public enum BoardFilter {
    ALL("All", "", e -> e.id().toString()),
    DETECTOR("Best per detector", "detector", Entry::detector),
    PERSON("Best per person", "person", e -> e.by().toString()),
    LAST_DETECTOR("Newest per detector", "last-detector", Entry::detector),
    LAST_PERSON("Newest per person", "last-person", e -> e.by().toString()),
    SEEDS("Mean over seeds", "seeds", e -> e.id().toString());

    private final String title;
    private final String word;
    private final Function<Entry, String> group;

    BoardFilter(String title, String word, Function<Entry, String> group) {
        this.title = title;
        this.word = word;
        this.group = group;
    }

    public String title() {
        return title;
    }

    /** As the address bar spells it. */
    public String word() {
        return word;
    }

    public static BoardFilter byWord(String word) {
        for (BoardFilter filter : values()) {
            if (filter.word.equals(word)) {
                return filter;
            }
        }
        return ALL;
    }

    /** The best or the newest of each group, in the board's order: entries come best first. */
    public List<Entry> of(List<Entry> entries) {
        if (this == LAST_DETECTOR || this == LAST_PERSON) {
            var newest = new HashMap<String, Entry>();
            entries.forEach(e ->
                    newest.merge(group.apply(e), e, (a, b) -> b.createdAt().isAfter(a.createdAt()) ? b : a));
            var kept = new HashSet<EntryId>();
            newest.values().forEach(e -> kept.add(e.id()));
            return entries.stream().filter(e -> kept.contains(e.id())).toList();
        }
        var seen = new HashSet<String>();
        return entries.stream().filter(e -> seen.add(group.apply(e))).toList();
    }
}
