package oddboard.api.board;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.leaderboard.LabelFreeEvidence;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Leaderboards")
@RestController
@RequestMapping("/api/v1/label-free")
class LabelFreeApi {
    private final LabelFreeEvidence evidence;
    private final Users users;

    LabelFreeApi(LabelFreeEvidence evidence, Users users) {
        this.evidence = evidence;
        this.users = users;
    }

    record LabelFreeMeasure(int entries, @Nullable Double tau, double aurocOfFirst) {
        static @Nullable LabelFreeMeasure of(LabelFreeEvidence.@Nullable Measure from) {
            return from == null ? null : new LabelFreeMeasure(from.entries(), from.tau(), from.aurocOfFirst());
        }
    }

    record LabelFreeRow(
            String dataset,
            String name,
            int version,
            int entries,
            double bestAuroc,
            @Nullable LabelFreeMeasure synthetic,
            @Nullable LabelFreeMeasure agreement) {}

    @Operation(
            summary = "How well measures without labels rank entries",
            description =
                    "Of each data set whose newest version has at least four entries with an AUC: how far the order by"
                            + " synthetic defects, and by agreement among detectors, is that by AUC.")
    @GetMapping
    Page<LabelFreeRow> all(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<LabelFreeEvidence.Row> rows = evidence.of(users.require());
        return Cursor.of(limit, cursor).ascending(rows, rows::indexOf, LabelFreeApi::row);
    }

    private static LabelFreeRow row(LabelFreeEvidence.Row from) {
        return new LabelFreeRow(
                from.dataset().id().toString(),
                from.dataset().name(),
                from.version(),
                from.entries(),
                from.best(),
                LabelFreeMeasure.of(from.synthetic()),
                LabelFreeMeasure.of(from.agreement()));
    }
}
