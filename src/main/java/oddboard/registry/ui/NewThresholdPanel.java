package oddboard.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.registry.CalibrationSplit;
import oddboard.registry.Method;
import oddboard.registry.Method.Parameter;
import oddboard.registry.ModelVersion;
import oddboard.registry.NormalTestCheck;
import oddboard.registry.Threshold;
import oddboard.registry.ThresholdChoice;
import oddboard.registry.Thresholds;
import oddboard.registry.Thresholds.Request;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** A form for a threshold that shows at once what it would be. */
final class NewThresholdPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient ModelVersion version;
    private final transient Thresholds thresholds;
    private final transient User viewer;
    private final double[] normalTestScores;
    private final Select<Method> method = new Select<>();
    private final Select<CalibrationSplit> split = new Select<>();
    private final Div parameters = new Div();
    private final Map<String, NumberField> fields = new LinkedHashMap<>();
    private final ThresholdChart chart = new ThresholdChart();
    private final Paragraph found = new Paragraph();
    private final Paragraph warning = ModelThresholdPanel.warning("");
    private final Span fault = new Span();
    private final OnceButton keep;

    NewThresholdPanel(ModelVersion version, Thresholds thresholds, User viewer, Runnable done) {
        super("New threshold");
        this.version = version;
        this.thresholds = thresholds;
        this.viewer = viewer;
        normalTestScores = thresholds.normalTestScores(version, viewer);
        keep = OnceButton.primary("Keep this threshold", () -> keep(done));
        method.setLabel("Method");
        method.setItems(Method.values());
        method.setItemLabelGenerator(Method::title);
        split.setLabel("Calibrated on");
        split.setItemLabelGenerator(CalibrationSplit::title);
        chart.addClassName("odd-threshold-chart");
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        parameters.addClassName("odd-form-grid");
        var form = new Div(method, split, parameters, found, warning, fault, keep);
        form.addClassName("odd-form");
        var columns = new Div(form, chart);
        columns.addClassName("odd-new-threshold");
        add(columns);
        method.addValueChangeListener(e -> ask(e.getValue()));
        split.addValueChangeListener(e -> {
            if (e.isFromClient()) {
                preview();
            }
        });
        method.setValue(firstMethod());
    }

    /** A budget of 1 % where there are images enough for it. */
    private Method firstMethod() {
        CalibrationSplit usual = thresholds.standard(version);
        int count =
                usual == null ? 0 : thresholds.sample(version, usual, viewer).scores().length;
        return count >= 99 ? Method.FALSE_ALARM_BUDGET : usual == null ? Method.MANUAL : Method.SCALED_QUANTILE;
    }

    private void ask(Method chosen) {
        method.setHelperText(chosen.help());
        List<CalibrationSplit> possible = new ArrayList<>(thresholds.splits(version));
        possible.removeIf(s -> chosen.needsLabels() != (s == CalibrationSplit.TEST));
        CalibrationSplit before = split.getValue();
        split.setItems(possible);
        split.setValue(possible.contains(before) ? before : possible.isEmpty() ? null : possible.getFirst());
        split.setVisible(possible.size() > 1);
        parameters.removeAll();
        fields.clear();
        chosen.parameters().forEach(this::addField);
        Method.COMMON.stream().filter(p -> p.name().equals("lookShare")).forEach(this::addField);
        preview();
    }

    private void addField(Parameter parameter) {
        var field = new NumberField(
                switch (parameter.name()) {
                    case "budget" -> "Budget";
                    case "q" -> "Quantile";
                    case "k" -> "k";
                    case "factor" -> "Factor";
                    case "missCost" -> "Cost of a miss";
                    case "falseAlarmCost" -> "Cost of a false alarm";
                    case "anomalousShare" -> "Share of anomalous images";
                    case "lookShare" -> "Share to look at";
                    default -> "Raw score";
                });
        field.setHelperText(parameter.help());
        field.setValue(parameter.standard());
        field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        field.addValueChangeListener(e -> preview());
        fields.put(parameter.name(), field);
        parameters.add(field);
    }

    private Request request() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            if (field.getValue() != null) {
                values.put(name, field.getValue());
            }
        });
        return new Request(method.getValue(), values, split.getValue());
    }

    private void preview() {
        fault.setText("");
        keep.setEnabled(true);
        @Nullable CalibrationSplit on = split.getValue();
        warning.setText(on == null ? "" : on.warning());
        warning.setVisible(on != null && on.optimistic());
        try {
            ThresholdChoice choice = thresholds.preview(version, request(), viewer);
            Threshold.Calibration calibration = choice.calibration();
            found.setText("Threshold " + Format.number(choice.value())
                    + (choice.look() == null ? "" : ", to look at from " + Format.number(choice.look()))
                    + (calibration == null
                            ? "."
                            : "; of " + Format.count(calibration.n()) + " normal images it flags "
                                    + ModelThresholdText.percent(calibration.rate()) + ", 95 % between "
                                    + ModelThresholdText.percent(calibration.low()) + " and "
                                    + ModelThresholdText.percent(calibration.high()) + "."));
            NormalTestCheck check = NormalTestCheck.of(normalTestScores, choice.value(), calibration);
            if (check != null) {
                found.setText(found.getText() + " " + ModelThresholdText.normalTest(check));
                if (!check.warning().isEmpty()) {
                    warning.setText((warning.getText() + " " + check.warning()).strip());
                    warning.setVisible(true);
                }
            }
            draw(on, choice.value());
        } catch (InputException e) {
            found.setText("");
            fault.setText(e.getMessage());
            keep.setEnabled(false);
            draw(on, Double.NaN);
        }
    }

    private void draw(@Nullable CalibrationSplit on, double threshold) {
        chart.setVisible(on != null);
        if (on != null) {
            chart.show(thresholds.sample(version, on, viewer), threshold);
        }
    }

    private boolean keep(Runnable done) {
        try {
            thresholds.add(version.model(), version.version(), request(), viewer);
        } catch (InputException | NotFoundException e) {
            fault.setText(e.getMessage());
            return false;
        } catch (AccessDeniedException e) {
            fault.setText("You may not change this model any more.");
            return false;
        }
        Toast.show("The threshold is kept.");
        done.run();
        return true;
    }
}
