package oddboard.leaderboard.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.run.ui.SettingText;
import oddboard.ui.Column;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** The settings of the compared runs, those that differ alone unless all are requested. */
final class ComparedSettings extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String NONE = "–";
    private final transient List<Entry> runs = new ArrayList<>();
    private final transient List<Map<String, String>> values = new ArrayList<>();
    private final MarkupTable<String> table;

    ComparedSettings(Compared compared, Runs source, User viewer, boolean all, Consumer<Boolean> chosen) {
        super("Settings");
        for (Entry entry : compared.entries()) {
            entry.id().run().flatMap(id -> source.find(id, viewer)).ifPresent(run -> {
                runs.add(entry);
                values.add(values(run));
            });
        }
        flush();
        var box = new Checkbox("Identical ones too", all);
        box.addValueChangeListener(e -> {
            show(e.getValue());
            chosen.accept(e.getValue());
        });
        setActions(box);
        table = new MarkupTable<>("Settings", columns(compared));
        add(table);
        show(all);
    }

    private static Map<String, String> values(Run run) {
        var values = new LinkedHashMap<String, String>();
        values.put("Detector", run.setup().detector());
        run.setup().settings().forEach((name, value) -> values.put(SettingText.label(name), SettingText.value(value)));
        if (run.training().device() != null) {
            values.put("Device", run.training().device());
        }
        return values;
    }

    private void show(boolean all) {
        var names = new LinkedHashSet<String>();
        values.forEach(v -> names.addAll(v.keySet()));
        var shown = names.stream()
                .filter(name -> all
                        || values.stream()
                                        .map(v -> v.getOrDefault(name, NONE))
                                        .distinct()
                                        .count()
                                > 1)
                .toList();
        int hidden = names.size() - shown.size();
        setNote(runs.isEmpty() ? "submissions have none" : hidden == 0 ? "" : hidden + " identical ones are hidden");
        table.show(shown);
    }

    /** One column a run. */
    private List<Column<String>> columns(Compared compared) {
        var columns = new ArrayList<Column<String>>();
        columns.add(Column.text("Setting", name -> name));
        for (int i = 0; i < runs.size(); i++) {
            var own = values.get(i);
            var entry = runs.get(i);
            columns.add(Column.<String>text(entry.name(), name -> own.getOrDefault(name, NONE))
                    .heading(new Html("span").add(compared.dot(entry)).text(entry.name())));
        }
        return columns;
    }
}
