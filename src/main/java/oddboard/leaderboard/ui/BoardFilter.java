package oddboard.leaderboard.ui;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;

/** Which runs a board shows; the ranks stay those of the whole board. */
enum BoardFilter {
    ALL("All", "", run -> run.id().toString()),
    DETECTOR("Best per detector", "detector", Run::detector),
    PERSON("Best per person", "person", run -> run.by().toString());

    private final String title;
    private final String word;
    private final Function<Run, String> group;

    BoardFilter(String title, String word, Function<Run, String> group) {
        this.title = title;
        this.word = word;
        this.group = group;
    }

    String title() {
        return title;
    }

    /** As the address bar spells it. */
    String word() {
        return word;
    }

    static BoardFilter byWord(String word) {
        for (BoardFilter filter : values()) {
            if (filter.word.equals(word)) {
                return filter;
            }
        }
        return ALL;
    }

    /** The first entry of each group: entries come best first. */
    List<Entry> of(List<Entry> entries) {
        var seen = new HashSet<String>();
        return entries.stream().filter(e -> seen.add(group.apply(e.run()))).toList();
    }
}
