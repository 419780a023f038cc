package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** A list of runs with its filter; asks again for the runs whenever it is told that they moved. */
final class RunsPanel extends Div {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    private final Map<RunsFilter, Chip> chips = new EnumMap<>(RunsFilter.class);
    private final RunsTable table;
    private final Panel panel;
    private final Button more = new Button("Show more", e -> more());
    private final Div none = new Div("No run fits this filter.");
    private final transient Function<Integer, List<Run>> runs;
    private final String path;
    private RunsFilter filter;
    private int limit = PAGE;
    private transient List<Run> newest = new ArrayList<>();

    /**
     * @param path of the page, to which the filter is added
     * @param runs the newest runs, at most so many
     */
    RunsPanel(String path, RunsFilter filter, String whereTitle, Function<Run, Component> where,
            Function<Integer, List<Run>> runs) {
        this.path = path;
        this.filter = filter;
        this.runs = runs;
        table = new RunsTable(whereTitle, where);
        var scroll = new Div(table);
        scroll.addClassName("odd-scroll");
        panel = new Panel("", scroll).flush();
        var bar = new Div();
        bar.addClassName("odd-chips");
        for (RunsFilter choice : RunsFilter.values()) {
            var chip = new Chip(choice.title(), choice == filter, () -> choose(choice));
            chips.put(choice, chip);
            bar.add(chip);
        }
        none.addClassNames("odd-note", "none");
        more.addClassName("more-button");
        addClassName("odd-page");
        add(bar, panel, none, more);
        read();
    }

    private void choose(RunsFilter choice) {
        filter = choice;
        chips.forEach((f, chip) -> chip.setOn(f == choice));
        Address.replace(this, path, Map.of("state", choice.word()));
        show();
    }

    private void more() {
        limit += PAGE;
        read();
    }

    /** A run has moved, or is new. */
    void moved(Run run) {
        int at = 0;
        while (at < newest.size() && newest.get(at).id().value() > run.id().value()) {
            at++;
        }
        if (at < newest.size() && newest.get(at).id().equals(run.id())) {
            newest.set(at, run);
        } else if (at < newest.size() || newest.size() < limit) {
            newest.add(at, run);
        }
        show();
    }

    private void read() {
        newest = new ArrayList<>(runs.apply(limit));
        show();
    }

    private void show() {
        var shown = newest.stream().filter(filter::takes).toList();
        for (var entry : chips.entrySet()) {
            long count = newest.stream().filter(entry.getKey()::takes).count();
            entry.getValue().setText(entry.getKey().title() + " " + Format.count(count));
        }
        table.show(shown);
        panel.setVisible(!shown.isEmpty());
        none.setVisible(shown.isEmpty());
        more.setVisible(newest.size() >= limit);
    }
}
