package oddboard.registry.ui;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.registry.Method;
import oddboard.registry.NormalTestCheck;
import oddboard.registry.Threshold;
import oddboard.ui.Format;

/** Thresholds in words. */
final class ModelThresholdText {
    private ModelThresholdText() {}

    /** 1.0 %. */
    static String percent(double share) {
        double percent = 100 * share;
        if (percent == 0) {
            return "0 %";
        }
        return String.format(Locale.ROOT, percent < 1 ? "%.2f %%" : "%.1f %%", percent);
    }

    /** "Quantile, q 0.99". */
    static String method(Method method, Map<String, Object> parameters) {
        String values = parameters.entrySet().stream()
                .map(e -> e.getKey() + " "
                        + (e.getValue() instanceof Number n ? Format.number(n.doubleValue()) : e.getValue()))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? method.title() : method.title() + ", " + values;
    }

    /** "calibrated on 1,000 training images held out of training". */
    static String calibration(Threshold.Calibration on) {
        return "calibrated on " + Format.count(on.n()) + " "
                + switch (on.split()) {
                    case HELD_OUT -> "training images that were held out of training";
                    case TRAIN -> "training images that the model was trained on";
                    case TEST_NORMAL -> "normal test images";
                    case TEST -> "normal test images, and the anomalous ones";
                };
    }

    /** "Of the 860 normal test images it flags 1.2 %." */
    static String normalTest(NormalTestCheck check) {
        return "Of the " + Format.count(check.n()) + " normal test images it flags " + percent(check.rate()) + ".";
    }

    /** "expected false alarms 1.0 %, 95 % between 0.5 and 1.8 %". */
    static String expected(Threshold.Calibration on) {
        return "expected false alarms " + percent(on.rate()) + ", 95 % between " + percent(on.low()) + " and "
                + percent(on.high());
    }
}
