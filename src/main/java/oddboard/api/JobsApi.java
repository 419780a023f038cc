package oddboard.api;

import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.detector.SettingsException;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobSubject;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
class JobsApi {
    private final JobQueue jobs;
    private final List<JobSubject> subjects;
    private final Users users;

    JobsApi(JobQueue jobs, List<JobSubject> subjects, Users users) {
        this.jobs = jobs;
        this.subjects = subjects;
        this.users = users;
    }

    @GetMapping("/{id}")
    JobResponse get(@PathVariable long id) {
        return find(new JobId(id), users.require());
    }

    private JobResponse find(JobId id, User viewer) {
        return jobs.find(id)
                .filter(job -> maySee(job, viewer))
                .map(JobResponse::of)
                .orElseThrow(() -> new NoSuchElementException("There is no job " + id + "."));
    }

    /** Either a priority, or {@code "top": true}: above all others of its label, as far as the user may raise it. */
    record Change(@Nullable Integer priority, @Nullable Boolean top) {}

    /**
     * Moves a waiting job: {@code {"priority": n}} or {@code {"top": true}}. Its owner chooses from -10 to 10, an
     * administrator freely; 409 where it runs or has ended.
     */
    @PatchMapping("/{id}")
    JobResponse change(@PathVariable long id, @RequestBody Change change) {
        User by = users.require();
        JobId job = new JobId(id);
        find(job, by);
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
        return find(job, by);
    }

    /** A job is seen by whoever sees what it works on; by whoever started it, where that was deleted. */
    private boolean maySee(Job job, User viewer) {
        List<JobSubject> its = subjects.stream().filter(s -> s.kind().equals(job.kind())).toList();
        return viewer.isAdmin() || its.stream().anyMatch(s -> s.find(job.id(), viewer).isPresent())
                || job.by().equals(viewer.id()) && its.stream().noneMatch(s -> s.hides(job.id(), viewer));
    }
}
