package oddboard.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A threshold that was worked out, before it is kept; see {@link Threshold}. */
public record ThresholdChoice(
        Method method,
        Map<String, Object> parameters,
        double value,
        @Nullable Double look,
        double scale,
        Threshold.@Nullable Calibration calibration) {}
