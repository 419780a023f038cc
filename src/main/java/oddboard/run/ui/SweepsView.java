package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.job.ui.JobWatch;
import oddboard.run.Sweep;
import oddboard.run.SweepRoutes;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
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
    private final transient RunServices services;
    private final Div content = new Div();
    private transient List<Sweep> shown = List.of();
    private transient @Nullable User viewer;

    SweepsView(RunServices services) {
        this.services = services;
        addClassName("odd-page");
        JobWatch.on(this, services.news(), jobs -> refresh());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User who = services.users().require();
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
        return viewer.mayChange() ? new EmptyState("No sweeps yet", text, new Anchor(SweepRoutes.NEW, "New sweep"))
                : new EmptyState("No sweeps yet", text);
    }

    private void refresh() {
        User who = viewer;
        List<Sweep> now = who == null ? List.of() : services.sweeps().list(who);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        var table = new NativeTable();
        table.addClassNames("odd-table", "odd-sweep-list");
        Rows.head(table, "State", "Sweep", "Progress", "#Runs", "Detectors", "By", "#Started");
        for (Sweep sweep : now) {
            var name = new Anchor(SweepRoutes.overview(sweep.id()), sweep.name());
            name.addClassName("odd-strong");
            var bar = new ProgressBar(0, 1, SweepWords.share(sweep));
            bar.getElement().setAttribute("aria-label", "Progress of " + sweep.name());
            var about = new Span(SweepWords.counts(sweep));
            about.addClassName("odd-note");
            List<Component> cells = List.of(SweepWords.tag(sweep), name, new Div(bar, about),
                    new Span(Format.count(sweep.counts().all())), new Span(String.join(", ", sweep.spec().detectors())),
                    new Span(sweep.byName()), new Span(Format.ago(sweep.createdAt())));
            var row = Rows.row(table, cells.toArray(Component[]::new));
            row.getComponentAt(3).getElement().getClassList().add("odd-num");
            row.getComponentAt(6).getElement().getClassList().add("odd-num");
        }
        var scroll = new Div(table);
        scroll.addClassName("odd-scroll");
        content.removeAll();
        content.add(new Panel("", scroll).flush());
    }
}
