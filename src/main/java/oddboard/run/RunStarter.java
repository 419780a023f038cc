package oddboard.run;

import oddboard.account.User;
import oddboard.backbone.BackboneSettings;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ModelInput;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Checks a new run and queues it, in the caller's transaction. */
@Component
public class RunStarter {
    private final RunRepository repository;
    private final Datasets datasets;
    private final BackboneSettings backbones;
    private final JobQueue jobs;

    RunStarter(RunRepository repository, Datasets datasets, BackboneSettings backbones, JobQueue jobs) {
        this.backbones = backbones;
        this.repository = repository;
        this.datasets = datasets;
        this.jobs = jobs;
    }

    public RunId start(RunSpec spec, @Nullable Origin origin, User by) {
        DatasetVersion version = requireVersion(spec, by);
        datasets.hold(version.id());
        Detector detector = requireDetector(spec.detector());
        Settings settings = backbones.resolved(detector, Settings.of(detector.settings(), spec.settings()));
        detector.check(settings);
        requireImages(detector, version);
        ModelInput input = spec.input(version);
        String name =
                RunNames.of(detector, settings, input == null || input.equals(version.packedInput()) ? null : input);
        RunSpec whole = SpecCheck.complete(spec, name, this::defaultLabel);
        SpecCheck.priority(whole.priority(), by);
        JobId job = jobs.enqueue(new NewJob(Runs.JOB_KIND, whole.label(), whole.priority(), by.id()));
        RunId id = repository.insert(
                job,
                whole,
                JsonColumns.write(settings.stored()),
                settings.integer("seed"),
                epochs(settings),
                JsonColumns.writeInput(input),
                by.id());
        if (spec.label().isBlank()) {
            repository.setAnyWorker(id);
        }
        jobs.describe(
                job,
                "run " + id + ": " + spec.detector(),
                spec.detector() + " on version " + version.id() + ", "
                        + (detector.traits().epochs() ? epochs(settings) + " epochs, " : "") + whole.label());
        if (origin != null) {
            repository.setOrigin(id, origin);
        }
        return id;
    }

    /** Epochs that the settings ask for; 0 of a detector without epochs. */
    public static int epochs(Settings settings) {
        return settings.asMap().get("epochs") instanceof Integer epochs ? epochs : 0;
    }

    /** Deletes a run that nobody has begun. */
    public void discard(RunId id) {
        repository.delete(id);
    }

    public DatasetVersion requireVersion(RunSpec spec, User by) {
        DatasetVersion version = datasets.findVersion(spec.version(), by)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + spec.version() + "."));
        if (!by.mayChange()) {
            throw new AccessDeniedException("A viewer can't start runs.");
        }
        Dataset dataset = datasets.find(version.dataset(), by)
                .filter(d -> d.role().mayWork())
                .orElseThrow(
                        () -> new AccessDeniedException("You may look at this data set, but not start runs on it."));
        Datasets.requireCurrent(dataset);
        if (version.state() != DatasetVersion.State.READY) {
            throw new ConflictException("Version " + version.number() + " of the data set can't be used yet: "
                    + (version.state() == DatasetVersion.State.IMPORTING
                            ? "it is still importing."
                            : "its import failed."));
        }
        return version;
    }

    /** @throws SettingsException naming "version" where it has fewer training images than the detector needs */
    public static void requireImages(Detector detector, DatasetVersion version) {
        if (version.trainCount() < detector.minImages()) {
            throw new SettingsException(
                    "version",
                    "Version " + version.number() + " has " + version.trainCount() + " training image"
                            + (version.trainCount() == 1 ? "" : "s") + "; " + detector.title() + " needs "
                            + detector.minImages() + " or more.");
        }
    }

    public static Detector requireDetector(String id) {
        return Detectors.byId(id)
                .orElseThrow(() -> new SettingsException(
                        "detector",
                        "There is no detector \"" + id + "\"; there are "
                                + String.join(
                                        ", ",
                                        Detectors.all().stream()
                                                .map(Detector::id)
                                                .toList()) + "."));
    }

    /** The label of a run that names none. */
    public String defaultLabel() {
        return jobs.workers().stream().anyMatch(w -> w.alive() && w.labels().contains("gpu")) ? "gpu" : "cpu";
    }
}
