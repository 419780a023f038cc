package oddboard.run;

import java.util.List;
import java.util.Map;
import oddboard.dataset.InputChoice;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * What a run that comes from another does otherwise; null = as the other.
 *
 * @param settings changed settings by name; with another detector all the others are its defaults
 */
public record RunChanges(
        @Nullable VersionId version,
        @Nullable String detector,
        Map<String, ?> settings,
        @Nullable String name,
        @Nullable List<String> tags,
        @Nullable Integer priority,
        @Nullable String label,
        @Nullable InputChoice input) {
    public static final RunChanges NONE = of(Map.of());

    public static RunChanges of(Map<String, ?> settings) {
        return new RunChanges(null, null, settings, null, null, null, null, null);
    }
}
