package oddboard.api.model;

import java.time.Instant;
import java.util.List;
import oddboard.export.ModelExport;
import org.jspecify.annotations.Nullable;

/** A bundle of a model version as it stands. */
record ModelExportResponse(
        String format,
        String job,
        String state,
        ExportProgress progress,
        @Nullable ExportBundle bundle,
        @Nullable ExportError error,
        @Nullable String threshold,
        String software,
        String user,
        Instant createdAt) {

    record ExportProgress(long done, long total) {}

    /** What is in it. */
    record ExportBundle(String sha256, long bytes, List<ExportCheck> verification, List<ExportFile> files) {}

    record ExportCheck(String format, String runtime, int images, double largestRelativeDifference, double allowed) {}

    record ExportFile(String file, long bytes) {}

    record ExportError(String code, String detail) {}

    static ModelExportResponse of(ModelExport export) {
        ModelExport.Bundle bundle = export.bundle();
        var failure = export.job().failure();
        return new ModelExportResponse(
                export.format().word(),
                export.job().id().toString(),
                export.job().state().name(),
                new ExportProgress(
                        export.job().progress().done(), export.job().progress().total()),
                bundle == null
                        ? null
                        : new ExportBundle(
                                bundle.sha256(),
                                bundle.bytes(),
                                bundle.verification().stream()
                                        .map(v -> new ExportCheck(
                                                v.format(),
                                                v.runtime(),
                                                v.images(),
                                                v.largestDifference(),
                                                v.allowed()))
                                        .toList(),
                                bundle.files().stream()
                                        .map(f -> new ExportFile(f.name(), f.bytes()))
                                        .toList()),
                failure == null ? null : new ExportError(failure.code(), failure.detail()),
                export.threshold() == null ? null : export.threshold().toString(),
                export.software(),
                export.byName(),
                export.createdAt());
    }
}
