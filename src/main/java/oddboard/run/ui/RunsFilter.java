package oddboard.run.ui;

import java.util.Locale;
import oddboard.run.RunQuery.States;

/** Which runs a list shows, as its chips and its address say it. */
enum RunsFilter {
    ALL("All", States.ALL),
    OPEN("Open", States.OPEN),
    SUCCEEDED("Succeeded", States.SUCCEEDED),
    FAILED("Failed or canceled", States.FAILED);

    private final String title;
    private final States states;

    RunsFilter(String title, States states) {
        this.title = title;
        this.states = states;
    }

    String title() {
        return title;
    }

    States states() {
        return states;
    }

    /** As the address bar spells it; "" for all. */
    String word() {
        return this == ALL ? "" : name().toLowerCase(Locale.ROOT);
    }

    static RunsFilter byWord(String word) {
        for (RunsFilter filter : values()) {
            if (filter.word().equals(word)) {
                return filter;
            }
        }
        return ALL;
    }
}
