package oddboard.api.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.common.NotFoundException;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.job.WorkerSample;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Workers")
@RestController
@RequestMapping("/api/v1/workers")
class WorkersApi {
    private final JobQueue jobs;
    private final Users users;

    WorkersApi(JobQueue jobs, Users users) {
        this.jobs = jobs;
        this.users = users;
    }

    record WorkerResponse(
            String id,
            String host,
            long pid,
            List<String> labels,
            int slots,
            int busy,
            int importSlots,
            int importing,
            int scoringSlots,
            int scoring,
            String device,
            String version,
            boolean draining,
            boolean alive,
            Instant startedAt,
            Instant lastHeartbeat,
            WorkerInfo.Drain drain,
            @Nullable String drainedBy,
            long clockOffsetMillis,
            @Nullable WorkerSample sample) {
        static WorkerResponse of(WorkerInfo w) {
            return new WorkerResponse(
                    w.id(),
                    w.host(),
                    w.pid(),
                    w.labels(),
                    w.slots(),
                    w.busy(),
                    w.importSlots(),
                    w.importing(),
                    w.scoringSlots(),
                    w.scoring(),
                    w.device(),
                    w.version(),
                    w.draining(),
                    w.alive(),
                    w.startedAt(),
                    w.lastHeartbeat(),
                    w.drain(),
                    w.drainedBy(),
                    w.clockOffset(),
                    w.sample());
        }
    }

    @Operation(summary = "Workers")
    @GetMapping
    Page<WorkerResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        users.require();
        return Cursor.of(limit, cursor).byText(jobs.workers(), WorkerInfo::id, WorkerResponse::of);
    }

    @Operation(summary = "A worker")
    @GetMapping("/{id}")
    WorkerResponse get(@PathVariable String id) {
        users.require();
        return find(id);
    }

    /** @param now what it runs goes back to the queue at once, with a checkpoint; without it, it may end first */
    record Drain(@Nullable Boolean now) {}

    /** An administrator's: the worker takes no more jobs. Its body may be left out. */
    @Operation(summary = "Let a worker take no more jobs", description = "For administrators. Its process stays.")
    @PostMapping("/{id}/drain")
    WorkerResponse drain(@PathVariable String id, @RequestBody(required = false) @Nullable Drain drain) {
        jobs.drain(id, drain != null && Boolean.TRUE.equals(drain.now()), users.require());
        return find(id);
    }

    /** An administrator's: the worker takes jobs again. */
    @Operation(summary = "Let a worker take jobs again", description = "For administrators.")
    @PostMapping("/{id}/undrain")
    WorkerResponse undrain(@PathVariable String id) {
        jobs.undrain(id, users.require());
        return find(id);
    }

    private WorkerResponse find(String id) {
        return jobs.workers().stream()
                .filter(w -> w.id().equals(id))
                .findFirst()
                .map(WorkerResponse::of)
                .orElseThrow(() -> new NotFoundException("There is no worker " + id + "; it may have left."));
    }
}
