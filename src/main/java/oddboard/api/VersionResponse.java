package oddboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import org.jspecify.annotations.Nullable;

/** A data set version; its counts are 0 until it is READY. */
record VersionResponse(
        String id,
        String dataset,
        int number,
        DatasetVersion.State state,
        String job,
        int imageSize,
        int channels,
        int trainCount,
        int testCount,
        int anomalyCount,
        Report report,
        Instant createdAt) {

    record Report(
            int accepted,
            List<ImportReport.Rejected> rejected,
            int duplicates,
            int duplicatesWithin,
            int duplicatesAcross,
            Map<String, Integer> types,
            List<String> notes,
            int masks,
            List<TraitAuc> traits) {
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
                    r.traits().stream().map(TraitAuc::of).toList());
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
                v.channels(),
                v.trainCount(),
                v.testCount(),
                v.anomalyCount(),
                Report.of(v.report()),
                v.createdAt());
    }
}
