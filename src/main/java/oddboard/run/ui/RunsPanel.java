package oddboard.run.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** A list of runs with its filter; asks again for the runs whenever it is notified that they moved. */
final class RunsPanel extends Div {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    private static final int TAGS = 30;
    /** Nanoseconds for which words such as "1 min ago" hold. */
    private static final long TELLS_TIME = 5_000_000_000L;

    /** Where the list's runs come from. */
    interface Source {
        /** @param tag that they have; "" for any or none */
        List<Run> newest(String tag, int limit);

        List<String> tags();
    }

    private final Map<RunsFilter, Chip> chips = new EnumMap<>(RunsFilter.class);
    private final MarkupTable<Run> table;
    private final Panel panel;
    private final Button more = new Button("Show more", e -> more());
    private final Div none = new Div("No run fits this filter.");
    private final transient Source source;
    private final String path;
    private final Div tags = new Div();
    private RunsFilter filter;
    private String tag;
    private int limit = PAGE;
    private transient List<Run> newest = new ArrayList<>();

    /**
     * @param path of the page, to which the filter is added
     * @param tag that the shown runs have; "" for any
     */
    RunsPanel(String path, RunsFilter filter, String tag, String whereTitle, Function<Run, Html> where, Source source) {
        this.path = path;
        this.filter = filter;
        this.tag = tag;
        this.source = source;
        table = RunsTable.of(whereTitle, where, this::choose);
        panel = new Panel("", table).flush();
        var bar = new Div();
        bar.addClassName("odd-chips");
        for (RunsFilter choice : RunsFilter.values()) {
            var chip = new Chip(choice.title(), choice == filter, () -> choose(choice));
            chips.put(choice, chip);
            bar.add(chip);
        }
        none.addClassNames("odd-note", "odd-runs-table__none");
        more.addClassName("odd-more");
        addClassName("odd-page");
        tags.addClassName("odd-chips");
        add(bar, tags, panel, none, more);
        read();
    }

    private void choose(RunsFilter choice) {
        filter = choice;
        chips.forEach((f, chip) -> chip.setOn(f == choice));
        changed();
    }

    /** The same tag once more takes the filter away. */
    private void choose(String choice) {
        tag = choice.equals(tag) ? "" : choice;
        limit = PAGE;
        changed();
        read();
    }

    private void changed() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("state", filter.word());
        query.put("tag", tag);
        Address.replace(this, path, query);
        show();
    }

    private void showTags() {
        List<String> known = new ArrayList<>(source.tags());
        if (!tag.isEmpty() && (known.indexOf(tag) >= TAGS || !known.contains(tag))) {
            known.remove(tag);
            known.addFirst(tag);
        }
        tags.removeAll();
        if (!known.isEmpty()) {
            var word = new Span("Tags");
            word.addClassName("odd-note");
            tags.add(word);
        }
        known.stream().limit(TAGS).forEach(one -> tags.add(new Chip(one, one.equals(tag), () -> choose(one))));
        tags.setVisible(!known.isEmpty());
    }

    private void more() {
        limit += PAGE;
        read();
    }

    /** A run has moved, or is new. */
    void moved(Run run) {
        if (!tag.isEmpty() && !run.tags().contains(tag)) {
            return;
        }
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
        newest = new ArrayList<>(source.newest(tag, limit));
        showTags();
        show();
    }

    private void show() {
        var shown = newest.stream().filter(filter::takes).toList();
        for (var entry : chips.entrySet()) {
            long count = newest.stream().filter(entry.getKey()::takes).count();
            entry.getValue().setText(entry.getKey().title() + " " + Format.count(count));
        }
        table.show(shown, System.nanoTime() / TELLS_TIME);
        panel.setVisible(!shown.isEmpty());
        none.setVisible(shown.isEmpty());
        more.setVisible(newest.size() >= limit);
    }
}
