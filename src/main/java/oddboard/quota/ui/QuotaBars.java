package oddboard.quota.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import oddboard.account.User;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;

/** What one uses of what one may, a bar a limit. */
public final class QuotaBars extends Div {
    private static final long serialVersionUID = 1L;

    public QuotaBars(List<Quota> quotas) {
        addClassName("odd-quota");
        quotas.forEach(quota -> add(row(quota)));
        setVisible(!quotas.isEmpty());
    }

    /** Before somebody begins something: the limits that matter for it, unless they are far away and the usual ones. */
    public static QuotaBars before(List<Quota> quotas, Set<QuotaKind> kinds) {
        var bars = new QuotaBars(quotas.stream()
                .filter(q -> kinds.contains(q.kind()) && q.isLimited())
                .filter(q -> q.own() || q.kind() != QuotaKind.QUEUED || q.share() >= 0.5)
                .toList());
        bars.addClassName("odd-quota--before");
        return bars;
    }

    /** What the user may still queue and run, to be seen before they do. */
    public static QuotaBars beforeRuns(Quotas quotas, User user) {
        return before(quotas.of(user.id()), EnumSet.of(QuotaKind.QUEUED, QuotaKind.RUNNING, QuotaKind.GPU_HOURS));
    }

    private static Div row(Quota quota) {
        var text = new Span(quota.text());
        text.addClassName("odd-quota__text");
        var row = new Div(new Span(quota.kind().title()), text);
        row.addClassName("odd-quota__row");
        if (quota.isLimited()) {
            var bar = new Div();
            bar.addClassName("odd-quota__bar");
            bar.getStyle().set("--share", String.valueOf(quota.share()));
            row.add(bar);
        }
        if (quota.isFull()) {
            row.getElement().setAttribute("level", "full");
            row.add(note(advice(quota.kind())));
        } else if (quota.isNear()) {
            row.getElement().setAttribute("level", "near");
        }
        return row;
    }

    private static Span note(String sentence) {
        var note = new Span(sentence);
        note.addClassName("odd-quota__note");
        return note;
    }

    private static String advice(QuotaKind kind) {
        return switch (kind) {
            case STORAGE ->
                "Nothing more can be uploaded: delete what is needed no more, or ask an administrator for more.";
            case QUEUED -> "No more can be queued: wait until some have started, or cancel some.";
            case RUNNING -> "More of yours wait until one of these has ended.";
            case GPU_HOURS -> "Runs wait for a GPU until next month, or until an administrator allows more.";
        };
    }
}
