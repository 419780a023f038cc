package oddboard.api;

import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.run.Runs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
class JobsApi {
    private final JobQueue jobs;
    private final Runs runs;
    private final Datasets datasets;
    private final Users users;

    JobsApi(JobQueue jobs, Runs runs, Datasets datasets, Users users) {
        this.jobs = jobs;
        this.runs = runs;
        this.datasets = datasets;
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
        return viewer.isAdmin() || job.by().equals(viewer.id()) || runs.findByJob(job.id(), viewer).isPresent()
                || datasets.list(viewer).stream()
                        .flatMap(d -> d.versions().stream())
                        .anyMatch(v -> v.job().equals(job.id()));
    }
}
