package oddboard.audit.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import oddboard.audit.AuditCsv;
import oddboard.audit.AuditEntry;
import oddboard.audit.AuditFilter;
import oddboard.audit.AuditLog;
import oddboard.audit.AuditPosition;
import oddboard.ui.EmptyState;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;

/** Who did what, newest first; for administrators. What is looked for is in the address. */
@Route(AuditAddress.PATH)
@PageTitle("Audit · Oddboard")
@Menu(title = "Audit", order = 92)
@RolesAllowed("ADMIN")
class AuditView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    static final int SHOWN = 50;

    private final transient AuditLog log;
    private final AuditSearch search;
    private final MarkupTable<AuditEntry> table = AuditTable.create();
    private final Anchor older = new Anchor("", "Older entries");
    private final Anchor newest = new Anchor("", "Newest entries");
    private final Div problem = new Div();
    private final EmptyState none = new EmptyState(
            "No entries match this filter",
            "Look for less, or at another time.",
            new Anchor(AuditAddress.PATH, "Show all entries"));
    private final Panel panel;
    private transient AuditFilter filter = AuditFilter.ALL;

    AuditView(AuditLog log, AuditCsv csv) {
        this.log = log;
        addClassName("odd-page");
        search = new AuditSearch(
                log.actions(), address -> getUI().ifPresent(ui -> ui.navigate(AuditAddress.PATH, address.query())));
        DownloadHandler file = event -> {
            event.setFileName("audit.csv");
            event.setContentType("text/csv; charset=utf-8");
            csv.write(filter, event.getOutputStream());
        };
        var export = new Anchor(file, "CSV");
        export.addClassName("odd-button-link");
        var pages = new Div(newest, older);
        pages.addClassName("odd-audit-pages");
        panel = new Panel("", table, pages).flush();
        problem.addClassName("odd-error");
        problem.getElement().setAttribute("role", "alert");
        var header =
                new PageHeader("Audit", "Who changed what, when and from where. Entries are never changed or removed.");
        header.setActions(export);
        add(header, search, problem, none, panel);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var address = AuditAddress.of(event.getLocation().getQueryParameters());
        search.show(address);
        List<AuditEntry> found = List.of();
        problem.setVisible(false);
        try {
            filter = address.filter();
            var before = address.before().isEmpty() ? null : AuditPosition.parse(address.before());
            found = log.page(filter, before, SHOWN + 1);
        } catch (IllegalArgumentException e) {
            problem.setText(RefusalText.of(e));
            problem.setVisible(true);
        }
        boolean more = found.size() > SHOWN;
        var shown = more ? found.subList(0, SHOWN) : found;
        table.show(shown);
        none.setVisible(found.isEmpty() && !problem.isVisible());
        panel.setVisible(!found.isEmpty());
        newest.setVisible(!address.before().isEmpty());
        newest.setHref(address.goingOn("").href());
        older.setVisible(more);
        older.setHref(address.goingOn(
                        shown.isEmpty() ? "" : shown.getLast().position().toString())
                .href());
    }
}
