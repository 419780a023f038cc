package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.job.JobChanges;
import oddboard.job.ui.JobWatch;
import oddboard.run.SweepRoutes;
import oddboard.sweep.Sweep;
import oddboard.sweep.Sweeps;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** Everybody's sweeps, newest first. */
@Route(SweepRoutes.LIST)
@PageTitle("Sweeps")
@Menu(title = "Sweeps", order = 3)
@PermitAll
class SweepsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Users users;
    private final transient Sweeps sweeps;
    private final Div content = new Div();
    private final MarkupTable<Sweep> table = table();
    private transient List<Sweep> shown = List.of();
    private transient @Nullable User viewer;

    SweepsView(Users users, JobChanges changes, Sweeps sweeps) {
        this.users = users;
        this.sweeps = sweeps;
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> refresh());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User who = users.require();
        viewer = who;
        var start = new Anchor(SweepRoutes.NEW, "New sweep");
        start.addClassName("odd-button-link");
        var header = new PageHeader("Sweeps", "Many runs over settings and seeds, as one; newest first");
        if (who.mayChange()) {
            header.setActions(start);
        }
        add(header, content);
        shown = List.of();
        content.removeAll();
        content.add(empty(who));
        refresh();
    }

    private static EmptyState empty(User viewer) {
        String text = "A sweep trains detectors with many settings and seeds, and shows which combination is best.";
        return viewer.mayChange()
                ? new EmptyState("No sweeps yet", text, new Anchor(SweepRoutes.NEW, "New sweep"))
                : new EmptyState("No sweeps yet", text);
    }

    private void refresh() {
        User who = viewer;
        List<Sweep> now = who == null ? List.of() : sweeps.list(who);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        table.show(now);
        content.removeAll();
        content.add(new Panel("", table).flush());
    }

    private static MarkupTable<Sweep> table() {
        return new MarkupTable<Sweep>(
                        "Sweeps, newest first",
                        sweep -> sweep.id().toString(),
                        List.of(
                                Column.of(
                                        "State",
                                        (cell, sweep) -> cell.add(MarkupParts.tag(
                                                SweepMessages.state(sweep), SweepMessages.tone(sweep)))),
                                Column.<Sweep>of(
                                                "Sweep",
                                                (cell, sweep) -> cell.add(new Html("a", "odd-strong")
                                                        .attr("href", SweepRoutes.overview(sweep.id()))
                                                        .text(sweep.name())))
                                        .styled("odd-table__wrap"),
                                Column.of(
                                        "Progress",
                                        (cell, sweep) -> cell.add(MarkupParts.progress(
                                                        SweepMessages.share(sweep), "Progress of " + sweep.name()))
                                                .add(MarkupParts.note(SweepMessages.counts(sweep)))),
                                Column.<Sweep>number(
                                                "Runs",
                                                sweep -> Format.count(
                                                        sweep.counts().all()))
                                        .wide(),
                                Column.<Sweep>text(
                                                "Detectors",
                                                sweep -> String.join(
                                                        ", ", sweep.spec().detectors()))
                                        .wide(),
                                Column.<Sweep>text("By", Sweep::byName).wide(),
                                Column.<Sweep>number("Started", sweep -> Format.ago(sweep.createdAt()))
                                        .wide()))
                .styled("odd-sweep-list");
    }
}
