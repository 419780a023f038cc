package oddboard.api;

import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobSubject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
        User viewer = users.require();
        return jobs.find(new JobId(id))
                .filter(job -> maySee(job, viewer))
                .map(JobResponse::of)
                .orElseThrow(() -> new NoSuchElementException("There is no job " + id + "."));
    }

    /** A job is seen by whoever sees what it works on. */
    private boolean maySee(Job job, User viewer) {
        return viewer.isAdmin() || subjects.stream()
                .anyMatch(s -> s.kind().equals(job.kind()) && s.find(job.id(), viewer).isPresent());
    }
}
