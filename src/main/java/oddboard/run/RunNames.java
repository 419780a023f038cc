package oddboard.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.dataset.ModelInput;
import oddboard.detector.Detector;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import org.jspecify.annotations.Nullable;

/** Names for runs that were given none: what differs from the detector's defaults. */
final class RunNames {
    private static final int MAX_LENGTH = 200;
    private static final Map<String, String> SHORT = Map.of("batchSize", "batch", "learningRate", "rate");

    private RunNames() {}

    /** @param input null where it is the version's own */
    static String of(Detector detector, Settings settings, @Nullable ModelInput input) {
        List<String> parts = new ArrayList<>();
        if (input != null) {
            ModelInput.Tiles tiles = input.tiles();
            parts.add(tiles == null ? input.size() + " px" : "tiles " + tiles.size());
        }
        for (Setting setting : detector.settings()) {
            Object value = settings.asMap().get(setting.name());
            if (value != null && !value.equals(setting.defaultValue())) {
                parts.add(part(setting.name(), value));
            }
        }
        String name = parts.isEmpty() ? "defaults" : String.join(", ", parts);
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
    }

    private static String part(String name, Object value) {
        String words = SHORT.getOrDefault(
                name, name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
        return switch (value) {
            case Boolean on -> on ? words : "no " + words;
            case List<?> list ->
                words + " " + list.stream().map(RunNames::plain).collect(Collectors.joining("-"));
            default -> words + " " + plain(value);
        };
    }

    private static String plain(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9
                    ? Long.toString(number.longValue())
                    : Double.toString(number).replace(".0E", "e").replace("E", "e");
        }
        // Of a backbone the name alone: its digest follows an @.
        return String.valueOf(value).replaceFirst("@[0-9a-f]{64}$", "");
    }
}
