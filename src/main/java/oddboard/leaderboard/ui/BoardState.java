package oddboard.leaderboard.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.run.RunId;
import oddboard.run.ui.Address;
import org.jspecify.annotations.Nullable;

/**
 * What a leaderboard shows, as its address says it.
 *
 * @param version number of the data set's version; 0 = the newest that is ready
 * @param labels number of the label set by which it judges; 0 = the newest
 * @param selected runs whose curves are drawn; null = the first three
 */
record BoardState(int version, BoardFilter filter, @Nullable List<RunId> selected, boolean log, int labels) {
    /** More curves than this can't be told apart. */
    static final int MOST = 8;
    private static final String NONE = "none";

    static BoardState of(QueryParameters query) {
        String runs = Address.value(query, "runs");
        return new BoardState(number(Address.value(query, "version")),
                BoardFilter.byWord(Address.value(query, "show")), runs.isEmpty() ? null : ids(runs),
                Address.value(query, "log").equals("1"), number(Address.value(query, "labels")));
    }

    private static int number(String text) {
        return (int) Math.min(Address.id(text).orElse(0), Integer.MAX_VALUE);
    }

    private static List<RunId> ids(String text) {
        return Arrays.stream(text.split(",")).map(Address::id).filter(id -> id.isPresent())
                .map(id -> new RunId(id.getAsLong())).distinct().limit(MOST).toList();
    }

    Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        query.put("version", version == 0 ? "" : Integer.toString(version));
        query.put("show", filter.word());
        List<RunId> runs = selected;
        query.put("runs", runs == null ? "" : runs.isEmpty() ? NONE
                : runs.stream().map(RunId::toString).collect(Collectors.joining(",")));
        query.put("log", log ? "1" : "");
        query.put("labels", labels == 0 ? "" : Integer.toString(labels));
        return query;
    }

    BoardState withVersion(int chosen) {
        return new BoardState(chosen, filter, null, log, 0);
    }

    BoardState withFilter(BoardFilter chosen) {
        return new BoardState(version, chosen, selected, log, labels);
    }

    BoardState withSelected(List<RunId> chosen) {
        return new BoardState(version, filter, List.copyOf(chosen), log, labels);
    }

    BoardState withLog(boolean chosen) {
        return new BoardState(version, filter, selected, chosen, labels);
    }

    BoardState withLabels(int chosen) {
        return new BoardState(version, filter, selected, log, chosen);
    }
}
