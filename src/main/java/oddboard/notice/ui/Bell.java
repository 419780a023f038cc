package oddboard.notice.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import oddboard.account.User;
import oddboard.job.JobChanges;
import oddboard.job.ui.ChannelWatch;
import oddboard.job.ui.JobWatch;
import oddboard.notice.Notices;

/** Leads to one's notices, with the number of those not read yet; it grows by itself when something ends. */
final class Bell extends Anchor implements AfterNavigationObserver {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 99;
    private final transient Notices notices;
    private final transient User owner;
    private final Span count = new Span();
    private volatile long seen;

    Bell(Notices notices, JobChanges changes, User owner) {
        this.notices = notices;
        this.owner = owner;
        setHref(NoticesView.PATH);
        addClassName("odd-bell");
        var icon = new Span();
        icon.addClassName("odd-icon");
        icon.getElement().setAttribute("aria-hidden", "true");
        icon.getStyle().set("mask-image", "url(\"icons/bell.svg\")");
        count.addClassName("odd-bell__count");
        add(icon, count);
        seen = notices.newest();
        refresh();
        // Notifications of every job's progress come here; notices are far rarer.
        JobWatch.on(this, changes, jobs -> notices.newest() != seen, jobs -> {
            seen = notices.newest();
            refresh();
        });
        ChannelWatch.on(this, changes, "oddboard_notice", owner.id().toString()::equals, this::refresh);
    }

    /** Some were read, in this browser tab. */
    static final class Read extends ComponentEvent<Component> {
        private static final long serialVersionUID = 1L;

        Read(Component source) {
            super(source, false);
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        UI ui = attach.getUI();
        var heard = ComponentUtil.addListener(ui, Read.class, read -> refresh());
        addDetachListener(detach -> {
            detach.unregisterListener();
            heard.remove();
        });
    }

    /** Some may have been read in another tab. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        refresh();
        if (event.getLocation().getFirstSegment().equals(NoticesView.PATH)) {
            getElement().setAttribute("aria-current", "page");
        } else {
            getElement().removeAttribute("aria-current");
        }
    }

    private void refresh() {
        int unread = notices.countUnread(owner);
        count.setText(unread > MAX ? MAX + "+" : Integer.toString(unread));
        count.setVisible(unread > 0);
        setAriaLabel(unread == 0 ? "Notices" : "Notices, " + unread + " not read");
    }
}
