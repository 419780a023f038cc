package oddboard.backbone;

import java.time.Instant;
import oddboard.detector.BackboneName;
import oddboard.job.JobId;
import oddboard.job.JobState;
import org.jspecify.annotations.Nullable;

/**
 * A network whose weights were added.
 *
 * @param architecture such as "ResNet-18"
 * @param size bytes of the file
 * @param tested what its self test found, in a sentence; null until it has passed
 * @param test the job of the self test
 * @param state of that job
 * @param runs how many runs use it, whoever sees them; {@code models}: how many versions of registered models
 */
public record Backbone(
        String name,
        String architecture,
        String license,
        String source,
        String filename,
        long size,
        String sha256,
        @Nullable String tested,
        JobId test,
        JobState state,
        long runs,
        long models,
        String byName,
        Instant createdAt) {

    /** Whether runs may use it. */
    public boolean isReady() {
        return tested != null;
    }

    /** As runs keep it. */
    public BackboneName reference() {
        return new BackboneName(name, sha256);
    }
}
