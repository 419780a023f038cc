package oddboard.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Settings;
import oddboard.job.JobQueue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Recommends runs for a version and starts them together. */
@Service
public class RecommendedRuns {
    private final Datasets datasets;
    private final Runs runs;
    private final RunTwins twins;
    private final RunStarter starter;
    private final JobQueue jobs;

    RecommendedRuns(Datasets datasets, Runs runs, RunTwins twins, RunStarter starter, JobQueue jobs) {
        this.datasets = datasets;
        this.runs = runs;
        this.twins = twins;
        this.starter = starter;
        this.jobs = jobs;
    }

    /** @throws NotFoundException where the version isn't there for this user */
    public Recommendation of(VersionId version, AnomalyKind kind, User viewer) {
        return of(
                datasets.findVersion(version, viewer)
                        .orElseThrow(() -> new NotFoundException("There is no data set version " + version + ".")),
                kind);
    }

    public Recommendation of(DatasetVersion version, AnomalyKind kind) {
        return Recommendation.of(kind, version, jobs.labels().contains("gpu"));
    }

    /**
     * Starts recommended runs, all or none; those that are there already, waiting, running or succeeded, are left out.
     *
     * @param request version, tags, priority and label of each; the rest of it is not used
     * @param compare whether those for comparison are started, too
     * @throws oddboard.detector.SettingsException naming what can't be used
     */
    @Transactional
    public List<Run> start(RunSpec request, AnomalyKind kind, boolean compare, User by) {
        DatasetVersion version = starter.requireVersion(request, by);
        Recommendation recommended = of(version, kind);
        List<Run> started = new ArrayList<>();
        for (Recommendation.Proposal one :
                recommended.runs().subList(0, compare ? recommended.runs().size() : recommended.first())) {
            Detector detector = RunStarter.requireDetector(one.detector());
            Map<String, Object> settings =
                    Settings.of(detector.settings(), one.settings()).stored();
            if (!twins.exists(version.id(), one.detector(), settings)) {
                started.add(runs.start(
                        new RunSpec(
                                version.id(),
                                one.detector(),
                                one.settings(),
                                one.name(),
                                request.tags(),
                                request.priority(),
                                request.label()),
                        by));
            }
        }
        return started;
    }
}
