package oddboard.report;

import java.util.List;
import java.util.stream.Collectors;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.run.RunId;

/** What a report is about. */
sealed interface ReportSubject {
    record OfRun(RunId run) implements ReportSubject {}

    /** @param entries that it compares; none = the whole board */
    record OfBoard(VersionId version, List<EntryId> entries) implements ReportSubject {}

    record OfModel(String name, int version) implements ReportSubject {}

    /** The address at which the report is made, by the API. */
    default String address(ReportRequest request) {
        return ReportAddress.API
                + switch (this) {
                    case OfRun(RunId run) -> "runs/" + run + ReportAddress.END + request.query();
                    case OfModel(String name, int version) ->
                        "models/" + name + "/versions/" + version + ReportAddress.END + request.query();
                    case OfBoard(VersionId version, List<EntryId> entries) ->
                        "versions/" + version + ReportAddress.END + request.query()
                                + entries.stream()
                                        .map(EntryId::toString)
                                        .collect(Collectors.joining(",", entries.isEmpty() ? "" : "&entries=", ""));
                };
    }
}
