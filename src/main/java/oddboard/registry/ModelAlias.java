package oddboard.registry;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that points at one version of a model and can be moved.
 *
 * @param threshold that images scored by this alias are judged by; null = the newest of the version
 */
public record ModelAlias(
        String name,
        ModelVersionId version,
        int number,
        @Nullable ThresholdId threshold,
        String reason,
        String byName,
        Instant movedAt) {
    public static final String CHAMPION = "champion";
    public static final String CHALLENGER = "challenger";
    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");
}
