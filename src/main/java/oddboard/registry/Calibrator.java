package oddboard.registry;

import java.util.Map;
import oddboard.common.InputException;
import oddboard.metric.NormalScores;
import oddboard.metric.OperatingPoints;
import oddboard.metric.Proportion;
import org.jspecify.annotations.Nullable;

/** Works thresholds out of scores. */
final class Calibrator {
    private Calibrator() {}

    /**
     * @param sample null where there is none, which only a manual threshold can do without
     * @throws InputException with a sentence where the parameters or the images don't allow it
     */
    static ThresholdChoice choose(Method method, Map<String, ?> given, @Nullable CalibrationSample sample) {
        MethodParameters parameters = MethodParameters.of(method, given);
        if (sample == null) {
            double value = manual(parameters);
            return new ThresholdChoice(
                    method, parameters.values(), value, look(parameters, value, null), scale(parameters, null), null);
        }
        NormalScores normal = normal(sample);
        double value = value(method, parameters, sample, normal);
        Proportion expected = normal.flagged(value);
        return new ThresholdChoice(
                method,
                parameters.values(),
                value,
                look(parameters, value, normal),
                scale(parameters, normal),
                new Threshold.Calibration(
                        sample.data(),
                        sample.split(),
                        normal.count(),
                        sample.sha256(),
                        expected.rate(),
                        expected.low(),
                        expected.high()));
    }

    private static NormalScores normal(CalibrationSample sample) {
        double[] scores = sample.normal();
        if (scores.length < 2) {
            throw new InputException(
                    "CALIBRATION_IMAGES",
                    "",
                    "calibrateOn",
                    "A threshold needs two or more normal images, and there "
                            + (scores.length == 1 ? "is one." : "are none.")
                            + " Choose other images, or a manual threshold.");
        }
        return NormalScores.of(scores);
    }

    private static double value(
            Method method, MethodParameters parameters, CalibrationSample sample, NormalScores normal) {
        return switch (method) {
            case QUANTILE -> normal.quantile(parameters.get("q"));
            case MEAN_PLUS_K_SD -> normal.mean() + parameters.get("k") * normal.deviation();
            case SCALED_QUANTILE -> normal.scaledQuantile(parameters.get("q"), parameters.get("factor"));
            case FALSE_ALARM_BUDGET -> budget(normal, "budget", parameters.get("budget"));
            case F1_MAX -> points(sample).bestF1().threshold();
            case COST -> cheapest(points(sample), parameters);
            case MANUAL -> manual(parameters);
        };
    }

    private static double budget(NormalScores normal, String name, double budget) {
        int needed = NormalScores.neededFor(budget);
        if (normal.count() < needed) {
            throw MethodParameters.refusal(
                    name,
                    "A share of " + budget + " needs " + needed + " normal images or more to rest on, and there are "
                            + normal.count() + "; choose a larger share, more images, or another method.");
        }
        return normal.atMostFalseAlarms(budget);
    }

    private static OperatingPoints points(CalibrationSample sample) {
        boolean some = false;
        for (boolean anomalous : sample.anomalous()) {
            some |= anomalous;
        }
        if (!some) {
            throw new InputException(
                    "CALIBRATION_IMAGES",
                    "",
                    "method",
                    "None of the labeled test images is anomalous, so there is nothing to weigh false alarms against; choose"
                            + " a method that needs normal images alone, such as false_alarm_budget.");
        }
        return OperatingPoints.of(sample.scores(), sample.anomalous());
    }

    private static double cheapest(OperatingPoints points, MethodParameters parameters) {
        Double given = parameters.find("anomalousShare");
        double share = given == null ? (double) points.anomalous() / (points.anomalous() + points.normal()) : given;
        double best = Double.POSITIVE_INFINITY;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.threshold().length; i++) {
            OperatingPoints.Point point = points.at(i);
            double cost = parameters.get("missCost") * share * (1 - point.recall())
                    + parameters.get("falseAlarmCost") * (1 - share) * point.falseAlarmRate();
            if (cost < best) {
                best = cost;
                threshold = point.threshold();
            }
        }
        // Flagging none is cheapest: just above all that was seen.
        return Double.isInfinite(threshold) ? Math.nextUp(points.threshold()[1]) : threshold;
    }

    private static double manual(MethodParameters parameters) {
        Double value = parameters.find("value");
        if (value == null) {
            throw MethodParameters.refusal("value", "A manual threshold needs its raw score: \"value\".");
        }
        return value;
    }

    private static @Nullable Double look(MethodParameters parameters, double value, @Nullable NormalScores normal) {
        Double look = parameters.find("look");
        Double share = parameters.find("lookShare");
        if (look != null && share != null) {
            throw MethodParameters.refusal("look", "Give \"look\" or \"lookShare\", not both.");
        }
        if (share != null) {
            if (normal == null) {
                throw MethodParameters.refusal(
                        "lookShare", "There are no scores that a share could rest on; give \"look\", a raw score.");
            }
            look = budget(normal, "lookShare", share);
        }
        if (look != null && look > value) {
            throw MethodParameters.refusal(
                    share == null ? "look" : "lookShare",
                    "Images to look at begin at " + look + ", above the threshold of " + value
                            + ", so that there would be none; choose a lower score or a larger share.");
        }
        return look;
    }

    /** Scores that are all equal say nothing of how far scores lie apart. */
    private static double scale(MethodParameters parameters, @Nullable NormalScores normal) {
        Double given = parameters.find("scale");
        if (given != null) {
            return given;
        }
        double deviation = normal == null ? 0 : normal.deviation();
        return deviation > 0 && Double.isFinite(deviation) ? deviation : 1;
    }
}
