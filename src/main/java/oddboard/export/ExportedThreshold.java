package oddboard.export;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The threshold in use.
 *
 * @param value raw score from which an image is anomalous
 * @param scale divisor of the calibrated score, {@code sigmoid((score - value) / scale)}; above 0
 * @param pixel the same for values of the anomaly map; null where there is none
 * @param details further fields of its record, such as {@code method} or {@code calibratedOn}, as they stand in the API
 */
public record ExportedThreshold(
        double value, double scale, @Nullable Double pixel, Map<String, Object> details) {}
