package oddboard.run;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.common.Sha256;
import oddboard.dataset.LabelPart;
import oddboard.dataset.ModelInput;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.DetectorTraits;
import oddboard.detector.Detectors;
import oddboard.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * A detector with settings on a data set version: trains, then scores.
 *
 * @param job its state, attempt, worker, position, error
 * @param note what users say about it, plain text; may be empty
 * @param result null until it succeeded
 * @param origin the run that it was made of; null where there is none, or it was deleted
 * @param entries how it belongs together with others that one job scored
 */
public record Run(
        RunId id,
        VersionId version,
        Job job,
        String name,
        List<String> tags,
        String note,
        Setup setup,
        Creation creation,
        TrainingStatus training,
        @Nullable Metrics result,
        @Nullable Origin origin,
        Entries entries) {

    /** Another one whenever its name, note or tags are others: who changes them says by it what they have read. */
    public String revision() {
        return HexFormat.of().formatHex(Sha256.of(String.join("\0", name, note, String.join("\0", tags))), 0, 8);
    }

    /**
     * What is trained.
     *
     * @param settings every value, the defaults too
     * @param parameterCount of the network; null until it was built
     * @param input what the detector sees of the images; null = the version's packed squares
     */
    public record Setup(
            String detector,
            Map<String, Object> settings,
            long seed,
            @Nullable Long parameterCount,
            @Nullable ModelInput input) {}

    /**
     * Several runs that one job scored.
     *
     * @param of the run whose job scored this one too; null where it was its own
     * @param own runs that this run's job scored beside it, oldest first
     */
    public record Entries(@Nullable RunId of, List<RunId> own) {
        public static final Entries NONE = new Entries(null, List.of());
    }

    /**
     * Who started it, and when.
     *
     * @param anyWorker any worker was asked for; the job's label is what that meant then
     */
    public record Creation(UserId by, String byName, Instant at, boolean anyWorker) {}

    /** The label as it was asked for; empty = any worker. */
    public String askedLabel() {
        return creation.anyWorker() ? "" : job.request().label();
    }

    /**
     * How far it is trained.
     *
     * @param epoch epochs ended
     * @param epochs to train
     * @param secondsLeft estimated, of training; null where unknown
     * @param seconds spent in training so far, over all attempts
     * @param finishRequested the epoch at work is, or was, to be the last
     */
    public record TrainingStatus(
            int epoch,
            int epochs,
            @Nullable Double imagesPerSecond,
            @Nullable Double secondsLeft,
            double seconds,
            @Nullable String device,
            boolean finishRequested) {
        /** Epochs that a run has trained that succeeded: all, unless it was stopped early. */
        public int trained() {
            return finishRequested ? epoch : epochs;
        }

        /** All epochs have ended. */
        public boolean isWhole() {
            return epoch >= epochs;
        }
    }

    /** Of a running job's progress while it trains. */
    public static final String TRAINING_UNIT = "training images";

    /** Whether it works on the training images; afterwards it scores. */
    public boolean isTraining() {
        return traits().epochs() ? !training.isWhole() && !scores() : !scores();
    }

    private boolean scores() {
        return "images".equals(job.progress().unit());
    }

    /** What its detector needs and gives; an autoencoder's where this program does not know it. */
    public DetectorTraits traits() {
        return Detectors.byId(setup.detector()).map(Detector::traits).orElse(DetectorTraits.AUTOENCODER);
    }

    /**
     * Metrics of a run that succeeded; the AUC's are null where the labels that they rest on lack a class.
     *
     * @param labelSet number of the label set that the run is evaluated by
     * @param f1 the largest over all thresholds, reached at {@code f1Threshold}
     * @param fprAtTpr95 the lowest false positive rate at which 95 % of the anomalous images are found
     * @param partialAuc up to a false positive rate of 0.1, McClish's standard: 0.5 = chance, 1 = perfect
     * @param pixelAuroc of the error maps against the masks; null where there are none
     * @param part of the labels that these are by
     * @param labeledCount test images with a label of this part: those that the metrics rest on; null where that was not
     *     counted
     * @param weakTypes types of anomaly whose interval holds 0.5 or lies below it, where there are two types or more
     * @param aupro area under the per-region overlap up to a false positive rate of 0.3; null where there are no masks
     * @param auproAtFpr5 the same up to 0.05; null also where the run is older than this metric
     */
    public record Metrics(
            int labelSet,
            @Nullable Double auroc,
            @Nullable Double aurocLow,
            @Nullable Double aurocHigh,
            @Nullable Double averagePrecision,
            double scoreSeconds,
            @Nullable Double f1,
            @Nullable Double f1Threshold,
            @Nullable Double fprAtTpr95,
            @Nullable Double partialAuc,
            @Nullable Double pixelAuroc,
            @Nullable Double aupro,
            @Nullable Double auproAtFpr5,
            LabelPart part,
            @Nullable Integer labeledCount,
            List<String> weakTypes) {

        /** Without the further metrics. */
        public Metrics(
                int labelSet,
                @Nullable Double auroc,
                @Nullable Double aurocLow,
                @Nullable Double aurocHigh,
                @Nullable Double averagePrecision,
                double scoreSeconds) {
            this(
                    labelSet,
                    auroc,
                    aurocLow,
                    aurocHigh,
                    averagePrecision,
                    scoreSeconds,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    LabelPart.ALL,
                    null,
                    List.of());
        }

        public Metrics withPixels(double pixelAuroc, double aupro, double auproAtFpr5) {
            return new Metrics(
                    labelSet,
                    auroc,
                    aurocLow,
                    aurocHigh,
                    averagePrecision,
                    scoreSeconds,
                    f1,
                    f1Threshold,
                    fprAtTpr95,
                    partialAuc,
                    pixelAuroc,
                    aupro,
                    auproAtFpr5,
                    part,
                    labeledCount,
                    weakTypes);
        }
    }
}
