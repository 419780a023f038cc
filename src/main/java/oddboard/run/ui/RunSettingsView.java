package oddboard.run.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Setting;
import oddboard.ui.Panel;

/** Every setting of a run; those that differ from the detector's defaults stand out. */
@Route("runs/:id/settings")
@PermitAll
class RunSettingsView extends RunPage {
    private static final long serialVersionUID = 1L;

    RunSettingsView(RunServices services) {
        super(services, "settings");
    }

    @Override
    void show(Shown shown, QueryParameters query) {
        var run = shown.run();
        var described = Detectors.byId(run.detector()).map(Detector::settings).orElse(List.of());
        var table = new NativeTable();
        table.addClassNames("odd-table", "odd-settings-table");
        Rows.head(table, "Setting", "Value", "Default", "");
        int changed = 0;
        for (var entry : run.settings().entrySet()) {
            var setting = described.stream().filter(s -> s.name().equals(entry.getKey())).findFirst();
            Object usual = setting.map(Setting::defaultValue).orElse(null);
            boolean differs = setting.isPresent() && !SettingText.same(entry.getValue(), usual);
            changed += differs ? 1 : 0;
            var row = Rows.row(table, new Span(SettingText.label(entry.getKey())), new Span(SettingText.value(entry.getValue())),
                    new Span(SettingText.value(usual)), new Span(differs ? "changed" : ""));
            row.setClassName("odd-settings-table__row--changed", differs);
            setting.ifPresent(s -> row.setTitle(s.help()));
        }
        var panel = new Panel("Settings of " + run.detector(), table).flush();
        panel.setNote(changed == 0 ? "all as the detector has them by default" : changed + " changed");
        add(panel);
    }
}
