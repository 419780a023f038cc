package oddboard.sweep;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names for sweeps that were given none: detectors, and what is swept. */
final class SweepNames {
    private static final int MAX_LENGTH = 200;

    private SweepNames() {}

    static String of(SweepSpec spec) {
        String swept = spec.settings().entrySet().stream()
                .filter(axis -> !(axis.getValue() instanceof Axis.Values values)
                        || values.values().size() > 1)
                .map(Map.Entry::getKey)
                .map(name -> name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" × "));
        String name = String.join(", ", spec.detectors()) + ": " + (swept.isEmpty() ? "seeds" : swept);
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
    }
}
