package oddboard.leaderboard;

import java.util.List;
import java.util.stream.Collectors;
import oddboard.run.RunRoutes;

/** Addresses of the pages about boards. */
public final class BoardRoutes {
    private BoardRoutes() {}

    /** How well boards can be ranked without labels. */
    public static final String LABEL_FREE = "label-free";

    /** Detectors over all data sets. */
    public static final String ACROSS = "across";

    public static final String COMPARE = "compare";

    public static String submission(long id) {
        return "submissions/" + id;
    }

    /** The page of whatever stands on a board. */
    public static String entry(EntryId id) {
        return id.run().map(RunRoutes::overview).orElseGet(() -> submission(id.value()));
    }

    /** The file of its scores; without a leading slash. */
    public static String scoresCsv(EntryId id) {
        return (id.submission() ? "api/v1/submissions/" : "api/v1/runs/") + id.value() + "/scores.csv";
    }

    public static String compare(List<EntryId> entries) {
        return COMPARE
                + (entries.isEmpty()
                        ? ""
                        : "?runs=" + entries.stream().map(EntryId::toString).collect(Collectors.joining(",")));
    }
}
