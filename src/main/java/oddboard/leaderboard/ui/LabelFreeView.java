package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.LabelFreeEvidence;
import oddboard.leaderboard.LabelFreeEvidence.Measure;
import oddboard.leaderboard.LabelFreeEvidence.Row;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** How far the columns that need no labels have ranked entries as the AUC did, on all data sets that have labels. */
@Route(BoardRoutes.LABEL_FREE)
@PageTitle("Ranking without labels")
@PermitAll
class LabelFreeView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient LabelFreeEvidence evidence;
    private final transient Users users;

    LabelFreeView(LabelFreeEvidence evidence, Users users) {
        this.evidence = evidence;
        this.users = users;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var rows = evidence.of(users.require());
        add(
                new PageHeader(
                        "Ranking without labels",
                        "How well two columns that need no labels ranked entries of your boards"),
                new Panel(
                        "What the columns are",
                        new Paragraph(LabelFreeNote.SYNTHETIC),
                        new Paragraph(LabelFreeNote.AGREEMENT),
                        new Paragraph(
                                "Both are no AUC. Label a few dozen test images of both kinds before you decide.")));
        if (rows.isEmpty()) {
            add(new EmptyState(
                    "Nothing to compare yet",
                    "A data set stands here once its test images have labels of both kinds and at least "
                            + LabelFreeEvidence.MIN_ENTRIES
                            + " entries have an AUC and one of the two columns."));
            return;
        }
        var table = new MarkupTable<Row>(
                "Data sets with labels",
                List.of(
                        Column.<Row>of(
                                        "Data set",
                                        (cell, row) -> cell.add(MarkupParts.link(
                                                DatasetRoutes.leaderboard(
                                                        row.dataset().id()),
                                                row.dataset().name())))
                                .styled("odd-table__name")
                                .rowHeader(),
                        Column.<Row>number("Entries", row -> Format.count(row.entries()))
                                .labeled(),
                        Column.<Row>number("Best AUC", row -> Format.auc(row.best()))
                                .labeled(),
                        Column.<Row>number("Synthetic defects: rank agreement", row -> tau(row.synthetic()))
                                .labeled(),
                        Column.<Row>number("AUC of its first", row -> first(row.synthetic()))
                                .labeled(),
                        Column.<Row>number("Agreement: rank agreement", row -> tau(row.agreement()))
                                .labeled(),
                        Column.<Row>number("AUC of its first entry", row -> first(row.agreement()))
                                .labeled()));
        table.stacked();
        table.show(rows);
        var note = new Paragraph(
                "Rank agreement is Kendall's tau with the AUC: 1 = the same order, 0 = no relation, -1 = the"
                        + " opposite order. In brackets: entries that have both.");
        note.addClassName("odd-note");
        add(new Panel("Data sets with labels", table).flush(), note);
    }

    private static String tau(@Nullable Measure measure) {
        Double tau = measure == null ? null : measure.tau();
        return measure == null || tau == null ? "–" : String.format(Locale.ROOT, "%.2f (%d)", tau, measure.entries());
    }

    private static String first(@Nullable Measure measure) {
        return measure == null ? "–" : Format.auc(measure.aurocOfFirst());
    }
}
