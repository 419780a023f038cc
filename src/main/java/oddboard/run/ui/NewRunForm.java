package oddboard.run.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.SettingsException;
import oddboard.job.JobQueue;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.RunSpec;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** Detector, settings, and where the run goes. */
final class NewRunForm extends Div {
    private static final long serialVersionUID = 1L;
    private static final int MOST_PRIORITY = 100;
    private final transient RunServices services;
    private final transient User viewer;
    private final transient Dataset dataset;
    private final DetectorChoice detectors;
    private final Panel settings = new Panel("Settings");
    private final Select<DatasetVersion> version = new Select<>();
    private final TextField name = new TextField("Name");
    private final Select<String> label = new Select<>();
    private final IntegerField priority = new IntegerField("Priority");
    private final Span fault = new Span();
    private SettingsForm form;

    NewRunForm(RunServices services, Dataset dataset, User viewer, @Nullable Run from, String detector) {
        this.services = services;
        this.viewer = viewer;
        this.dataset = dataset;
        addClassName("new-run");
        var first = Detectors.byId(from == null ? detector : from.detector()).orElse(Detectors.all().getFirst());
        detectors = new DetectorChoice(Detectors.all(), first);
        detectors.addValueChangeListener(e -> choose(e.getValue()));
        form = new SettingsForm(first, from == null ? Map.of() : from.settings(), this::told);
        settings.add(form);
        var where = new Panel("Run", fields(from), submit());
        var right = new Div(settings, where);
        right.addClassName("new-run-right");
        add(new Panel("Detector", detectors), right);
        told();
    }

    private void choose(@Nullable Detector chosen) {
        if (chosen == null) {
            return;
        }
        settings.remove(form);
        form = new SettingsForm(chosen, Map.of(), this::told);
        settings.add(form);
        told();
        Address.replace(this, DatasetRoutes.newRun(dataset.id()), Map.of("detector", chosen.id()));
    }

    private void told() {
        int changed = form.changed().size();
        settings.setNote(changed == 0 ? "all at their defaults" : changed + " changed");
        fault.setText("");
    }

    private Div fields(@Nullable Run from) {
        var ready = dataset.versions().stream().filter(v -> v.state() == DatasetVersion.State.READY).toList();
        version.setLabel("Version");
        version.setItems(ready);
        version.setItemLabelGenerator(v -> "v" + v.number());
        version.setValue(ready.stream().filter(v -> from != null && v.id().equals(from.version())).findFirst()
                .orElse(ready.getFirst()));
        version.setVisible(ready.size() > 1);
        name.setPlaceholder("from the changed settings");
        name.setMaxLength(100);
        name.setClearButtonVisible(true);
        label.setLabel("Workers");
        label.setItems(labels());
        label.setItemLabelGenerator(NewRunForm::labelText);
        label.setValue("");
        priority.setValue(0);
        int most = viewer.isAdmin() ? MOST_PRIORITY : JobQueue.MOST_PRIORITY;
        priority.setMin(-most);
        priority.setMax(most);
        priority.setStepButtonsVisible(true);
        priority.setHelperText("Higher goes first; 0 is usual");
        var fields = new Div(version, name, label, priority);
        fields.addClassName("odd-form-grid");
        return fields;
    }

    /** What live workers offer; what is usual, where there is none. */
    private List<String> labels() {
        var offered = new ArrayList<>(List.of(""));
        offered.addAll(services.queue().labels());
        if (offered.size() == 1) {
            offered.addAll(List.of("cpu", "gpu"));
        }
        return offered;
    }

    private static String labelText(String label) {
        return switch (label) {
            case "cpu" -> "CPU workers";
            case "gpu" -> "GPU workers";
            case "" -> "whatever there is";
            default -> "workers with " + label;
        };
    }

    private Div submit() {
        var start = new Button("Start the run", e -> start());
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        start.setDisableOnClick(true);
        start.addClickListener(e -> start.setEnabled(true));
        var reset = new Button("All back to defaults", e -> {
            form.reset(detectors.getValue());
            told();
        });
        reset.addThemeVariants(ButtonVariant.TERTIARY);
        fault.addClassName("fault");
        fault.getElement().setAttribute("role", "alert");
        var line = new Div(start, reset, fault);
        line.addClassName("panel-line");
        return line;
    }

    private void start() {
        fault.setText("");
        Integer chosen = priority.getValue();
        if (!form.check() || priority.isInvalid()) {
            fault.setText("Some values can't be used; see the marked fields.");
            return;
        }
        var spec = new RunSpec(version.getValue().id(), detectors.getValue().id(), form.changed(), name.getValue().strip(),
                List.of(), chosen == null ? 0 : chosen, label.getValue());
        try {
            var run = services.runs().start(spec, viewer);
            UI.getCurrent().navigate(RunRoutes.overview(run.id()));
            Toast.say("The run is queued.");
        } catch (SettingsException e) {
            if (!form.show(e)) {
                fault.setText(e.getMessage());
            }
        } catch (IllegalStateException e) {
            fault.setText(e.getMessage());
        }
    }
}
