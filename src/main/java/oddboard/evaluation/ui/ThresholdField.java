package oddboard.evaluation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.RangeInput;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import oddboard.run.ui.RunMessages;

/** A slider over a run's scores with what the threshold means: recall and the rate of false alarms. */
final class ThresholdField extends Div {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 1000;
    private static final int PAUSE_MILLIS = 120;
    private final transient Ranking ranking;
    private final transient DoubleConsumer moved;
    private final RangeInput slider = new RangeInput();
    private final Span value = new Span();
    private final Span meaning = new Span();
    private double threshold;

    /** @param moved called with every threshold that the user chooses, a few times a second while the slider moves */
    ThresholdField(Ranking ranking, double threshold, DoubleConsumer moved) {
        this.ranking = ranking;
        this.moved = moved;
        addClassName("odd-threshold");
        value.addClassName("odd-strong");
        meaning.addClassName("odd-note");
        var top = new Div(value, meaning);
        top.addClassName("odd-threshold__top");
        slider.setMin(0);
        slider.setMax(STEPS);
        slider.setStep(1.0);
        slider.setValueChangeMode(ValueChangeMode.TIMEOUT);
        slider.setValueChangeTimeout(PAUSE_MILLIS);
        slider.setAriaLabel("Threshold");
        slider.addValueChangeListener(e -> {
            if (e.isFromClient() && e.getValue() >= 0 && e.getValue() <= STEPS) {
                choose(ranking.lowest() + e.getValue() / STEPS * (ranking.highest() - ranking.lowest()));
            }
        });
        add(top, slider, presets());
        show(threshold);
    }

    private Div presets() {
        var presets = new Div(
                preset("Balanced", "largest recall minus false-alarm rate", ranking.balanced()),
                preset(
                        "1 % false alarms",
                        "as much recall as at most 1 % false alarms allow", ranking.falseAlarmsAtMost(0.01)),
                preset(
                        "5 % false alarms",
                        "as much recall as at most 5 % false alarms allow", ranking.falseAlarmsAtMost(0.05)),
                preset("95 % recall", "as few false alarms as 95 % recall allows", ranking.recallAtLeast(0.95)));
        presets.addClassName("odd-threshold__presets");
        return presets;
    }

    private Button preset(String text, String help, double preset) {
        var button = new Button(text, e -> {
            show(preset);
            moved.accept(preset);
        });
        button.setTooltipText(help);
        button.addClassName("odd-link-button");
        return button;
    }

    private void choose(double chosen) {
        threshold = ranking.neat(chosen);
        describe();
        moved.accept(threshold);
    }

    /** Moves the slider without a notification. */
    void show(double shown) {
        threshold = shown;
        double width = ranking.highest() - ranking.lowest();
        double step = width > 0 ? Math.rint(Math.clamp((shown - ranking.lowest()) / width, 0, 1) * STEPS) : 0;
        slider.setValue(step);
        // A browser puts a slider in the middle until it is set otherwise, and Flow does not send a field's empty
        // value.
        slider.getElement().setProperty("value", step);
        describe();
    }

    private void describe() {
        var counts = ranking.counts(threshold);
        value.setText("Threshold " + ranking.text(threshold));
        meaning.setText("recall " + share(counts.recall()) + RunMessages.DOT + "false alarms "
                + share(counts.falseAlarmRate()));
        slider.getElement().setAttribute("aria-valuetext", value.getText() + ", " + meaning.getText());
    }

    static String share(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f", share);
    }
}
