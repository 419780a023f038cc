package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.label.LabelSet;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.leaderboard.BoardFilter;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.Chip;
import oddboard.ui.WordSelect;

/** Above the board: which entries it shows, by which labels, in which columns, and where they go from here. */
final class BoardBar extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Dataset dataset;
    private final transient DatasetVersion version;
    private final transient Listener listener;
    private final Map<BoardFilter, Chip> chips = new EnumMap<>(BoardFilter.class);
    private final WordSelect detector;
    private final WordSelect person;
    private final WordSelect tag;
    private final WordSelect order;
    private final TextField search = new TextField();
    private final Anchor compare = new Anchor("", "Compare");
    private final ColumnsButton columns;
    private transient BoardState state;

    interface Listener {
        void show(BoardState chosen);

        /** Another version or label set: the page is made again. */
        void open(BoardState chosen);

        void columns(List<BoardColumn> chosen);

        void usualColumns();

        String csv();
    }

    BoardBar(Dataset dataset, DatasetVersion version, List<LabelSet> labelSets, BoardState state, Listener listener) {
        this.dataset = dataset;
        this.version = version;
        this.state = state;
        this.listener = listener;
        addClassNames("odd-chips", "odd-board__bar");
        for (BoardFilter filter : BoardFilter.values()) {
            var chip = new Chip(
                    filter.title(), filter == state.filter(), () -> listener.show(this.state.withFilter(filter)));
            chips.put(filter, chip);
            add(chip);
        }
        detector = choice("Detector", "any detector", w -> this.state.who().withDetector(w));
        person = choice("By", "by anybody", w -> this.state.who().withPerson(w));
        tag = choice("Tag", "any tag", w -> this.state.who().withTag(w));
        order = new WordSelect(
                "Order",
                BoardSort::title,
                word -> listener.show(this.state.withSort(BoardSort.parse(word).orElse(null))));
        order.addClassName("odd-board__choice");
        search.setPlaceholder("Search");
        search.setTooltipText("Name, tag, detector or person");
        search.setAriaLabel("Search the board");
        search.setClearButtonVisible(true);
        search.setMaxLength(200);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("odd-list-bar__search");
        search.addValueChangeListener(e -> {
            if (!e.getValue().equals(this.state.who().words())) {
                listener.show(this.state.withWho(this.state.who().withWords(e.getValue())));
            }
        });
        add(search, detector, person, tag, order);
        versions();
        add(new LabelSetSwitch(labelSets, state.labels(), number -> listener.open(this.state.withLabels(number))));
        columns = new ColumnsButton(listener::columns, listener::usualColumns);
        compare.addClassName("odd-button-link");
        var actions = new Div(columns, csv(), compare);
        actions.addClassName("odd-board__actions");
        add(actions);
    }

    private WordSelect choice(String label, String any, Function<String, BoardState.Who> chosen) {
        var select = new WordSelect(
                label, item -> item.isEmpty() ? any : item, item -> listener.show(state.withWho(chosen.apply(item))));
        select.addClassName("odd-board__choice");
        return select;
    }

    private void versions() {
        var ready = dataset.versions().stream()
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .toList();
        if (ready.size() < 2) {
            return;
        }
        var select = new Select<DatasetVersion>();
        select.setItems(ready);
        select.setItemLabelGenerator(v -> "version " + v.number());
        select.setValue(version);
        select.setAriaLabel("Version");
        select.addClassName("odd-board__version");
        select.addValueChangeListener(
                e -> listener.open(state.withVersion(e.getValue().number())));
        add(select);
    }

    private Anchor csv() {
        String file = "leaderboard-" + dataset.id() + "-v" + version.number() + ".csv";
        var csv = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    byte[] bytes = listener.csv().getBytes(StandardCharsets.UTF_8);
                    return new DownloadResponse(
                            new ByteArrayInputStream(bytes), file, "text/csv; charset=utf-8", bytes.length);
                }),
                "CSV");
        csv.addClassName("odd-button-link");
        return csv;
    }

    /**
     * @param entries of the whole board: what there is to choose from
     * @param ranked whether there is a best one
     */
    void update(List<Entry> entries, BoardState now, List<BoardColumn> shown, boolean ranked) {
        state = now;
        chips.forEach((filter, chip) -> {
            chip.setOn(filter == now.filter());
            chip.setVisible(filter == now.filter() || ranked && isOffered(filter, now.filter()));
        });
        fill(detector, entries, e -> Stream.of(e.detector()), now.who().detector());
        fill(person, entries, e -> Stream.of(e.byName()), now.who().person());
        fill(tag, entries, e -> e.tags().stream(), now.who().tag());
        order.offer(
                BoardSort.offered(now.sort()),
                now.sort() == null ? "" : now.sort().word());
        order.setVisible(entries.size() > 1);
        search.setVisible(entries.size() > 1 || !now.who().words().isEmpty());
        if (!search.getValue().equals(now.who().words())) {
            search.setValue(now.who().words());
        }
        columns.show(shown);
    }

    /** The newest in place of the best of each group is asked for by those who have chosen groups. */
    private static boolean isOffered(BoardFilter filter, BoardFilter now) {
        return switch (filter) {
            case LAST_DETECTOR -> now == BoardFilter.DETECTOR || now == filter;
            case LAST_PERSON -> now == BoardFilter.PERSON || now == filter;
            case ALL, DETECTOR, PERSON, SEEDS -> true;
        };
    }

    private static void fill(
            WordSelect select, List<Entry> entries, Function<Entry, Stream<String>> words, String value) {
        var items = new ArrayList<>(entries.stream()
                .flatMap(words)
                .filter(w -> !w.isEmpty())
                .distinct()
                .sorted()
                .toList());
        if (!value.isEmpty() && !items.contains(value)) {
            items.add(value);
        }
        boolean worth = items.size() > 1 || !value.isEmpty();
        items.addFirst("");
        select.setVisible(worth);
        select.offer(items, value);
    }

    void select(List<EntryId> selected) {
        compare.setText("Compare " + selected.size());
        compare.setHref(BoardRoutes.compare(selected));
        compare.setVisible(!selected.isEmpty());
    }
}
