package oddboard.sweep.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.dataset.ReadyVersion;
import oddboard.dataset.ReadyVersions;
import oddboard.dataset.ReadyVersions.Of;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Setting;
import oddboard.detector.SettingsException;
import oddboard.quota.ui.QuotaBars;
import oddboard.run.SweepRoutes;
import oddboard.run.ui.Address;
import oddboard.sweep.Axis;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepSpec;
import oddboard.sweep.Sweeps;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** Data, detectors, what each setting does, and beside it what the sweep would be. */
final class SweepForm extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Sweeps sweeps;
    private final transient User viewer;
    private final MultiSelectComboBox<ReadyVersion> versions = new MultiSelectComboBox<>("Data set versions");
    private final CheckboxGroup<Detector> detectors = new CheckboxGroup<>("Detectors");
    private final Panel settings = new Panel("Settings");
    private final Div grid = new Div();
    private final transient Map<String, AxisField> axes = new LinkedHashMap<>();
    private final SweepOptions options = new SweepOptions(this::changed);
    private final SweepPreviewPanel preview = new SweepPreviewPanel();
    private final Button start = new Button("Start the sweep", e -> start());

    SweepForm(Sweeps sweeps, ReadyVersions ready, QuotaBars limits, User viewer, SweepRequest request) {
        this.sweeps = sweeps;
        this.viewer = viewer;
        addClassName("odd-sweep-form");
        versions.setItemLabelGenerator(ReadyVersion::title);
        versions.setItems(query ->
                ready
                        .find(query.getFilter().orElse(""), Of.WORKABLE, query.getOffset(), query.getLimit(), viewer)
                        .stream());
        versions.setValue(new LinkedHashSet<>(ready.workable(request.versions(), viewer)));
        versions.setWidthFull();
        versions.addValueChangeListener(e -> onChange());
        detectors.setItems(Detectors.all());
        detectors.setItemLabelGenerator(Detector::title);
        detectors.addClassName("odd-sweep-form__detectors");
        detectors.setValue(Detectors.all().stream()
                .filter(d -> request.detectors().contains(d.id()))
                .collect(Collectors.toSet()));
        detectors.addValueChangeListener(e -> {
            arrange();
            onChange();
        });
        grid.addClassName("odd-axes");
        settings.add(grid);
        options.method().addValueChangeListener(e -> {
            axes.values().forEach(axis -> axis.setMethod(e.getValue()));
            changed();
        });
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        preview.add(limits, start);
        preview.addClassName("odd-sweep-form__side");
        var main = new Div(new Panel("Data and detectors", versions, detectors), settings, new Panel("Runs", options));
        main.addClassName("odd-sweep-form__main");
        add(main, preview);
        arrange();
        request.fixed().forEach((name, value) -> {
            if (axes.containsKey(name)) {
                axes.get(name).fix(value);
            }
        });
        changed();
    }

    /** One field for every setting that any of the chosen detectors has. */
    private void arrange() {
        Map<String, Setting> union = new LinkedHashMap<>();
        chosen().forEach(d -> d.settings().forEach(s -> union.putIfAbsent(s.name(), s)));
        union.remove("seed");
        axes.keySet().retainAll(union.keySet());
        grid.removeAll();
        for (Setting setting : union.values()) {
            AxisField known = axes.get(setting.name());
            // Another detector may have another default, but it keeps what the user entered.
            AxisField field =
                    known != null && known.setting().equals(setting) ? known : new AxisField(setting, this::changed);
            field.setMethod(options.method().getValue());
            axes.put(setting.name(), field);
            grid.add(field);
        }
        settings.setNote(chosen().size() > 1 ? "each for the detectors that have it" : "");
        settings.setVisible(!union.isEmpty());
    }

    private List<Detector> chosen() {
        return Detectors.all().stream().filter(detectors.getValue()::contains).toList();
    }

    private List<VersionId> selectedVersions() {
        return versions.getValue().stream().map(ReadyVersion::id).toList();
    }

    /** Data or detectors changed: the address says so. */
    private void onChange() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put(
                "version", selectedVersions().stream().map(VersionId::toString).collect(Collectors.joining(",")));
        query.put("detector", chosen().stream().map(Detector::id).collect(Collectors.joining(",")));
        Address.replace(this, SweepRoutes.NEW, query);
        changed();
    }

    private void changed() {
        axes.values().forEach(axis -> axis.show(""));
        try {
            var shown = sweeps.preview(spec(), viewer);
            preview.show(shown);
            start.setText(
                    shown.plan().size() == 1
                            ? "Start 1 run"
                            : "Start " + Format.count(shown.plan().size()) + " runs");
            start.setEnabled(true);
        } catch (SettingsException e) {
            refuse(e);
        } catch (ConflictException e) {
            preview.refuse(RefusalText.of(e));
            start.setEnabled(false);
        }
    }

    private void refuse(SettingsException e) {
        AxisField field = axes.get(e.setting());
        if (field != null) {
            field.show(e.getMessage());
        }
        preview.refuse(e.getMessage());
        start.setEnabled(false);
    }

    private SweepSpec spec() {
        Map<String, Axis> swept = new LinkedHashMap<>();
        axes.forEach((name, field) -> {
            Axis axis = field.axis();
            if (axis != null) {
                swept.put(name, axis);
            }
        });
        return options.spec(
                selectedVersions(), chosen().stream().map(Detector::id).toList(), swept);
    }

    private void start() {
        try {
            Sweep sweep = sweeps.start(spec(), viewer);
            UI.getCurrent().navigate(SweepRoutes.overview(sweep.id()));
            Toast.show("The sweep has begun.");
        } catch (SettingsException e) {
            refuse(e);
        } catch (ConflictException e) {
            preview.refuse(RefusalText.of(e));
        }
    }
}
