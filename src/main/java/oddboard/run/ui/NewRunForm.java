package oddboard.run.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.SettingsException;
import oddboard.job.JobQueue;
import oddboard.quota.ui.QuotaBars;
import oddboard.run.Reruns;
import oddboard.run.Run;
import oddboard.run.RunChanges;
import oddboard.run.RunRoutes;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.TagText;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** Detector, settings, and where the run goes. */
public final class NewRunForm extends Div {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PRIORITY = 100;
    private final transient Runs runs;
    private final transient Reruns reruns;
    private final transient Set<String> labels;
    private final transient User viewer;
    private final transient Dataset dataset;
    private final transient @Nullable Run from;
    private final FormHints hints;
    private final DetectorChoice detectors;
    private final Panel settings = new Panel("Settings");
    private final Select<DatasetVersion> version = new Select<>();
    private final TextField name = new TextField("Name");
    private final TextField tags = new TextField("Tags");
    private final Select<String> label = new Select<>();
    private final IntegerField priority = new IntegerField("Priority");
    private final Binder<Place> binder = new Binder<>(Place.class);
    private final Span fault = new Span();
    private final InputFields input = new InputFields(() -> fault.setText(""));
    private SettingsForm form;

    /** What the fields beside the settings hold; public, because the binder makes it. */
    public record Place(DatasetVersion version, String name, List<String> tags, String label, int priority) {}

    /** What the address asks for. */
    record Preset(String detector, @Nullable VersionId version) {}

    /** Names of the backbones that runs can use. */
    private final transient List<String> backbones;

    /** @param labels of live workers */
    NewRunForm(
            Runs runs,
            Reruns reruns,
            Set<String> labels,
            QuotaBars limits,
            FormHints hints,
            Dataset dataset,
            User viewer,
            @Nullable Run from,
            List<String> backbones,
            Preset preset) {
        this.backbones = backbones;
        this.runs = runs;
        this.reruns = reruns;
        this.labels = labels;
        this.hints = hints;
        this.viewer = viewer;
        this.dataset = dataset;
        addClassName("odd-new-run");
        this.from = from;
        String wanted =
                preset.detector().isEmpty() && from != null ? from.setup().detector() : preset.detector();
        var first = Detectors.byId(wanted).orElse(Detectors.all().getFirst());
        detectors = new DetectorChoice(Detectors.all(), first);
        detectors.addValueChangeListener(e -> choose(e.getValue()));
        form = new SettingsForm(
                first,
                from == null || !from.setup().detector().equals(first.id())
                        ? Map.of()
                        : from.setup().settings(),
                backbones,
                this::onChange);
        settings.add(form);
        var where = new Panel("Run", limits, fields(from, preset.version()), hints, submit());
        var seen = new Panel("What the detector sees", input);
        var right = new Div(settings, seen, where);
        right.addClassName("odd-new-run__right");
        add(new Panel("Detector", detectors), right);
        onChange();
    }

    private void choose(@Nullable Detector chosen) {
        if (chosen == null) {
            return;
        }
        settings.remove(form);
        Run copied = from;
        form = new SettingsForm(
                chosen,
                copied != null && copied.setup().detector().equals(chosen.id())
                        ? copied.setup().settings()
                        : Map.of(),
                backbones,
                this::onChange);
        settings.add(form);
        onChange();
        showAddress();
    }

    private void showAddress() {
        Map<String, String> query = new LinkedHashMap<>();
        Run copied = from;
        query.put("from", copied == null ? "" : copied.id().toString());
        query.put("detector", detectors.getValue().id());
        query.put("version", version.isVisible() ? version.getValue().id().toString() : "");
        Address.replace(this, DatasetRoutes.newRun(dataset.id()), query);
    }

    private void onChange() {
        int changed = form.changed().size();
        settings.setNote(changed == 0 ? "all at their defaults" : changed + " changed");
        fault.setText("");
        hints.show(detectors.getValue(), version.getValue(), form, this::onChange);
    }

