package oddboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;

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
        int unlabeledCount,
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
            int masks) {
        static Report of(ImportReport r) {
            return new Report(
                    r.accepted(),
                    r.rejected(),
                    r.duplicatesWithin() + r.duplicatesAcross(),
                    r.duplicatesWithin(),
                    r.duplicatesAcross(),
                    r.types(),
                    r.notes(),
                    r.masks());
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
                v.unlabeledCount(),
                Report.of(v.report()),
                v.createdAt());
    }
}
