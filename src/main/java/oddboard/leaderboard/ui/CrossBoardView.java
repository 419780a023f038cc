package oddboard.leaderboard.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.CrossBoards;
import oddboard.leaderboard.CrossBoards.Best;
import oddboard.leaderboard.CrossBoards.CrossBoard;
import oddboard.leaderboard.CrossBoards.Row;
import oddboard.metric.RankComparison;
import oddboard.run.RunRoutes;
import oddboard.run.ui.Address;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** Detectors over all data sets: their mean ranks, which differ significantly, and the AUCs that this rests on. */
@Route(BoardRoutes.ACROSS)
@Menu(title = "Across data sets", order = 41, icon = "icons/across.svg")
@PageTitle("Across data sets")
@PermitAll
class CrossBoardView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final String DETECTORS = "detectors";
    private final transient CrossBoards boards;
    private final transient Users users;

    CrossBoardView(CrossBoards boards, Users users) {
        this.boards = boards;
        this.users = users;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String words = Address.value(event.getLocation().getQueryParameters(), DETECTORS);
        show(Arrays.stream(words.split(",")).filter(word -> !word.isBlank()).toList());
    }

    private void show(List<String> wanted) {
        removeAll();
        CrossBoard board = boards.of(wanted, users.require());
        add(new PageHeader("Across data sets", "Detectors by their best run on each data set, newest version"));
        if (board.known().size() < 2 || board.rows().isEmpty()) {
            add(new EmptyState(
                    "Nothing to compare yet",
                    "Detectors stand here once runs of at least two of them have an AUC. Start the same detectors on"
                            + " several data sets, by hand or by a sweep."));
            return;
        }
        add(choice(board), ranks(board), table(board));
    }

    private CheckboxGroup<String> choice(CrossBoard board) {
        var choice = new CheckboxGroup<String>("Detectors");
        choice.addClassName("odd-across__choice");
        choice.setItems(board.known().keySet());
        choice.setItemLabelGenerator(name -> name + " (" + board.known().get(name) + ")");
        choice.setValue(new LinkedHashSet<>(board.detectors()));
        choice.setHelperText("In brackets: data sets on which it has an AUC.");
        choice.addValueChangeListener(e -> {
            if (e.isFromClient()) {
                var chosen = e.getValue().stream().sorted().toList();
                Address.replace(
                        this,
                        BoardRoutes.ACROSS,
                        chosen.isEmpty() ? Map.of() : Map.of(DETECTORS, String.join(",", chosen)));
                show(chosen);
            }
        });
        return choice;
    }

    private static Panel ranks(CrossBoard board) {
        var panel = new Panel("Mean ranks");
        panel.setNote("1 = the best on a data set");
        if (board.detectors().size() > 1 && board.ranked() > 0) {
            panel.add(new com.vaadin.flow.component.Html(
                    RankDiagram.of(board.detectors(), board.comparison()).toString()));
        }
        panel.add(new Paragraph(sentence(board)));
        var note = new Paragraph(
                "Each detector counts by its best run, so one that was tried more often has an advantage. A bar joins"
                        + " neighbors of which no two are significantly different: Wilcoxon's signed-rank test of each pair"
                        + " over the data sets, Holm's correction, 95 %.");
        note.addClassName("odd-note");
        panel.add(note);
        return panel;
    }

    /** What the tests say, or why they can say nothing. */
    static String sentence(CrossBoard board) {
        int detectors = board.detectors().size();
        if (detectors < 2) {
            return "Choose at least two detectors.";
        }
        String on = board.ranked() == 1 ? "1 data set" : Format.count(board.ranked()) + " data sets";
        if (board.ranked() == 0) {
            return "No data set has an AUC of each of these " + detectors
                    + " detectors. Choose fewer, or start their runs.";
        }
        String rest = "Ranks rest on the " + on + " on which each of the " + detectors + " has an AUC. ";
        int needed = RankComparison.setsNeeded(detectors);
        if (board.ranked() < needed) {
            return rest + "On fewer than " + needed + " no difference between " + detectors
                    + " detectors can be significant.";
        }
        double[][] p = board.comparison().p();
        List<String> worse = new ArrayList<>();
        for (int i = 1; i < detectors; i++) {
            if (p[0][i] < RankComparison.SIGNIFICANT) {
                worse.add(board.detectors().get(i));
            }
        }
        String best = board.detectors().getFirst();
        return rest
                + (worse.isEmpty()
                        ? best + " has the best mean rank, but is not significantly different from any other."
                        : best + " is significantly better than " + String.join(", ", worse) + ".");
    }

    private static Panel table(CrossBoard board) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.<Row>of(
                        "Data set",
                        (cell, row) -> cell.add(MarkupParts.link(
                                DatasetRoutes.leaderboard(row.dataset().id()),
                                row.dataset().name())))
                .styled("odd-table__name")
                .rowHeader());
        for (String detector : board.detectors()) {
            columns.add(Column.<Row>of(detector, (cell, row) -> auc(cell, row, detector, board.detectors()))
                    .num()
                    .labeled());
        }
        columns.add(Column.<Row>text("Ranked", row -> board.isRanked(row) ? "yes" : "no")
                .labeled());
        var table = new MarkupTable<Row>("AUC by data set", columns).styled("odd-across");
        table.stacked();
        table.show(board.rows());
        return new Panel("AUC by data set", table).flush();
    }

    private static void auc(Html cell, Row row, String detector, List<String> among) {
        Best best = row.best().get(detector);
        if (best == null) {
            cell.text("–");
            return;
        }
        boolean first =
                among.stream().map(row.best()::get).allMatch(other -> other == null || other.auroc() <= best.auroc());
        cell.add(MarkupParts.link(RunRoutes.overview(best.run()), Format.auc(best.auroc())))
                .add(
                        "span",
                        "odd-note odd-across__runs",
                        (first ? "best, " : "") + "of " + best.runs() + (best.runs() == 1 ? " run" : " runs"));
    }
}
