package oddboard.api.model;

import java.time.Instant;
import java.util.Map;
import oddboard.registry.NormalTestCheck;
import oddboard.registry.Threshold;
import org.jspecify.annotations.Nullable;

/** A threshold as it was calibrated. */
record ThresholdResponse(
        String id,
        double value,
        @Nullable Double look,
        double scale,
        String method,
        Map<String, Object> parameters,
        @Nullable CalibratedOn calibratedOn,
        @Nullable Expected expectedFalseAlarms,
        @Nullable NormalTestCheck normalTestImages,
        String warning,
        String by,
        Instant at) {

    record CalibratedOn(String version, String split, int n, String sha256) {}

    record Expected(double rate, double low, double high) {}

    /** @param normal raw scores of the model version's normal test images that the viewer may see */
    static ThresholdResponse of(Threshold threshold, double[] normal) {
        Threshold.Calibration on = threshold.calibration();
        NormalTestCheck check = NormalTestCheck.of(normal, threshold.value(), on);
        return new ThresholdResponse(
                threshold.id().toString(),
                threshold.value(),
                threshold.look(),
                threshold.scale(),
                threshold.method().word(),
                threshold.parameters(),
                on == null
                        ? null
                        : new CalibratedOn(on.data().toString(), on.split().word(), on.n(), on.sha256()),
                on == null ? null : new Expected(on.rate(), on.low(), on.high()),
                check,
                on == null ? "" : on.split().warning(),
                threshold.byName(),
                threshold.createdAt());
    }
}
