package oddboard.run.ui;

import java.util.Locale;
import oddboard.job.JobState;
import oddboard.run.Run;

/** Which runs a list shows. */
enum RunsFilter {
    ALL("All"),
    OPEN("Open"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed or canceled");

    private final String title;

    RunsFilter(String title) {
        this.title = title;
    }

    String title() {
        return title;
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

    boolean takes(Run run) {
        var state = run.job().state();
        return switch (this) {
            case ALL -> true;
            case OPEN -> !state.isEnded();
            case SUCCEEDED -> state == JobState.SUCCEEDED;
            case FAILED -> state == JobState.FAILED || state == JobState.CANCELLED;
        };
    }
}
