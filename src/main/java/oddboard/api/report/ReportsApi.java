package oddboard.api.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.common.InputException;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.report.BoardReports;
import oddboard.report.ModelReports;
import oddboard.report.ReportRequest;
import oddboard.report.RunReports;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports to read, print and send: opened in a browser by the address of the call. */
@Tag(name = "Reports")
@RestController
@RequestMapping("/api/v1")
class ReportsApi {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final String WHAT =
            "One HTML file that needs nothing else: no script, styles, curves as SVG and images"
                    + " within. The same data gives the same bytes. It quotes the comments that are named.";

    private final RunReports runs;
    private final BoardReports boards;
    private final ModelReports models;
    private final Users users;

    ReportsApi(RunReports runs, BoardReports boards, ModelReports models, Users users) {
        this.runs = runs;
        this.boards = boards;
        this.models = models;
        this.users = users;
    }

    @Operation(summary = "Report of a run", description = WHAT)
    @GetMapping(value = "/runs/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> run(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable Long decision,
            @RequestParam(defaultValue = "") List<Long> comments,
            HttpServletResponse response) {
        ReportRequest request = new ReportRequest(labelSet, Fields.part(part), decision, comments);
        return page(runs.html(new RunId(id), request, users.require()), response);
    }

    @Operation(
            summary = "Report of a version's leaderboard, or of some entries of it",
            description = WHAT + " With \"entries\", at most 8 of the board, it compares these with each other.")
    @GetMapping(value = "/versions/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> board(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable Long decision,
            @RequestParam(defaultValue = "") List<Long> comments,
            @RequestParam(defaultValue = "") List<String> entries,
            HttpServletResponse response) {
        ReportRequest request = new ReportRequest(labelSet, Fields.part(part), decision, comments);
        return page(boards.html(new VersionId(id), entries(entries), request, users.require()), response);
    }

    @Operation(
            summary = "Report of a version of a model",
            description = WHAT + " Metrics are those on the test images of its own data.")
    @GetMapping(value = "/models/{name}/versions/{version}/report", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> model(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable Long decision,
            @RequestParam(defaultValue = "") List<Long> comments,
            HttpServletResponse response) {
        ReportRequest request = new ReportRequest(labelSet, Fields.part(part), decision, comments);
        return page(models.html(name, version, request, users.require()), response);
    }

    private static List<EntryId> entries(List<String> texts) {
        return texts.stream()
                .map(text -> EntryId.parse(text.strip())
                        .orElseThrow(() -> new InputException(
                                "PARAMETER_INVALID", "", "entries", "\"" + text + "\" names no entry of a board.")))
                .distinct()
                .toList();
    }

    /** Its own styles and pictures may be shown; beyond that it may do as little as any other answer. */
    private static ResponseEntity<byte[]> page(String html, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", ReportRequest.POLICY);
        return ResponseEntity.ok().contentType(HTML).body(html.getBytes(StandardCharsets.UTF_8));
    }
}
