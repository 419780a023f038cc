package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.BinderValidationStatus;
import com.vaadin.flow.data.binder.ValidationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Baseline;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Edits the named AUC lines of a data set, or lists them for those who may only look. */
final class BaselineEditor extends Div {
    private static final long serialVersionUID = 1L;
    /** Of the homework on anomaly detection in the course Machine Learning of National Taiwan University. */
    private static final List<String> COURSE = List.of("simple", "medium", "strong", "boss");

    private final transient Datasets datasets;
    private final transient DatasetId dataset;
    private final transient User viewer;
    private final transient List<Line> lines = new ArrayList<>();
    private transient List<Baseline> shown;
    private final Div fields = new Div();
    private final Span none = new Span("No line yet.");

    private record Line(TextField name, Binder<Baseline> binder) {}

    BaselineEditor(Dataset dataset, boolean mayChange, Datasets datasets, User viewer) {
        this.datasets = datasets;
        this.dataset = dataset.id();
        this.viewer = viewer;
        this.shown = dataset.baselines();
        addClassName("odd-baselines");
        none.addClassName("odd-mute");
        add(none, fields);
        dataset.baselines().stream()
                .sorted(Comparator.comparingDouble(Baseline::auroc).reversed())
                .forEach(b -> addLine(b.name(), b.auroc(), mayChange));
        none.setVisible(lines.isEmpty());
        if (mayChange) {
            add(actions());
        }
    }

    private Div actions() {
        var template = new Button(
                "Add the lines of a course",
                e -> COURSE.stream()
                        .filter(name -> lines.stream()
                                .noneMatch(l -> l.name().getValue().strip().equalsIgnoreCase(name)))
                        .forEach(name -> addLine(name, null, true)));
        var save = OnceButton.primary("Save", this::save);
        var help = new Span("The lines of a course are named simple, medium, strong and boss, as in the homework on "
                + "anomaly detection of the course Machine Learning at National Taiwan University. Their AUCs are yours "
                + "to fill in.");
        help.addClassName("odd-note");
        var actions = new Div(save, new Button("Add line", e -> addLine("", null, true)), template, help);
        actions.addClassName("odd-actions");
        return actions;
    }

    private void addLine(String text, @Nullable Double value, boolean mayChange) {
        var name = new TextField();
        name.setAriaLabel("Name of the line");
        name.setPlaceholder("name");
        name.setValue(text);
        name.setMaxLength(60);
        name.setReadOnly(!mayChange);
        var auroc = new NumberField();
        auroc.setAriaLabel("AUC of the line");
        auroc.setPlaceholder("such as 0.85");
        auroc.setStep(0.00001);
        auroc.setValue(value);
        auroc.setReadOnly(!mayChange);
        var row = new Div(name, auroc);
        row.addClassName("odd-baselines__row");
        var binder = new Binder<>(Baseline.class);
        binder.forField(name)
                .withConverter(String::strip, words -> words)
                .withValidator(words -> !words.isEmpty(), "Give the line a name.")
                .bind("name");
        binder.forField(auroc)
                .withValidator(number -> number != null && number >= 0 && number <= 1, "An AUC lies between 0 and 1.")
                .bind("auroc");
        var line = new Line(name, binder);
        if (mayChange) {
            var remove = new Button("Remove", e -> {
                lines.remove(line);
                fields.remove(row);
                none.setVisible(lines.isEmpty());
            });
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            row.add(remove);
        }
        lines.add(line);
        fields.add(row);
        none.setVisible(false);
    }

    /** False: what is saved can be changed and saved again. */
    private boolean save() {
        // All of them, so that each fault is marked and not the first alone.
        if (lines.stream()
                        .map(line -> line.binder().validate())
                        .filter(BinderValidationStatus::hasErrors)
                        .count()
                > 0) {
            return false;
        }
        try {
            List<Baseline> baselines = new ArrayList<>();
            for (Line line : lines) {
                baselines.add(line.binder().writeRecord());
            }
            datasets.setBaselines(dataset, shown, baselines, viewer);
            shown = baselines;
            Toast.show("The lines are saved.");
        } catch (InputException | ConflictException | ValidationException e) {
            Toast.error(RefusalText.of(e));
        } catch (AccessDeniedException | NotFoundException e) {
            Toast.error("You may not change this data set any more.");
        }
        return false;
    }
}
