package oddboard.run.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.job.JobState;
import oddboard.run.FoundRun;
import oddboard.run.ManyRuns;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunSearch;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.WordSelect;
import org.jspecify.annotations.Nullable;

/** A list of runs with its search, filters and what can be done with many; it follows runs that move. */
final class RunsPanel extends Div {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    /** Nanoseconds for which words such as "1 min ago" hold. */
    private static final long TELLS_TIME = 5_000_000_000L;

    private final Map<RunsFilter, Chip> chips = new EnumMap<>(RunsFilter.class);
    private final MarkupTable<FoundRun> table;
    private final Panel panel;
    private final Button more = new Button("Show more", e -> more());
    private final Div none = new Div("No run fits this filter.");
    private final TextField search = new TextField();
    private final WordSelect tags;
    private final WordSelect people;
    private final SelectedRunsBar bulk;
    private final transient RunSearch runs;
    private final transient Function<FoundRun, Html> where;
    private final transient @Nullable DatasetId dataset;
    private final transient User viewer;
    private final String whereTitle;
    private final String path;
    private final transient Set<RunId> selected = new LinkedHashSet<>();
    /** In which state each run was that was shown or has moved: another one changes counts and order. */
    private final transient Map<RunId, JobState> states = new HashMap<>();

    private transient RunsState state;
    private int limit = PAGE;
    private boolean showing;
    private transient List<FoundRun> found = new ArrayList<>();

    /**
     * @param path of the page, to which the state is added
     * @param dataset whose runs are listed; null = of all that are not archived
     * @param where names the data set (or version) of a run
     */
    RunsPanel(
            String path,
            RunsState state,
            @Nullable DatasetId dataset,
            String whereTitle,
            Function<FoundRun, Html> where,
            RunSearch runs,
            ManyRuns many,
            User viewer) {
        this.path = path;
        this.state = state;
        this.dataset = dataset;
        this.whereTitle = whereTitle;
        this.where = where;
        this.runs = runs;
        this.viewer = viewer;
        table = RunsTable.of(new RunsTable.Listener() {
            @Override
            public void tagged(String tag) {
                go(RunsPanel.this.state.toggling(tag));
            }

            @Override
            public void sorted(String word) {
                go(RunsPanel.this.state.sorted(word));
            }

            @Override
            public void toggled(RunId run) {
                if (!selected.remove(run)) {
                    selected.add(run);
                }
                draw();
            }
        });
        panel = new Panel("", table).flush();
        bulk = new SelectedRunsBar(many, viewer, new SelectedRunsBar.Listener() {
            @Override
            public void all() {
                found.forEach(one -> selected.add(one.run().id()));
                draw();
            }

            @Override
            public void none() {
                selected.clear();
                draw();
            }

            @Override
            public void changed() {
                read();
            }
        });
        tags = new WordSelect("Tag", tag -> tag.isEmpty() ? "any tag" : tag, tag -> {
            if (!tag.equals(this.state.tag())) {
                go(this.state.toggling(tag.isEmpty() ? this.state.tag() : tag));
            }
        });
        people = new WordSelect(
                "By", name -> name.isEmpty() ? "by anybody" : name, name -> go(this.state.withPerson(name)));
        search.setPlaceholder("Run, tag, detector, person or data set");
        search.setAriaLabel("Search runs");
        search.setClearButtonVisible(true);
        search.setMaxLength(200);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("odd-list-bar__search");
        search.addValueChangeListener(e -> {
            if (!showing) {
                this.state = this.state.withWords(e.getValue());
                limit = PAGE;
                Address.replace(this, path, this.state.query());
                read();
            }
        });
        var bar = new Div();
        bar.addClassName("odd-chips");
        for (RunsFilter choice : RunsFilter.values()) {
            var chip = new Chip(choice.title(), false, () -> go(this.state.withFilter(choice)));
            chips.put(choice, chip);
            bar.add(chip);
        }
        var head = new Div(search, bar, tags, people);
        head.addClassName("odd-list-bar");
        none.addClassNames("odd-note", "odd-runs-table__none");
        more.addClassName("odd-more");
        addClassName("odd-page");
        add(head, bulk, panel, none, more);
        show(state);
    }

    /** With an entry in the browser's history; the page then calls {@link #show}. */
    private void go(RunsState chosen) {
        Map<String, String> query = chosen.query().entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        getUI().orElseGet(UI::getCurrent).navigate(path, QueryParameters.simple(query));
    }

    /** As the address says. */
    void show(RunsState chosen) {
        state = chosen;
        limit = PAGE;
        showing = true;
        if (!search.getValue().equals(state.words())) {
            search.setValue(state.words());
        }
        showing = false;
        read();
    }

    private void more() {
        limit += PAGE;
        read();
    }

    /** A run has moved, or is new: in place where only its progress is another, else the list is read again. */
    void moved(Run run) {
        if (states.put(run.id(), run.job().state()) != run.job().state()) {
            read();
            return;
        }
        found = new ArrayList<>(found);
        found.replaceAll(one -> one.run().id().equals(run.id()) ? one.with(run) : one);
        draw();
    }

    private void read() {
        var query = state.of(dataset);
        found = runs.find(query, limit, viewer);
        found.forEach(one -> states.put(one.run().id(), one.run().job().state()));
        var shown = found.stream().map(one -> one.run().id()).collect(Collectors.toSet());
        selected.retainAll(shown);
        var counts = runs.counts(query, viewer);
        chips.forEach((filter, chip) -> {
            chip.setOn(filter == state.filter());
            chip.setText(filter.title() + " " + Format.count(Objects.requireNonNull(counts.get(filter.states()))));
        });
        offer(tags, runs.tags(query, viewer), state.tag());
        offer(people, runs.people(query, viewer), state.person());
        more.setVisible(found.size() >= limit);
        panel.setVisible(!found.isEmpty());
        none.setVisible(found.isEmpty());
        draw();
    }

    private static void offer(WordSelect select, List<String> known, String chosen) {
        var items = new ArrayList<>(known);
        if (!chosen.isEmpty() && !items.contains(chosen)) {
            items.add(chosen);
        }
        select.setVisible(items.size() > 1 || !chosen.isEmpty());
        items.addFirst("");
        select.offer(items, chosen);
    }

    private void draw() {
        table.setColumns(RunsTable.columns(whereTitle, where, state, selected));
        table.show(found, List.of(System.nanoTime() / TELLS_TIME, Set.copyOf(selected), state));
        bulk.show(found.stream()
                .map(FoundRun::run)
                .filter(run -> selected.contains(run.id()))
                .toList());
    }
}
