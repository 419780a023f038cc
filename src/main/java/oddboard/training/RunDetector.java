package oddboard.training;

import java.util.Optional;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.detector.WeightFiles;
import oddboard.job.JobFailure;
import oddboard.run.Origin;
import oddboard.run.RunRow;

/** The detector of a run, as far as this worker has it. */
final class RunDetector {
    private RunDetector() {}

    static Detector of(RunRow run) {
        return Detectors.byId(run.setup().detector())
                .orElseThrow(() -> new JobFailure(
                        "DETECTOR_UNKNOWN",
                        "This worker has no detector \"" + run.setup().detector() + "\"; it may be of another version.",
                        true));
    }

    static Model open(RunRow run, ImageShape shape, String device, WeightFiles files) {
        Detector detector = of(run);
        return detector.open(Settings.of(detector.settings(), run.setup().settings()), shape, device, files);
    }

    /** Where an attempt takes up an earlier training; empty where there was none. */
    static Optional<String> beginning(RunRow run, int attempt, int epoch) {
        Origin origin = run.origin();
        if (attempt > 1) {
            return Optional.of(resumed(run, epoch));
        }
        if (origin == null || origin.kind() != Origin.Kind.RESUME) {
            return Optional.empty();
        }
        return Optional.of(
                epoch > 0
                        ? "resumed from run " + origin.run() + " at epoch " + epoch
                        : "restarted: the checkpoint of run " + origin.run() + " can't be used");
    }

    private static String resumed(RunRow run, int epoch) {
        if (!of(run).traits().epochs()) {
            return "resumes from its last checkpoint, if there is one";
        }
        return epoch > 0 ? "resumed from epoch " + epoch : "restarted: there was no checkpoint to resume from";
    }
}
