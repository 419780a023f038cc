package oddboard.notice.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.job.JobChanges;
import oddboard.job.ui.ChannelWatch;
import oddboard.job.ui.JobWatch;
import oddboard.notice.Notice;
import oddboard.notice.Notices;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** What concerns the viewer, newest first. */
@Route(NoticesView.PATH)
@PageTitle("Notices \u00b7 Oddboard")
@PermitAll
class NoticesView extends Div {
    static final String PATH = "notices";
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private final transient Notices notices;
    private final transient User owner;
    private final PageHeader header = new PageHeader("Notices", "");
    private final Div rows = new Div();
    private final Panel panel = new Panel("", rows).flush();
    private final EmptyState empty = new EmptyState(
            "No notices yet",
            "When a run of yours ends, or somebody mentions you, you see it here.",
            new Anchor("account", "Choose what you want to hear of"));
    private final Button all = new Button("Mark all as read", e -> markAll());
    private transient List<Notice> shown = List.of();

    NoticesView(Notices notices, JobChanges changes, Users users) {
        this.notices = notices;
        this.owner = users.require();
        addClassName("odd-page");
        header.setActions(all, new Anchor("account", "Settings"));
        add(header, empty, panel);
        refresh();
        JobWatch.on(this, changes, jobs -> refresh());
        ChannelWatch.on(this, changes, "oddboard_notice", owner.id().toString()::equals, this::refresh);
    }

    private void refresh() {
        var now = notices.list(owner, SHOWN);
        if (now.equals(shown) && !now.isEmpty()) {
            return;
        }
        shown = now;
        long unread = now.stream().filter(n -> !n.read()).count();
        header.setSubtitle(unread == 0 ? "All read" : Format.count(unread) + " not read");
        empty.setVisible(now.isEmpty());
        panel.setVisible(!now.isEmpty());
        all.setVisible(unread > 0);
        rows.removeAll();
        now.forEach(notice -> rows.add(row(notice)));
    }

    private Div row(Notice notice) {
        var dot = new Span();
        dot.addClassName("odd-notice__dot");
        dot.getElement().setAttribute("aria-hidden", "true");
        var link = new Anchor(notice.href(), notice.text());
        link.getElement().addEventListener("click", e -> read(notice));
        var when = new Span(Format.ago(notice.at()));
        when.addClassName("odd-note");
        var mark = new Button("Mark as read", e -> {
            read(notice);
            refresh();
        });
        mark.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        mark.setAriaLabel("Mark as read: " + notice.text());
        var row = new Div(dot, link, when, mark);
        row.addClassName("odd-notice");
        row.setClassName("odd-notice--read", notice.read());
        row.setClassName("odd-notice--bad", !notice.good());
        return row;
    }

    private void read(Notice notice) {
        notices.markRead(owner, notice.id());
        showMessage();
    }

    private void markAll() {
        notices.markAllRead(owner);
        refresh();
        showMessage();
    }

    private void showMessage() {
        ComponentUtil.fireEvent(UI.getCurrent(), new Bell.Read(this));
    }
}
