package oddboard.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.dataset.LabelPart;
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
 * @param epoch epochs ended
 * @param secondsLeft estimated, of training; null where unknown
 * @param trainSeconds spent in training so far, over all attempts
 * @param result null until it succeeded
 * @param note what users say about it, plain text; may be empty
 * @param origin the run that it was made of; null where there is none, or it was deleted
 */
public record Run(
        RunId id,
        VersionId version,
        Job job,
        String name,
        List<String> tags,
        String detector,
        Map<String, Object> settings,
        long seed,
        UserId by,
        String byName,
        Instant createdAt,
        @Nullable Long parameterCount,
        int epoch,
        int epochs,
        @Nullable Double imagesPerSecond,
        @Nullable Double secondsLeft,
        double trainSeconds,
        @Nullable String device,
        @Nullable Metrics result,
        String note,
        @Nullable Origin origin) {

    /** A run without a note, made of no other. */
    public Run(
            RunId id,
            VersionId version,
            Job job,
            String name,
            List<String> tags,
            String detector,
            Map<String, Object> settings,
            long seed,
            UserId by,
            String byName,
            Instant createdAt,
            @Nullable Long parameterCount,
            int epoch,
            int epochs,
            @Nullable Double imagesPerSecond,
            @Nullable Double secondsLeft,
            double trainSeconds,
            @Nullable String device,
            @Nullable Metrics result) {
        this(
                id,
                version,
                job,
                name,
                tags,
                detector,
                settings,
                seed,
                by,
                byName,
                createdAt,
                parameterCount,
                epoch,
                epochs,
                imagesPerSecond,
                secondsLeft,
                trainSeconds,
                device,
                result,
                "",
                null);
    }

    /** Of a running job's progress while it trains. */
    public static final String TRAINING_UNIT = "training images";

    /** Whether it works on the training images; afterwards it scores. */
    public boolean isTraining() {
        return traits().epochs() ? epoch < epochs : !"images".equals(job.unit());
    }

    /** What its detector needs and gives; an autoencoder's where this program does not know it. */
    public DetectorTraits traits() {
        return Detectors.byId(detector).map(Detector::traits).orElse(DetectorTraits.AUTOENCODER);
    }

    /**
     * Metrics of a run that succeeded; the AUC's are null where the test split has one class alone.
     *
     * @param labelSet number of the label set that the run is evaluated by
     * @param f1 the largest over all thresholds, reached at {@code f1Threshold}
     * @param fprAtTpr95 the lowest false positive rate at which 95 % of the anomalous images are found
     * @param partialAuc up to a false positive rate of 0.1, McClish's standard: 0.5 = chance, 1 = perfect
     * @param pixelAuroc of the error maps against the masks; null where there are none
     * @param part of the labels that these are by
     * @param aupro area under the per-region overlap up to a false positive rate of 0.3; null where there are no masks
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
            LabelPart part) {

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
                    LabelPart.ALL);
        }

        public Metrics withPixels(double pixelAuroc, double aupro) {
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
                    part);
        }
    }
}
