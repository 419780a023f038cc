package oddboard.upload;

import java.time.Instant;
import oddboard.dataset.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way, in pieces.
 *
 * @param size bytes as announced
 * @param received bytes that are stored
 * @param fingerprint by which its sender knows the file again, or empty
 * @param expiresAt when it is given up, unless more of it comes
 * @param whole the upload that it became, or null
 */
public record PartialUpload(
        PartialUploadId id,
        DatasetId dataset,
        String filename,
        long size,
        long received,
        String fingerprint,
        Instant expiresAt,
        @Nullable UploadId whole) {}
