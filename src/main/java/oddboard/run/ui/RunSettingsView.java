package oddboard.run.ui;

import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Setting;
import oddboard.job.JobChanges;
import oddboard.ui.Column;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** Every setting of a run; those that differ from the detector's defaults stand out. */
@Route("runs/:id/settings")
@PermitAll
class RunSettingsView extends RunPage {
    private static final long serialVersionUID = 1L;

    /** @param defaultValue the default; {@code help} what the setting is for */
    private record Row(String label, String value, String defaultValue, boolean changed, String help) {}

    RunSettingsView(ShownRuns shownRuns, RunHead head, JobChanges changes) {
        super(shownRuns, head, changes, "settings");
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        var run = shown.run();
        var described =
                Detectors.byId(run.setup().detector()).map(Detector::settings).orElse(List.of());
        List<Row> rows = new ArrayList<>();
        for (var entry : run.setup().settings().entrySet()) {
            var setting = described.stream()
                    .filter(s -> s.name().equals(entry.getKey()))
                    .findFirst();
            Object defaultValue = setting.map(Setting::defaultValue).orElse(null);
            rows.add(new Row(
                    SettingText.label(entry.getKey()),
                    SettingText.value(entry.getValue()),
                    SettingText.value(defaultValue),
                    setting.isPresent() && !SettingText.same(entry.getValue(), defaultValue),
                    setting.map(Setting::help).orElse("")));
        }
        var table = new MarkupTable<Row>(
                        "Settings",
                        List.of(
                                Column.text("Setting", Row::label),
                                Column.<Row>text("Value", Row::value).styled("odd-table__wrap"),
                                Column.<Row>text("Default", Row::defaultValue).styled("odd-table__wrap"),
                                Column.text("", row -> row.changed ? "odd-settings-table__row--changed" : "")))
                .styled("odd-settings-table")
                .eachRow((element, row) -> element.attr("class", row.changed ? "odd-settings-table__row--changed" : "")
                        .attr("title", row.help));
        table.show(rows);
        long changed = rows.stream().filter(Row::changed).count();
        var panel = new Panel("Settings of " + run.setup().detector(), table).flush();
        panel.setNote(changed == 0 ? "all as the detector has them by default" : changed + " changed");
        add(panel);
    }
}
