package oddboard.scoring.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.Users;
import oddboard.job.JobChanges;
import oddboard.job.ui.JobStatus;
import oddboard.job.ui.JobWatch;
import oddboard.run.RunRoutes;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.scoring.Scorings;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** Everybody's scorings, newest first. */
@Route(ScoringRoutes.ALL)
@PageTitle("Scorings \u00b7 Oddboard")
@Menu(title = "Scorings", order = 5)
@PermitAll
class ScoringsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;
    private final transient Scorings scorings;
    private final transient Users users;
    private final MarkupTable<Scoring> table = new MarkupTable<>(
                    "Scorings",
                    scoring -> scoring.id().toString(),
                    List.of(
                            Column.<Scoring>of("Scoring", ScoringsView::name).rowHeader(),
                            Column.of("State", (cell, scoring) -> cell.add(JobStatus.tagHtml(scoring.job()))),
                            Column.<Scoring>number(
                                            "Images",
                                            s -> Format.count(s.counts().done()))
                                    .labeled(),
                            Column.<Scoring>number(
                                            "Flagged",
                                            s -> countOrDash(s, s.counts().flagged()))
                                    .labeled(),
                            Column.<Scoring>number(
                                            "Failed",
                                            s -> Format.count(s.counts().failed()))
                                    .labeled(),
                            Column.<Scoring>text("By", Scoring::byName).wide(),
                            Column.<Scoring>text("Started", s -> Format.ago(s.createdAt()))
                                    .wide()))
            .stacked();

    ScoringsView(Scorings scorings, Users users, JobChanges changes) {
        this.scorings = scorings;
        this.users = users;
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> show());
    }

    private static void name(Html cell, Scoring scoring) {
        cell.add(MarkupParts.link(ScoringRoutes.scoring(scoring.id()), ScoringView.title(scoring)))
                .add(MarkupParts.note(scoring.model().ref() + " on " + scoring.datasetName()));
    }

    private static String countOrDash(Scoring scoring, int count) {
        return scoring.threshold() == null ? "–" : Format.count(count);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        List<Scoring> all = scorings.list(null, Long.MAX_VALUE, SHOWN, users.require());
        if (all.isEmpty()) {
            removeAll();
            add(
                    new PageHeader("Scorings", ""),
                    new EmptyState(
                            "No scorings yet",
                            "A scoring ranks new images with a registered model. Register a finished run as a model first.",
                            new Anchor("models", "Models"),
                            new Anchor(RunRoutes.LIST, "Runs")));
            return;
        }
        if (table.getParent().isEmpty()) {
            removeAll();
            add(
                    new PageHeader("Scorings", "Newest first, over all data sets that you see"),
                    new Panel("", table).flush());
        }
        table.show(all);
    }
}
