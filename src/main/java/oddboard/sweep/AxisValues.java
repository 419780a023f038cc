package oddboard.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import org.jspecify.annotations.Nullable;

/** The checked values of an axis for one detector's setting. */
final class AxisValues {
    static final int MAX = 100;
    private static final MathContext STEP = new MathContext(12);
    private static final MathContext LOG_STEP = new MathContext(4);
    private static final MathContext DRAWN = new MathContext(4);

    private final Setting setting;
    private final Axis axis;

    /** @throws SettingsException naming the setting, where the axis can't be its */
    AxisValues(Setting setting, Axis axis) {
        this.setting = setting;
        this.axis = axis;
        switch (axis) {
            case Axis.Values values ->
                require(
                        !values.values().isEmpty() && values.values().size() <= MAX,
                        "\"" + setting.name() + "\" takes 1 to " + MAX + " values in a sweep.");
            case Axis.Steps steps -> {
                require(
                        steps.steps() >= 2 && steps.steps() <= MAX,
                        "\"" + setting.name() + "\" takes 2 to " + MAX + " steps.");
                range(steps.from(), steps.to(), steps.scale());
            }
            case Axis.Draws draws -> range(min(draws), max(draws), draws.scale());
        }
    }

    private void range(double from, double to, Axis.Scale scale) {
        String name = "\"" + setting.name() + "\"";
        require(
                setting.type() == Setting.Type.INTEGER || setting.type() == Setting.Type.NUMBER,
                name + " is not a number; list its values.");
        require(Double.isFinite(from) && Double.isFinite(to), name + " needs two numbers for a range.");
        require(from < to, name + " needs a range from a smaller number to a larger one.");
        require(scale == Axis.Scale.LINEAR || from > 0, name + " needs a range above 0 for logarithmic steps.");
        checked(from);
        checked(to);
    }

    private void require(boolean right, String sentence) {
        if (!right) {
            throw new SettingsException(setting.name(), sentence);
        }
    }

    private double min(Axis.Draws draws) {
        return limit(draws.min(), setting.min());
    }

    private double max(Axis.Draws draws) {
        return limit(draws.max(), setting.max());
    }

    private double limit(@Nullable Double given, @Nullable Double described) {
        Double limit = given == null ? described : given;
        if (limit == null) {
            throw new SettingsException(
                    setting.name(), "\"" + setting.name() + "\" has no limit of its own; give a range.");
        }
        return limit;
    }

    boolean isDrawn() {
        return axis instanceof Axis.Draws;
    }

    /** Each once, in order; none for an axis that is drawn. */
    List<Object> all() {
        SequencedSet<Object> all = new LinkedHashSet<>();
        switch (axis) {
            case Axis.Values values -> values.values().forEach(value -> all.add(checked(value)));
            case Axis.Steps steps -> {
                for (int i = 0; i < steps.steps(); i++) {
                    all.add(step(steps, i));
                }
            }
            case Axis.Draws draws -> {}
        }
        return new ArrayList<>(all);
    }

    private Object step(Axis.Steps s, int i) {
        int last = s.steps() - 1;
        double share = (double) i / last;
        double value = i == 0
                ? s.from()
                : i == last
                        ? s.to()
                        : s.scale() == Axis.Scale.LOG
                                ? round(s.from() * Math.pow(s.to() / s.from(), share), LOG_STEP)
                                : round(s.from() + (s.to() - s.from()) * share, STEP);
        return number(value, s.from(), s.to());
    }

    Object draw(SplittableRandom random) {
        if (!(axis instanceof Axis.Draws draws)) {
            List<Object> all = all();
            return all.get(random.nextInt(all.size()));
        }
        double min = min(draws);
        double max = max(draws);
        double u = random.nextDouble();
        if (draws.scale() == Axis.Scale.LOG) {
            return number(round(min * Math.pow(max / min, u), DRAWN), min, max);
        }
        return setting.type() == Setting.Type.INTEGER
                ? number(Math.floor(min + u * (max - min + 1)), min, max)
                : number(round(min + u * (max - min), DRAWN), min, max);
    }

    private Object number(double value, double min, double max) {
        double inside = Math.clamp(value, min, max);
        return checked(setting.type() == Setting.Type.INTEGER ? (Object) (int) Math.rint(inside) : (Object) inside);
    }

    private static double round(double value, MathContext digits) {
        return new BigDecimal(value).round(digits).doubleValue();
    }

    private Object checked(Object value) {
        return Settings.of(List.of(setting), Map.of(setting.name(), value)).value(setting.name());
    }
}
