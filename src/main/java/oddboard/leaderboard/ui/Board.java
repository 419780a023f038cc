package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.evaluation.ui.NoAuc;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.leaderboard.BoardColumns;
import oddboard.leaderboard.BoardFilter;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Ties;
import oddboard.run.ui.Address;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** The board of one version: what moves now, the table, and the curves of the selected entries. */
final class Board extends Div {
    private static final long serialVersionUID = 1L;
    private static final int TOP = 3;
    private final transient Dataset dataset;
    private final transient DatasetVersion version;
    private final transient User viewer;
    private final transient Leaderboards leaderboards;
    private final transient BoardColumns columnChoices;
    private final BoardBar bar;
    private final LiveRuns live;
    private final BoardTable table;
    private final RocPanel roc;
    private final HistoryPanel history = new HistoryPanel();
    private final Div columns = new Div();
    private final Div none = new Div();
    private final Div unranked = new Div();
    private final transient LabelSets labels;
    private final Paragraph labeled = new Paragraph();
    private final Paragraph resolution = new Paragraph();
    private final LabelFreeNote labelFree = new LabelFreeNote();
    private transient BoardState state;
    private transient Leaderboard board = new Leaderboard(List.of());

    Board(
            Dataset dataset,
            DatasetVersion version,
            User viewer,
            BoardState state,
            LiveRuns live,
            Leaderboards leaderboards,
            BoardColumns columnChoices,
            LabelSets labels,
            LabelSplits splits,
            Consumer<BoardState> versionSelected) {
        this.dataset = dataset;
        this.version = version;
        this.viewer = viewer;
        this.live = live;
        this.leaderboards = leaderboards;
        this.columnChoices = columnChoices;
        this.labels = labels;
        var labelSets = labels.list(version.id());
        this.state = LabelSetSwitch.isOlder(labelSets, state.labels()) ? state : state.withLabels(LabelSet.NEWEST);
        addClassName("odd-page");
        table = new BoardTable(
                this::toggle,
                sort -> show(this.state.withSort(sort)),
                this::ties,
                () -> leaderboards.links(version.id()));
        columns.addClassName("odd-board");
        roc = new RocPanel(leaderboards, this::evaluating, this.state.log(), log -> change(this.state.withLog(log)));
        columns.add(new Panel("", table).flush(), roc);
        bar = new BoardBar(dataset, version, labelSets, this.state, new BoardBar.Listener() {
            @Override
            public void show(BoardState chosen) {
                Board.this.show(chosen);
            }

            @Override
            public void open(BoardState chosen) {
                Address.replace(Board.this, DatasetRoutes.leaderboard(dataset.id()), chosen.query());
                versionSelected.accept(chosen);
            }

            @Override
            public void columns(List<BoardColumn> chosen) {
                columnChoices.remember(BoardColumn.words(chosen), viewer);
                Board.this.show(Board.this.state.withColumns(chosen));
            }

            @Override
            public void usualColumns() {
                columnChoices.forget(viewer);
                Board.this.show(Board.this.state.withColumns(null));
            }

            @Override
            public String csv() {
                return leaderboards.csv(version.id(), board(), viewer);
            }
        });
        var split = splits.find(version.id());
        add(bar);
        if (split.isPresent()) {
            add(new SplitBar(split.get(), splits, viewer, this.state, chosen -> {
                Address.replace(this, DatasetRoutes.leaderboard(dataset.id()), chosen.query());
                versionSelected.accept(chosen);
            }));
        }
        labeled.addClassName("odd-note");
        resolution.addClassNames("odd-note", "odd-board__resolution");
        add(live, none, labeled, resolution, columns, history, unranked, labelFree);
        board = board();
        showTable();
    }

    private Leaderboard board() {
        return leaderboards.of(version.id(), state.labels(), state.part(), viewer);
    }

    private void show(BoardState next) {
        change(next);
        showTable();
    }

    private void change(BoardState next) {
        state = next;
        Address.replace(this, DatasetRoutes.leaderboard(dataset.id()), state.query());
    }

    private void toggle(EntryId id) {
        var selected = new ArrayList<>(selected());
        if (!selected.remove(id)) {
            if (selected.size() == BoardState.MAX) {
                selected.removeFirst();
            }
            selected.add(id);
        }
        change(state.withSelected(selected));
        showSelection();
    }

