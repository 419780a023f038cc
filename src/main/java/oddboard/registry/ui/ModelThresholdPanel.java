package oddboard.registry.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import oddboard.account.User;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.NormalTestCheck;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** The threshold that a version is used with, over the scores that it rests on. */
final class ModelThresholdPanel extends Panel {
    private static final long serialVersionUID = 1L;

    ModelThresholdPanel(
            ModelVersion version,
            Optional<Threshold> threshold,
            Thresholds thresholds,
            User viewer,
            boolean mayChange) {
        super("Threshold of version " + version.version());
        String page = ModelRoutes.thresholds(version.model(), version.version());
        if (threshold.isEmpty()) {
            add(
                    new Paragraph(
                            "None yet. A threshold says from which score an image is flagged; it needs no anomalous"
                                    + " images."),
                    link(page, mayChange ? "Calibrate a threshold" : "Thresholds"));
            return;
        }
        Threshold shown = threshold.get();
        var value = new Span(Format.number(shown.value()));
        value.addClassName("odd-strong");
        add(new Paragraph(value, new Span(" · " + ModelThresholdText.method(shown.method(), shown.parameters()))));
        Threshold.Calibration on = shown.calibration();
        if (on != null) {
            add(note(ModelThresholdText.calibration(on) + " · " + ModelThresholdText.expected(on)));
            if (on.split().optimistic()) {
                add(warning(on.split().warning()));
            }
            NormalTestCheck check = NormalTestCheck.of(thresholds.normalTestScores(version, viewer), shown.value(), on);
            if (check != null) {
                add(check.warning().isEmpty() ? note(ModelThresholdText.normalTest(check)) : warning(check.warning()));
            }
            if (thresholds.splits(version).contains(on.split())) {
                var chart = new ThresholdChart();
                chart.addClassName("odd-threshold-chart");
                chart.show(thresholds.sample(version, on.split(), viewer), shown.value());
                add(chart);
            }
        }
        if (shown.look() != null) {
            add(note("to look at from " + Format.number(shown.look())));
        }
        add(note(shown.byName() + ", " + Format.ago(shown.createdAt())), link(page, "All thresholds"));
    }

    static Paragraph note(String text) {
        var note = new Paragraph(text);
        note.addClassName("odd-note");
        return note;
    }

    static Paragraph warning(String text) {
        var warning = new Paragraph(text);
        warning.addClassName("odd-optimistic");
        return warning;
    }

    private static Anchor link(String href, String text) {
        return new Anchor(href, text);
    }
}
