package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.LabelSet;
import oddboard.dataset.ui.LabelSetSwitch;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.ui.Address;
import oddboard.run.ui.Chip;
import oddboard.ui.EmptyState;
import oddboard.ui.Panel;

/** The board of one version: what moves now, the table, and the curves of the selected runs. */
final class Board extends Div {
    private static final long serialVersionUID = 1L;
    private static final int TOP = 3;
    private final transient Dataset dataset;
    private final transient DatasetVersion version;
    private final transient User viewer;
    private final transient Leaderboards leaderboards;
    private final transient Runs runs;
    private final transient Consumer<BoardState> versionChosen;
    private final transient List<LabelSet> labelSets;
    private final Map<BoardFilter, Chip> chips = new EnumMap<>(BoardFilter.class);
    private final LiveRuns live = new LiveRuns();
    private final BoardTable table = new BoardTable(this::toggle);
    private final Div scroll = new Div(table);
    private final Panel panel = new Panel("", scroll).flush();
    private final RocPanel roc;
    private final Div columns = new Div(panel);
    private final Div none = new Div();
    private transient BoardState state;
    private final transient Map<RunId, Run> open = new HashMap<>();
    private transient Leaderboard board = new Leaderboard(List.of());

    Board(Dataset dataset, DatasetVersion version, User viewer, BoardState state, Leaderboards leaderboards, Runs runs,
            List<LabelSet> labelSets, Consumer<BoardState> versionChosen) {
        this.dataset = dataset;
        this.version = version;
        this.viewer = viewer;
        this.state = LabelSetSwitch.isOlder(labelSets, state.labels()) ? state : state.withLabels(LabelSet.NEWEST);
        this.labelSets = labelSets;
        this.leaderboards = leaderboards;
        this.runs = runs;
        this.versionChosen = versionChosen;
        addClassNames("odd-page", "board");
        scroll.addClassName("odd-scroll");
        columns.addClassName("board-columns");
        roc = new RocPanel(runs, this.state.labels(), state.log(), log -> change(this.state.withLog(log)));
        columns.add(roc);
        add(bar(), live, none, columns);
        read();
    }

    private Div bar() {
        var bar = new Div();
        bar.addClassName("odd-chips");
        for (BoardFilter filter : BoardFilter.values()) {
            var chip = new Chip(filter.title(), filter == state.filter(), () -> filter(filter));
            chips.put(filter, chip);
            bar.add(chip);
        }
        var space = new Div();
        space.addClassName("space");
        bar.add(space);
        var ready = dataset.versions().stream().filter(v -> v.state() == DatasetVersion.State.READY).toList();
        if (ready.size() > 1) {
            bar.add(versions(ready));
        }
        bar.add(new LabelSetSwitch(labelSets, state.labels(), number -> choose(state.withLabels(number))));
        bar.add(csv());
        return bar;
    }

    private Select<DatasetVersion> versions(List<DatasetVersion> ready) {
        var select = new Select<DatasetVersion>();
        select.setItems(ready);
        select.setItemLabelGenerator(v -> "version " + v.number());
        select.setValue(version);
        select.setAriaLabel("Version");
        select.addClassName("board-version");
        select.addValueChangeListener(e -> choose(state.withVersion(e.getValue().number())));
        return select;
    }

    private void choose(BoardState chosen) {
        Address.replace(this, DatasetRoutes.leaderboard(dataset.id()), chosen.query());
        versionChosen.accept(chosen);
    }

    private Anchor csv() {
        String file = "leaderboard-" + dataset.id() + "-v" + version.number() + ".csv";
        var csv = new Anchor(DownloadHandler.fromInputStream(event -> {
            byte[] bytes = BoardCsv.of(leaderboards.of(version.id(), state.labels(), viewer).entries())
                    .getBytes(StandardCharsets.UTF_8);
            return new DownloadResponse(new ByteArrayInputStream(bytes), file, "text/csv; charset=utf-8", bytes.length);
        }), "CSV");
        csv.addClassName("button-link");
        return csv;
    }

    private void filter(BoardFilter filter) {
        chips.forEach((f, chip) -> chip.setOn(f == filter));
        change(state.withFilter(filter));
        showTable();
    }

    private void change(BoardState next) {
        state = next;
        Address.replace(this, DatasetRoutes.leaderboard(dataset.id()), state.query());
    }

    private void toggle(RunId id) {
        var selected = new ArrayList<>(selected());
        if (!selected.remove(id)) {
            if (selected.size() == BoardState.MOST) {
                selected.removeFirst();
            }
            selected.add(id);
        }
        change(state.withSelected(selected));
        showSelection();
    }

    private void read() {
        runs.list(version.id(), viewer).stream().filter(r -> !r.job().state().isEnded()).forEach(r -> open.put(r.id(), r));
        live.show(open.values());
        board = leaderboards.of(version.id(), state.labels(), viewer);
        showTable();
    }

    /** Some jobs have moved: the runs among them are read again, and the board where one of them has succeeded. */
    void moved(Set<JobId> jobs) {
        var ours = jobs.stream().flatMap(job -> runs.findByJob(job, viewer).stream())
                .filter(run -> run.version().equals(version.id())).toList();
        if (ours.isEmpty()) {
            return;
        }
        for (Run run : ours) {
            if (run.job().state().isEnded()) {
                open.remove(run.id());
            } else {
                open.put(run.id(), run);
            }
        }
        boolean wasEmpty = live.isEmpty();
        live.show(open.values());
        if (ours.stream().anyMatch(run -> run.job().state() == JobState.SUCCEEDED)) {
            board = leaderboards.of(version.id(), state.labels(), viewer);
            showTable();
        } else if (board.entries().isEmpty() && wasEmpty != live.isEmpty()) {
            showTable();
        }
    }

    private void showTable() {
        none.removeAll();
        boolean empty = board.entries().isEmpty();
        if (empty) {
            none.add(nothing());
        }
        none.setVisible(empty);
        columns.setVisible(!empty);
        table.show(BoardRow.of(state.filter().of(board.entries()), dataset.baselines()));
        showSelection();
    }

    private void showSelection() {
        var selected = selected();
        var colors = RunColors.of(selected);
        table.select(colors);
        roc.show(board, board.entries().stream().map(Entry::run).filter(r -> selected.contains(r.id())).toList(), colors);
    }

    private List<RunId> selected() {
        List<RunId> chosen = state.selected();
        return chosen != null ? chosen
                : state.filter().of(board.entries()).stream().limit(TOP).map(e -> e.run().id()).toList();
    }

    private EmptyState nothing() {
        String text = live.isEmpty() ? "Train a first detector; it takes its place here when it has scored the test images."
                : "The first run takes its place here as soon as it has scored the test images.";
        return viewer.mayChange() && live.isEmpty()
                ? new EmptyState("No run has a score yet", text, new Anchor(DatasetRoutes.newRun(dataset.id()), "New run"))
                : new EmptyState("No run has a score yet", text);
    }
}
