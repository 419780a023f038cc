package oddboard.leaderboard;

import java.util.List;
import java.util.stream.Collectors;
import oddboard.run.RunRoutes;

/** Addresses of the pages about boards. */
public final class BoardRoutes {
    private BoardRoutes() {}

    public static final String COMPARE = "compare";

    public static String submission(long id) {
        return "submissions/" + id;
    }

    /** The page of whatever stands on a board. */
    public static String entry(EntryId id) {
        return id.run().map(RunRoutes::overview).orElseGet(() -> submission(id.value()));
    }

    public static String compare(List<EntryId> entries) {
        return COMPARE
                + (entries.isEmpty()
                        ? ""
                        : "?runs=" + entries.stream().map(EntryId::toString).collect(Collectors.joining(",")));
    }
}
