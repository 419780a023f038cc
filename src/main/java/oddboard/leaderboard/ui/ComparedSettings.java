package oddboard.leaderboard.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
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
import oddboard.ui.Palette;
import oddboard.ui.Panel;
import oddboard.ui.Scroll;

/** The settings of the compared runs, those that differ alone unless all are asked for. */
final class ComparedSettings extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String NONE = "–";
    private final transient Compared compared;
    private final transient List<Entry> runs = new ArrayList<>();
    private final transient List<Map<String, String>> values = new ArrayList<>();
    private final Scroll scroll = new Scroll("Settings");

    ComparedSettings(Compared compared, Runs source, User viewer, boolean all, Consumer<Boolean> chosen) {
        super("Settings");
        this.compared = compared;
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
        add(scroll);
        show(all);
    }

    private static Map<String, String> values(Run run) {
        var values = new LinkedHashMap<String, String>();
        values.put("Detector", run.detector());
        run.settings().forEach((name, value) -> values.put(SettingText.label(name), SettingText.value(value)));
        if (run.device() != null) {
            values.put("Device", run.device());
        }
        return values;
    }

    private void show(boolean all) {
        scroll.removeAll();
        var names = new LinkedHashSet<String>();
        values.forEach(v -> names.addAll(v.keySet()));
        int hidden = 0;
        var table = new NativeTable();
        table.addClassName("odd-table");
        table.getHead().add(head());
        for (String name : names) {
            boolean same = values.stream().map(v -> v.getOrDefault(name, NONE)).distinct().count() == 1;
            if (same && !all) {
                hidden++;
                continue;
            }
            var row = new NativeTableRow();
            row.add(new NativeTableCell(name));
            values.forEach(v -> row.add(new NativeTableCell(v.getOrDefault(name, NONE))));
            table.getBody().add(row);
        }
        setNote(runs.isEmpty() ? "submissions have none" : hidden == 0 ? "" : hidden + " identical ones are hidden");
        scroll.add(table);
    }

    private NativeTableRow head() {
        var head = new NativeTableRow();
        head.add(new NativeTableHeaderCell("Setting"));
        for (Entry entry : runs) {
            var cell = new NativeTableHeaderCell(CompareView.dot(Palette.css(compared.color(entry))), new Span(entry.name()));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        }
        return head;
    }
}
