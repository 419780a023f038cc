package oddboard.api.board;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.BoardFilter;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Resolution;
import oddboard.leaderboard.Ties;
import oddboard.metric.AucResolution;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Leaderboards")
@RestController
@RequestMapping("/api/v1/versions/{id}")
class LeaderboardApi {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Leaderboards leaderboards;
    private final Users users;

    LeaderboardApi(Leaderboards leaderboards, Users users) {
        this.leaderboards = leaderboards;
        this.users = users;
    }

    private enum Columns {
        USUAL,
        ALL
    }

    @Operation(
            summary = "A version's leaderboard",
            description = "Best AUC first; equal AUCs share a rank. Ranks stay those of the whole board, whatever is "
                    + "filtered.")
    @GetMapping("/leaderboard")
    Page<EntryResponse> board(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String detector,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        VersionId version = new VersionId(id);
        User viewer = users.require();
        Leaderboard board = leaderboards.withAgreement(
                version, leaderboards.of(version, labelSet, Fields.part(part), viewer), viewer);
        Page<Entry> page = BoardCursor.page(Cursor.of(limit, cursor), shown(board, show, detector, user, tag, search));
        Ties.Found ties = leaderboards.ties(version, board, page.items(), viewer);
        return new Page<>(
                page.items().stream().map(e -> EntryResponse.of(e, board, ties)).toList(), page.next());
    }

    /**
     * What differences in AUC a board's test images can show.
     *
     * @param typical the median over pairs; null where it can't be known
     */
    record ResolutionResponse(
            int labelSet,
            String part,
            int normal,
            int anomalous,
            int entries,
            int pairs,
            @Nullable Double typical,
            @Nullable Double smallest,
            @Nullable Double largest,
            String sentence) {
        static ResolutionResponse of(Leaderboard board, Resolution found) {
            AucResolution auc = found.auc().orElse(null);
            return new ResolutionResponse(
                    board.entries().getFirst().metrics().labelSet(),
                    board.part().word(),
                    found.normal(),
                    found.anomalous(),
                    found.entries(),
                    auc == null ? 0 : auc.pairs(),
                    auc == null ? null : auc.typical(),
                    auc == null ? null : auc.smallest(),
                    auc == null ? null : auc.largest(),
                    found.sentence());
        }
    }

    @Operation(
            summary = "The smallest difference in AUC that a leaderboard's test images can show",
            description =
                    "1.96 standard errors of the difference between two entries by DeLong's covariance, over all pairs "
                            + "of the best 10 entries.")
    @GetMapping("/leaderboard/resolution")
    ResolutionResponse resolution(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        User viewer = users.require();
        VersionId version = new VersionId(id);
        Leaderboard board = leaderboards.of(version, labelSet, Fields.part(part), viewer);
        return leaderboards
                .resolution(version, board, viewer)
                .map(found -> ResolutionResponse.of(board, found))
                .orElseThrow(() -> new NotFoundException("No entry of this leaderboard has an AUC yet."));
    }

    /** Ranks stay those of the whole board. */
    private static List<Entry> shown(
            Leaderboard board,
            @Nullable String show,
            @Nullable String detector,
            @Nullable String user,
            @Nullable String tag,
            @Nullable String search) {
        return filter(show)
                .of(board.entries().stream()
                        .filter(e -> detector == null || e.detector().equals(detector))
                        .filter(e -> user == null || e.byName().equals(user))
                        .filter(e -> search == null || e.has(search))
                        .filter(e -> tag == null || e.tags().contains(tag))
                        .toList());
    }

    private static BoardFilter filter(@Nullable String show) {
        String word = show == null ? "" : show;
        return Arrays.stream(BoardFilter.values())
                .filter(f -> f != BoardFilter.SEEDS && f.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "PARAMETER_INVALID",
                        "",
                        "show",
                        "\"show\" must be one of "
                                + Arrays.stream(BoardFilter.values())
                                        .filter(f -> f != BoardFilter.SEEDS && f != BoardFilter.ALL)
                                        .map(BoardFilter::word)
                                        .collect(Collectors.joining(", "))
                                + ", not \"" + show + "\"."));
    }

    @Operation(summary = "A version's leaderboard as CSV")
    @GetMapping("/leaderboard.csv")
    ResponseEntity<String> csv(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String columns) {
        User viewer = users.require();
        VersionId version = new VersionId(id);
        Leaderboard board = leaderboards.of(version, labelSet, Fields.part(part), viewer);
        String text = Fields.oneOf("columns", Columns.class, columns, Columns.ALL) == Columns.USUAL
                ? board.csv()
                : leaderboards.csv(version, board, viewer);
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("leaderboard-" + id + ".csv")
                                .build()
                                .toString())
                .body(text);
    }
}
