package oddboard.api.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.common.ConflictException;
import oddboard.detector.SettingsException;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
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

@Tag(name = "Queue")
@RestController
@RequestMapping("/api/v1/jobs")
class JobsApi {
    private final JobQueue jobs;
    private final VisibleJobs seen;
    private final Users users;

    JobsApi(JobQueue jobs, VisibleJobs seen, Users users) {
        this.jobs = jobs;
        this.seen = seen;
        this.users = users;
    }

    private enum Show {
        ALL,
        OPEN,
        QUEUED,
        RUNNING,
        RETRY_WAIT,
        ENDED,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** {@code actor}: a user's name, a worker's id or "queue". */
    record EventResponse(Instant at, int attempt, JobState state, String actor, String reason, JobEvent.Change change) {
        static EventResponse of(JobEvent e) {
            return new EventResponse(e.at(), e.attempt(), e.state(), e.actor(), e.reason(), e.change());
        }
    }

    @Operation(summary = "Jobs that the caller sees", description = "Newest first, of all states.")
    @GetMapping
    Page<JobResponse> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor page = Cursor.of(limit, cursor);
        List<JobState> states = states(Fields.oneOf("state", Show.class, state, Show.ALL));
        return page.page(
                seen.list(states, kind, label, own, page.after(Long.MAX_VALUE), page.limit() + 1),
                job -> job.id().value(),
                JobResponse::of);
    }

    private static List<JobState> states(Show show) {
        return switch (show) {
            case ALL -> List.of();
            case OPEN ->
                Arrays.stream(JobState.values()).filter(s -> !s.isEnded()).toList();
            case ENDED ->
                Arrays.stream(JobState.values()).filter(JobState::isEnded).toList();
            default -> List.of(JobState.valueOf(show.name()));
        };
    }

    @Operation(summary = "A job as it stands")
    @GetMapping("/{id}")
    JobResponse get(@PathVariable long id) {
        return JobResponse.of(seen.job(id));
    }

    @Operation(
            summary = "What happened to a job",
            description = "Oldest first: every change of its state or priority, over all attempts.")
    @GetMapping("/{id}/events")
    Page<EventResponse> events(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<JobEvent> all = jobs.history(seen.job(id).id());
        // A history only grows at its end: an event's place in it is its name.
        return Cursor.of(limit, cursor)
                .ascending(
                        IntStream.range(0, all.size()).boxed().toList(),
                        place -> place,
                        place -> EventResponse.of(all.get(place)));
    }

    @Operation(summary = "Cancel a job", description = "One that waits ends at once, one that runs within a heartbeat.")
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobResponse cancel(@PathVariable long id) {
        if (!jobs.cancel(seen.job(id).id(), users.require())) {
            throw new ConflictException("Job " + id + " has ended already; there is nothing to cancel.");
        }
        return JobResponse.of(seen.job(id));
    }

    /** Either a priority, or {@code "top": true}: above all others of its label, as far as the user may raise it. */
    record JobChange(
            @Bounds(min = -JobQueue.PRIORITIES, max = JobQueue.PRIORITIES) @Nullable Integer priority,

            @Nullable Boolean top) {}

    /**
     * Moves a waiting job: {@code {"priority": n}} or {@code {"top": true}}. Its owner chooses from -10 to 10, an
     * administrator freely; 409 where it runs or has ended.
     */
    @Operation(
            summary = "Move a waiting job",
            description = "Give either a priority (-10 to 10 for its owner, any for an administrator) or top. 409 "
                    + "where it runs or has ended.")
    @PatchMapping("/{id}")
    JobResponse change(@PathVariable long id, @RequestBody JobChange change) {
        User by = users.require();
        JobId job = seen.job(id).id();
        Integer priority = change.priority();
        boolean top = Boolean.TRUE.equals(change.top());
        if (top == (priority != null)) {
            throw new SettingsException("priority", "Give either \"priority\" or \"top\": true.");
        }
        try {
            if (priority != null) {
                jobs.setPriority(job, priority, by);
            } else {
                jobs.moveToTop(job, by);
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException("priority", String.valueOf(e.getMessage()));
        }
        return JobResponse.of(seen.job(id));
    }
}
