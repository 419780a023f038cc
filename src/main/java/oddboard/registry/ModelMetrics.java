package oddboard.registry;

import java.util.Optional;
import oddboard.account.User;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import org.springframework.stereotype.Component;

/** How well versions tell the test images of their own data apart, by the newest labels that this viewer's metrics use. */
@Component
public class ModelMetrics {
    private static final double RATE = 0.01;
    private final CalibrationSamples samples;

    ModelMetrics(CalibrationSamples samples) {
        this.samples = samples;
    }

    /** @param tprAtFpr1 share of the anomalous images found at a false positive rate of at most 1 % */
    public record Measured(DeLong.Interval auc, double tprAtFpr1, int normal, int anomalous) {}

    /** Its scores of all test images, in order. */
    public double[] testScores(ModelVersion version) {
        return samples.test(version);
    }

    /** Empty where the labels lack a class. */
    public Optional<Measured> of(ModelVersion version, User viewer) {
        CalibrationSample sample = samples.of(version, CalibrationSplit.TEST, viewer);
        int normal = sample.normal().length;
        int anomalous = sample.scores().length - normal;
        if (normal == 0 || anomalous == 0) {
            return Optional.empty();
        }
        OperatingPoints points = OperatingPoints.of(sample.scores(), sample.anomalous());
        return Optional.of(new Measured(
                DeLong.interval(sample.scores(), sample.anomalous()),
                points.falseAlarmsAtMost(RATE).recall(),
                normal,
                anomalous));
    }
}
