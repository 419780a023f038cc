package oddboard.export;

import java.time.Instant;
import java.util.List;
import oddboard.account.UserId;
import oddboard.job.Job;
import oddboard.registry.ModelVersionId;
import oddboard.registry.ThresholdId;
import org.jspecify.annotations.Nullable;

/**
 * The bundle of a model version, made or on its way.
 *
 * @param threshold that is in it; null = none was set
 * @param software version of the program that was asked for it
 * @param bundle null until it is made
 */
public record ModelExport(
        ModelVersionId version,
        BundleFormat format,
        Job job,
        @Nullable ThresholdId threshold,
        String software,
        @Nullable Bundle bundle,
        UserId by,
        String byName,
        Instant createdAt) {

    /**
     * A bundle that is made.
     *
     * @param sha256 of the ZIP
     * @param bytes of the ZIP
     * @param verification of each form of the network
     */
    public record Bundle(String sha256, long bytes, List<Verification> verification, List<File> files) {}

    /**
     * How the program's scores and those of an exported network agree.
     *
     * @param format {@code onnx} or {@code torchscript}
     * @param images how many were scored by both
     * @param largestDifference relative, of any score
     * @param allowed largest difference that a bundle may have
     */
    public record Verification(String format, String runtime, int images, double largestDifference, double allowed) {}

    public record File(String name, long bytes) {}

    /** Whether its job has failed because the model can't be exported: it would fail again. */
    public boolean refused() {
        return job.failure() != null
                && ModelExports.REFUSED.equals(job.failure().code());
    }
}