    private Div fields(@Nullable Run from, @Nullable VersionId requested) {
        VersionId first = requested != null ? requested : from != null ? from.version() : null;
        var ready = dataset.versions().stream()
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .toList();
        version.setLabel("Version");
        version.setItems(ready);
        version.setItemLabelGenerator(v -> "v" + v.number());
        version.setValue(
                ready.stream().filter(v -> v.id().equals(first)).findFirst().orElse(ready.getFirst()));
        version.setVisible(ready.size() > 1);
        version.addValueChangeListener(e -> {
            showAddress();
            onChange();
        });
        name.setPlaceholder("from the changed settings");
        name.setMaxLength(100);
        name.setClearButtonVisible(true);
        label.setLabel("Workers");
        label.setItems(WorkerLabels.offered(labels));
        label.setItemLabelGenerator(WorkerLabels::text);
        label.setValue("");
        label.setHelperText(WorkerLabels.ANY);
        priority.setValue(0);
        int most = viewer.isAdmin() ? MAX_PRIORITY : JobQueue.MAX_PRIORITY;
        priority.setMin(-most);
        priority.setMax(most);
        priority.setStepButtonsVisible(true);
        priority.setHelperText("Higher goes first; 0 is usual");
        tags.setPlaceholder("such as baseline, line 3");
        tags.setHelperText("With commas between them");
        bind();
        if (from != null) {
            var request = from.job().request();
            input.set(from.setup().input());
            tags.setValue(String.join(", ", from.tags()));
            label.setValue(WorkerLabels.offered(labels).contains(from.askedLabel()) ? from.askedLabel() : "");
            priority.setValue(Math.clamp(request.priority(), -most, most));
        }
        var fields = new Div(version, name, tags, label, priority);
        fields.addClassName("odd-form-grid");
        return fields;
    }

    private void bind() {
        binder.forField(version).bind("version");
        binder.forField(name).withConverter(String::strip, words -> words).bind("name");
        binder.forField(tags)
                .withConverter(TagText::tags, list -> String.join(", ", list))
                .bind("tags");
        binder.forField(label).bind("label");
        binder.forField(priority)
                .withConverter(number -> number == null ? 0 : number, number -> number)
                .bind("priority");
    }

    private Div submit() {
        var start = OnceButton.primary("Start the run", this::start);
        start.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        var reset = new Button("All back to defaults", e -> {
            form.reset(detectors.getValue());
            onChange();
        });
        reset.addThemeVariants(ButtonVariant.TERTIARY);
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        var line = new Div(start, reset, fault);
        line.addClassName("odd-line");
        return line;
    }

    private boolean start() {
        fault.setText("");
        // Both, so that each fault is marked.
        boolean sound = form.check() & !binder.validate().hasErrors();
        try {
            if (!sound) {
                fault.setText("Some values can't be used; see the marked fields.");
                return false;
            }
            var run = queued(binder.writeRecord());
            UI.getCurrent().navigate(RunRoutes.overview(run.id()));
            Toast.show("The run is queued.");
            return true;
        } catch (ValidationException since) {
            fault.setText(since.getMessage());
        } catch (SettingsException e) {
            if (!form.show(e) && !showAtField(e)) {
                fault.setText(e.getMessage());
            }
        } catch (ConflictException | InputException e) {
            fault.setText(e.getMessage());
        }
        return false;
    }

    private boolean showAtField(SettingsException refused) {
        HasValidationProperties field = switch (refused.setting()) {
            case "name" -> name;
            case "tags" -> tags;
            case "priority" -> priority;
            case "label" -> label;
            default -> null;
        };
        if (field == null) {
            return false;
        }
        field.setErrorMessage(refused.getMessage());
        field.setInvalid(true);
        return true;
    }

    private Run queued(Place place) {
        Run copied = from;
        String id = detectors.getValue().id();
        return copied == null
                ? runs.start(
                        new RunSpec(
                                place.version().id(),
                                id,
                                form.changed(),
                                place.name(),
                                place.tags(),
                                place.priority(),
                                place.label(),
                                input.choice()),
                        viewer)
                : reruns.copy(
                        copied.id(),
                        new RunChanges(
                                place.version().id(),
                                id,
                                form.values(),
                                place.name(),
                                place.tags(),
                                place.priority(),
                                place.label(),
                                copied.setup().input() == null ? input.choice() : input.whole()),
                        viewer);
    }
}
