package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.job.JobQueue;
import oddboard.run.EarlyFinishes;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs")
class RunsApi {
    private final Runs runs;
    private final EarlyFinishes finishes;
    private final VisibleRuns seen;
    private final Users users;

    RunsApi(Runs runs, EarlyFinishes finishes, VisibleRuns seen, Users users) {
        this.runs = runs;
        this.finishes = finishes;
        this.seen = seen;
        this.users = users;
    }

    record NewRun(
            @Required @Nullable String version,
            @Required @Nullable String detector,
            @Nullable Map<String, Object> settings,
            @Nullable Long seed,
            @Nullable String name,
            @Nullable List<String> tags,

            @Bounds(min = -JobQueue.PRIORITIES, max = JobQueue.PRIORITIES) @Nullable Integer priority,

            @Nullable String label,
            @Nullable NewInput input) {
        RunSpec spec() {
            Map<String, Object> all = new HashMap<>(settings == null ? Map.of() : settings);
            if (seed != null) {
                all.put("seed", seed);
            }
            return new RunSpec(
                    new VersionId(Fields.id("version", version)),
                    Fields.required("detector", detector),
                    all,
                    name == null ? "" : name,
                    tags == null ? List.of() : tags,
                    priority == null ? 0 : priority,
                    label == null ? "" : label,
                    NewInput.choice(input));
        }
    }

    @Operation(
            summary = "Start a run",
            description = "It trains a detector, then scores the test images. The answer comes at once; ask for the "
                    + "run until its state is SUCCEEDED, FAILED or CANCELLED.")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse create(@RequestBody NewRun body) {
        return RunResponse.of(runs.start(body.spec(), users.require()));
    }

    @Operation(summary = "Runs that the caller sees", description = "Newest first.")
    @GetMapping
    Page<RunResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Long dataset,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String tag) {
        Cursor page = Cursor.of(limit, cursor);
        User viewer = users.require();
        List<Run> all;
        if (version != null) {
            all = runs.list(new VersionId(version), labelSet, viewer);
        } else if (dataset != null) {
            all = runs.list(new DatasetId(dataset), viewer);
        } else {
            return page.page(
                    runs.list(viewer, new RunId(page.after(Long.MAX_VALUE)), tag == null ? "" : tag, page.limit() + 1),
                    run -> run.id().value(),
                    RunResponse::of);
        }
        return page.descending(
                all.stream()
                        .filter(run -> tag == null || run.tags().contains(tag))
                        .toList(),
                run -> run.id().value(),
                RunResponse::of);
    }

    /** Of all runs that the caller sees. */
    @Operation(summary = "Tags of all runs that the caller sees")
    @GetMapping("/tags")
    Page<String> tags(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).byText(runs.tags(users.require()), tag -> tag, tag -> tag);
    }

    @Operation(summary = "A run as it stands")
    @GetMapping("/{id}")
    RunResponse get(@PathVariable long id, @RequestParam(defaultValue = "0") int labelSet) {
        return RunResponse.of(seen.run(id, labelSet));
    }

    @Operation(summary = "Cancel a run")
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse cancel(@PathVariable long id) {
        if (!runs.cancel(new RunId(id), users.require())) {
            throw new ConflictException("Run " + id + " has ended already; there is nothing to cancel.");
        }
        return RunResponse.of(seen.run(id));
    }

    @Operation(
            summary = "Stop a training and score it",
            description = "The epoch at work is the last one; then its weights are kept, the test images are"
                    + " scored, and the run succeeds with its place on the board. Nothing is lost, unlike by cancel. 409 where the"
                    + " run does not train in epochs now.")
    @PostMapping("/{id}/finish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse finish(@PathVariable long id) {
        finishes.request(new RunId(id), users.require());
        return RunResponse.of(seen.run(id));
    }

    record RunDescription(
            @Nullable String name,

            @Limit(value = 5000, code = "SETTING_INVALID") @Nullable String note,

            @Nullable List<String> tags,
            @Nullable String revision) {}

    @Operation(
            summary = "Name, note and tags of a run",
            description =
                    "Only the fields that are there change. With the revision that was read, 409 where somebody else"
                            + " has changed one of them since.")
    @PatchMapping("/{id}")
    RunResponse describe(@PathVariable long id, @RequestBody RunDescription body) {
        return RunResponse.of(
                runs.describe(new RunId(id), body.name(), body.note(), body.tags(), body.revision(), users.require()));
    }

    @Operation(
            summary = "Delete a run with its scores, checkpoints and entries",
            description = "409 where it waits or runs.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        runs.delete(new RunId(id), users.require());
    }
}