    /** Some jobs have moved: the runs among them are read again, and the board where one of them has succeeded. */
    void moved(Set<JobId> jobs) {
        boolean wasEmpty = live.isEmpty();
        var ours = live.moved(jobs);
        if (ours.stream().anyMatch(run -> run.job().state() == JobState.SUCCEEDED)) {
            board = board();
            showTable();
        } else if (board.entries().isEmpty() && wasEmpty != live.isEmpty()) {
            showTable();
        }
    }

    private void showTable() {
        var chosen = selectedColumns();
        if (chosen.contains(BoardColumn.AGREEMENT)) {
            board = leaderboards.withAgreement(version.id(), board, viewer);
        }
        labelFree.show(board.entries().isEmpty() ? List.of() : chosen);
        none.removeAll();
        boolean empty = board.entries().isEmpty();
        if (empty) {
            none.add(nothing());
        }
        none.setVisible(empty);
        columns.setVisible(!empty);
        boolean ranked = board.isRanked();
        unranked.removeAll();
        if (!empty && !ranked) {
            unranked.add(new NoAuc(
                    evaluating(),
                    new Anchor(DatasetRoutes.testImages(dataset.id(), version.id()), "Label the test images")));
        }
        unranked.setVisible(!empty && !ranked);
        roc.setVisible(ranked);
        columns.setClassName("odd-board--unranked", !ranked);
        showLabeled(ranked);
        showResolution();
        var shown = state.of(board.entries());
        var rows = state.filter() == BoardFilter.SEEDS
                ? BoardRow.seeds(shown)
                : state.sort() == null && ranked ? BoardRow.of(shown, dataset.baselines()) : BoardRow.of(shown);
        if (!empty && rows.isEmpty()) {
            none.add(new EmptyState("No entry fits", "Clear the search, or choose any detector, person and tag."));
            none.setVisible(true);
        }
        bar.update(board.entries(), state, chosen, ranked);
        table.show(rows, chosen, state.sort(), board);
        history.show(board);
        showSelection();
    }

    private Ties.Found ties(List<BoardRow> rows) {
        return state.filter() == BoardFilter.SEEDS
                ? leaderboards.ties(version.id(), BoardRow.contenders(rows), board.part(), viewer)
                : leaderboards.ties(version.id(), board, BoardRow.entries(rows), viewer);
    }

    /** On how many labels the metrics rest, where there are images without one. */
    private void showLabeled(boolean ranked) {
        Integer count = ranked ? board.entries().getFirst().metrics().labeledCount() : null;
        boolean some = labels.find(version.id(), state.labels())
                .filter(set -> set.unlabeledCount() > 0)
                .isPresent();
        labeled.setVisible(some && count != null);
        labeled.setText(
                count == null
                        ? ""
                        : "Metrics rest on " + Format.count(count) + " labeled test images of "
                                + Format.count(version.testCount()) + ".");
    }

    private void showResolution() {
        var found = leaderboards.resolution(version.id(), board, viewer);
        resolution.setVisible(found.isPresent());
        resolution.setText(
                found.map(r -> (r.sentence() + " " + r.basis()).strip()).orElse(""));
    }

    private Labels evaluating() {
        return labels.evaluating(version.id(), state.labels(), state.part(), viewer);
    }

    private List<BoardColumn> selectedColumns() {
        List<BoardColumn> inAddress = state.columns();
        return inAddress != null
                ? inAddress
                : columnChoices.of(viewer).map(BoardColumn::byWords).orElse(LabelFreeNote.usual(board));
    }

    private void showSelection() {
        var selected = selected();
        var colors = RunColors.of(selected);
        table.select(colors);
        bar.select(selected);
        var first = board.entries()
                .subList(0, Math.min(BoardTable.PAGE, board.entries().size()));
        roc.show(
                board.entries().stream().filter(e -> selected.contains(e.id())).toList(),
                colors,
                TieSentence.of(
                        first,
                        leaderboards.ties(version.id(), board, first, viewer),
                        board.entries().size() > first.size()));
    }

    private List<EntryId> selected() {
        List<EntryId> chosen = state.selected();
        return chosen != null
                ? chosen
                : state.of(board.entries()).stream().limit(TOP).map(Entry::id).toList();
    }

    private EmptyState nothing() {
        String text = live.isEmpty()
                ? "Train a first detector; it takes its place here when it has scored the test images."
                : "The first run takes its place here as soon as it has scored the test images.";
        return dataset.role().mayWork() && live.isEmpty()
                ? new EmptyState(
                        "No run has a score yet", text, new Anchor(DatasetRoutes.newRun(dataset.id()), "New run"))
                : new EmptyState("No run has a score yet", text);
    }
}
