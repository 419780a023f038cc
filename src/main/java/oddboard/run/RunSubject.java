package oddboard.run;

import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.Datasets;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import org.springframework.stereotype.Component;

/** Names a run's job in the queue: "run 12: conv on Bottle caps". */
@Component
class RunSubject implements JobSubject {
    private final Runs runs;
    private final Datasets datasets;

    RunSubject(Runs runs, Datasets datasets) {
        this.runs = runs;
        this.datasets = datasets;
    }

    @Override
    public String kind() {
        return "run";
    }

    @Override
    public Optional<Subject> find(JobId job, User viewer) {
        return runs.findByJob(job, viewer).flatMap(run -> datasets.findByVersion(run.version(), viewer)
                .map(dataset -> new Subject("run " + run.id() + ": " + run.detector() + " on " + dataset.name()
                        + dataset.versions().stream().filter(v -> v.id().equals(run.version())).findFirst()
                                .map(v -> " v" + v.number()).orElse(""),
                        RunRoutes.overview(run.id()))));
    }
}
