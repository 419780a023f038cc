package oddboard.api.sweep;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.NotFoundException;
import oddboard.run.SweepId;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepResults;
import oddboard.sweep.SweepTies;
import oddboard.sweep.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Sweeps")
@RestController
@RequestMapping("/api/v1/sweeps")
class SweepsApi {
    private final Sweeps sweeps;
    private final SweepTies ties;
    private final Users users;

    SweepsApi(Sweeps sweeps, SweepTies ties, Users users) {
        this.sweeps = sweeps;
        this.ties = ties;
        this.users = users;
    }

    @Operation(summary = "Start a sweep: many runs over settings and seeds")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    SweepResponse.Whole create(@RequestBody NewSweep body) {
        User by = users.require();
        return whole(sweeps.start(body.spec(), by), by);
    }

    @Operation(summary = "How many runs a sweep would be, and how long they may take", description = "Starts nothing.")
    @PostMapping("/preview")
    SweepResponse.Preview preview(@RequestBody NewSweep body) {
        return SweepResponse.Preview.of(sweeps.preview(body.spec(), users.require()));
    }

    @Operation(summary = "Sweeps that the caller sees", description = "Newest first.")
    @GetMapping
    Page<SweepResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .descending(sweeps.list(users.require()), s -> s.id().value(), SweepResponse::of);
    }

    @Operation(
            summary = "A sweep with its results",
            description = "Mean and deviation of the AUC over the seeds of each combination of settings.")
    @GetMapping("/{id}")
    SweepResponse.Whole get(@PathVariable long id) {
        User viewer = users.require();
        return whole(
                sweeps.find(new SweepId(id), viewer)
                        .orElseThrow(() -> new NotFoundException("There is no sweep " + id + ".")),
                viewer);
    }

    private SweepResponse.Whole whole(Sweep sweep, User viewer) {
        var runs = sweeps.runs(sweep, viewer);
        SweepResults results = sweeps.results(runs);
        return SweepResponse.Whole.of(
                sweep,
                results,
                ties.of(results.combinations(), viewer),
                sweeps.rounds(sweep, runs),
                sweeps.secondsLeft(sweep, runs));
    }

    /** @param running "finish" (usual) lets those at work come to their end, "stop" does them again later */
    record Pause(@Nullable String running) {}

    private enum Running {
        FINISH,
        STOP
    }

    @Operation(summary = "Begin no more runs of a sweep")
    @PostMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SweepResponse pause(@PathVariable long id, @RequestBody(required = false) @Nullable Pause body) {
        Running running = Fields.oneOf("running", Running.class, body == null ? null : body.running(), Running.FINISH);
        return SweepResponse.of(sweeps.pause(new SweepId(id), running == Running.STOP, users.require()));
    }

    @Operation(summary = "Resume a paused sweep")
    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SweepResponse resume(@PathVariable long id) {
        return SweepResponse.of(sweeps.resume(new SweepId(id), users.require()));
    }

    @Operation(summary = "Cancel a sweep with all its runs that wait or run")
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SweepResponse cancel(@PathVariable long id) {
        return SweepResponse.of(sweeps.cancel(new SweepId(id), users.require()));
    }

    @Operation(summary = "Do a sweep's failed and canceled runs again")
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SweepResponse retry(@PathVariable long id) {
        return SweepResponse.of(sweeps.retry(new SweepId(id), users.require()));
    }

    record SweepChange(
            @Bounds(min = 1, max = 100) @Required @Nullable Integer parallelism) {}

    @Operation(summary = "How many runs of a sweep are at work at a time")
    @PatchMapping("/{id}")
    SweepResponse change(@PathVariable long id, @RequestBody SweepChange body) {
        return SweepResponse.of(sweeps.setParallelism(
                new SweepId(id), Fields.required("parallelism", body.parallelism()), users.require()));
    }
}
