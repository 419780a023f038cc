package oddboard.api.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.api.Fields;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.dataset.ModelInput;
import org.jspecify.annotations.Nullable;

/** A data set version; its counts are 0 until it is READY. */
record VersionResponse(
        String id,
        String dataset,
        int number,
        DatasetVersion.State state,
        String job,
        int imageSize,
        @Nullable OwnSize ownSize,
        int channels,
        int trainCount,
        int testCount,
        int anomalyCount,
        int unlabeledCount,
        Report report,
        Instant createdAt) {

    /** Of images that are kept as they came; {@code fit} is how their squares of imageSize are made. */
    record OwnSize(ModelInput.Fit fit, int largestWidth, int largestHeight) {
        static @Nullable OwnSize of(DatasetVersion.@Nullable OwnSize own) {
            return own == null ? null : new OwnSize(own.fit(), own.largestWidth(), own.largestHeight());
        }
    }

    record Report(
            int accepted,
            List<ImportReport.Rejected> rejected,
            int duplicates,
            int duplicatesWithin,
            int duplicatesAcross,
            Map<String, Integer> types,
            List<String> notes,
            int masks,
            List<TraitAuc> traits,
            @Nullable NearDuplicates nearDuplicates) {
        static Report of(ImportReport r) {
            return new Report(
                    r.accepted(),
                    r.rejected(),
                    r.duplicatesWithin() + r.duplicatesAcross(),
                    r.duplicatesWithin(),
                    r.duplicatesAcross(),
                    r.types(),
                    r.allNotes(),
                    r.masks(),
                    r.traits().stream().map(TraitAuc::of).toList(),
                    NearDuplicates.of(r.leaks()));
        }
    }

    /** Test images that show the same as training images, and the pairs most alike. */
    record NearDuplicates(int testImages, List<Pair> pairs) {
        static @Nullable NearDuplicates of(ImportReport.@Nullable Leaks leaks) {
            return leaks == null
                    ? null
                    : new NearDuplicates(
                            leaks.testImages(),
                            leaks.pairs().stream().map(Pair::of).toList());
        }
    }

    /** A training image and the test image like it, by their numbers in the version and their names. */
    record Pair(int trainIndex, String trainName, int testIndex, String testName, double similarity, double overlap) {
        static Pair of(ImportReport.Pair p) {
            return new Pair(p.train(), p.trainName(), p.test(), p.testName(), p.similarity(), p.overlap());
        }
    }

    /** How well what has nothing to do with defects tells anomalous test images from normal ones. */
    record TraitAuc(
            String trait, @Nullable String type, double auroc, double aurocLow, double aurocHigh, boolean warning) {
        static TraitAuc of(ImportReport.TraitAuc t) {
            return new TraitAuc(
                    Fields.spelled(t.trait()),
                    t.type().isEmpty() ? null : t.type(),
                    t.auc(),
                    t.low(),
                    t.high(),
                    t.warns());
        }
    }

    static VersionResponse of(DatasetVersion v) {
        return new VersionResponse(
                v.id().toString(),
                v.dataset().toString(),
                v.number(),
                v.state(),
                v.job().toString(),
                v.imageSize(),
                OwnSize.of(v.own()),
                v.channels(),
                v.trainCount(),
                v.testCount(),
                v.anomalyCount(),
                v.unlabeledCount(),
                Report.of(v.report()),
                v.createdAt());
    }
}
