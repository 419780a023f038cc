package oddboard.notice.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import oddboard.notice.NoticeKind;
import oddboard.notice.NoticeSwitch;

/** A line for each kind of thing, with a box for each way to hear of it. */
final class NoticeGrid extends Div {
    private static final long serialVersionUID = 1L;
    private final boolean hasMail;
    private final boolean hasWebhook;
    private final List<Line> lines = new ArrayList<>();

    private record Line(NoticeKind kind, Checkbox bell, Checkbox mail, Checkbox webhook) {
        NoticeSwitch chosen() {
            return new NoticeSwitch(kind, bell.getValue(), mail.getValue(), webhook.getValue());
        }
    }

    /** @param hasMail whether this server sends mail; the ways that it hasn't are not offered */
    NoticeGrid(boolean hasMail, boolean hasWebhook) {
        this.hasMail = hasMail;
        this.hasWebhook = hasWebhook;
        addClassName("odd-notice-grid");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", "What you hear of, and how");
    }

    void show(List<NoticeSwitch> switches) {
        removeAll();
        lines.clear();
        getStyle().set("--odd-ways", Integer.toString(1 + (hasMail ? 1 : 0) + (hasWebhook ? 1 : 0)));
        add(head(""), head("Bell"));
        if (hasMail) {
            add(head("Mail"));
        }
        if (hasWebhook) {
            add(head("Webhook"));
        }
        for (NoticeSwitch one : switches) {
            var line = new Line(
                    one.kind(),
                    box(one.bell(), one.kind(), "bell"),
                    box(one.mail(), one.kind(), "mail"),
                    box(one.webhook(), one.kind(), "webhook"));
            lines.add(line);
            add(new Span(one.kind().title()), line.bell);
            if (hasMail) {
                add(line.mail);
            }
            if (hasWebhook) {
                add(line.webhook);
            }
        }
    }

    private static Span head(String words) {
        var head = new Span(words);
        head.addClassName("odd-note");
        head.getElement().setAttribute("aria-hidden", "true");
        return head;
    }

    private static Checkbox box(boolean on, NoticeKind kind, String way) {
        var box = new Checkbox(on);
        box.setAriaLabel(kind.title() + ": " + way);
        return box;
    }

    List<NoticeSwitch> chosen() {
        return lines.stream().map(Line::chosen).toList();
    }
}
