package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.BulkOutcome;
import oddboard.dataset.DatasetId;
import oddboard.run.FoundRun;
import oddboard.run.ManyRuns;
import oddboard.run.RunId;
import oddboard.run.RunQuery;
import oddboard.run.RunSearch;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs found by words among tens of thousands, and the same done to many. */
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs")
class RunsSearchApi {
    private final RunSearch search;
    private final ManyRuns many;
    private final Users users;

    RunsSearchApi(RunSearch search, ManyRuns many, Users users) {
        this.search = search;
        this.many = many;
        this.users = users;
    }

    @Operation(
            summary = "Find runs by name, tag, state or person",
            description =
                    "Of data sets that are not archived, or of one data set. Pages go by place: what comes or goes"
                            + " between two calls may shift an item.")
    @GetMapping("/search")
    Page<RunResponse> find(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Long dataset,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String states,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor page = Cursor.of(limit, cursor);
        String order = sort == null ? "newest" : sort;
        boolean turned = order.startsWith("-");
        RunQuery query = new RunQuery(
                dataset == null ? null : new DatasetId(dataset),
                search == null ? "" : search,
                tag == null ? "" : tag,
                user == null ? "" : user,
                Fields.oneOf("states", RunQuery.States.class, states, RunQuery.States.ALL),
                Fields.oneOf("sort", RunQuery.Sort.class, turned ? order.substring(1) : order, RunQuery.Sort.NEWEST),
                turned);
        long before = Math.max(0, page.after(0));
        List<FoundRun> found = this.search.find(query, before, page.limit() + 1, users.require());
        return page.page(found, run -> before + page.limit(), run -> RunResponse.of(run.run()));
    }

    enum Action {
        CANCEL,
        DELETE,
        TAG
    }

    record ManyRunsChange(
            @Limit(BulkOutcome.MAX) @Required @Nullable List<String> runs,
            @Required @Nullable String action,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags) {}

    record ManyRunsOutcome(int done, Map<String, Integer> left) {}

    @Operation(
            summary = "Cancel, delete or tag many runs",
            description = "Each by itself: one that can't be changed keeps none of the others.")
    @PostMapping("/many")
    ManyRunsOutcome change(@RequestBody ManyRunsChange body) {
        List<RunId> ids = Fields.required("runs", body.runs).stream()
                .map(id -> new RunId(Fields.id("runs", id)))
                .distinct()
                .toList();
        User by = users.require();
        BulkOutcome outcome =
                switch (Fields.oneOf("action", Action.class, Fields.required("action", body.action), Action.TAG)) {
                    case CANCEL -> many.cancel(ids, by);
                    case DELETE -> many.delete(ids, by);
                    case TAG ->
                        many.tag(
                                ids,
                                body.addTags == null ? List.of() : body.addTags,
                                body.removeTags == null ? List.of() : body.removeTags,
                                by);
                };
        return new ManyRunsOutcome(outcome.done(), outcome.left());
    }
}
