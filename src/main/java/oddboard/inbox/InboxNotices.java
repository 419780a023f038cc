package oddboard.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import oddboard.job.JobState;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import oddboard.scoring.Drift;
import oddboard.scoring.Drifts;
import oddboard.scoring.ScoringEnded;
import oddboard.scoring.ScoringRoutes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears of the end of each scoring of an inbox, in that transaction: notifies its owner, or takes back what was not scored. */
@Component
class InboxNotices {
    private final InboxWork work;
    private final InboxRepository inboxes;
    private final Drifts drifts;
    private final Notices notices;

    InboxNotices(InboxWork work, InboxRepository inboxes, Drifts drifts, Notices notices) {
        this.work = work;
        this.inboxes = inboxes;
        this.drifts = drifts;
        this.notices = notices;
    }

    @EventListener
    void on(ScoringEnded ended) {
        work.pass(ended.job())
                .ifPresent(pass -> inboxes.find(pass.inbox()).ifPresent(inbox -> {
                    if (ended.state() == JobState.SUCCEEDED) {
                        succeeded(inbox, pass);
                    } else {
                        stopped(inbox, pass, ended.state());
                    }
                }));
    }

    private void succeeded(Inbox inbox, InboxWork.Pass pass) {
        String href = ScoringRoutes.scoring(pass.scoring());
        if (pass.flagged() > 0) {
            tell(
                    inbox,
                    false,
                    "Inbox " + inbox.name() + ": " + pass.flagged() + " of " + pass.done() + " new images "
                            + (pass.flagged() == 1 ? "was flagged." : "were flagged."),
                    href + "?shown=flagged");
        }
        drifts.find(List.of(pass.scoring())).values().forEach(drift -> {
            List<String> moved = Arrays.stream(Drift.Measure.values())
                    .filter(measure -> drift.exceeds(measure, inbox.psiLimit()))
                    .map(measure -> measure.name().toLowerCase(Locale.ROOT)
                            + String.format(Locale.ROOT, " (%.2f)", drift.index(measure)))
                    .toList();
            if (!moved.isEmpty()) {
                tell(
                        inbox,
                        false,
                        "Inbox " + inbox.name() + " drifts from the training images: population stability index of "
                                + String.join(", ", moved) + ".",
                        InboxRoutes.inbox(inbox.id()));
            }
        });
    }

    /** Else it would fail again every few minutes. */
    private void stopped(Inbox inbox, InboxWork.Pass pass, JobState state) {
        work.putBack(pass);
        String trouble = state == JobState.CANCELLED
                ? "Scoring " + pass.scoring() + " was canceled; what it had not come to is scored when you resume."
                : "Scoring " + pass.scoring() + " failed; its page says why. Resume the inbox when that is fixed.";
        inboxes.pause(inbox.id(), true, trouble);
        if (state == JobState.FAILED) {
            tell(inbox, false, "Inbox " + inbox.name() + " is paused. " + trouble, InboxRoutes.inbox(inbox.id()));
        }
    }

    private void tell(Inbox inbox, boolean good, String text, String href) {
        notices.tell(new NoticeText(good, text, href), inbox.by(), inbox.dataset());
    }
}
