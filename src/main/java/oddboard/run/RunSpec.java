package oddboard.run;

import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * A run to start.
 *
 * @param settings changed settings by name; the detector's defaults stand for the rest
 * @param name shown on the board; empty = the program makes one of what differs from the defaults
 * @param label resource label of the worker, {@code cpu} or {@code gpu}; empty = whatever workers there are
 * @param input what the detector sees of the images; null = the version's packed squares
 */
public record RunSpec(
        VersionId version,
        String detector,
        Map<String, ?> settings,
        String name,
        List<String> tags,
        int priority,
        String label,
        @Nullable InputChoice input) {
    public RunSpec(
            VersionId version,
            String detector,
            Map<String, ?> settings,
            String name,
            List<String> tags,
            int priority,
            String label) {
        this(version, detector, settings, name, tags, priority, label, null);
    }

    public static RunSpec of(VersionId version, String detector, Map<String, ?> settings) {
        return new RunSpec(version, detector, settings, "", List.of(), 0, "");
    }

    public RunSpec with(@Nullable InputChoice chosen) {
        return new RunSpec(version, detector, settings, name, tags, priority, label, chosen);
    }

    /**
     * The input that is stored with the run: of images that are kept at their own size never null.
     *
     * @throws oddboard.common.InputException where no detector can see images so
     */
    @Nullable ModelInput input(DatasetVersion on) {
        return input != null ? input.on(on) : on.own() == null ? null : on.packedInput();
    }
}
