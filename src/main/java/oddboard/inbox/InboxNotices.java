package oddboard.inbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.job.JobState;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import oddboard.scoring.Drift;
import oddboard.scoring.Drifts;
import oddboard.scoring.ScoringEnded;
import oddboard.scoring.ScoringRoutes;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears of the end of each scoring of an inbox, in that transaction: notifies its owner, or takes back what was not scored. */
@Component
class InboxNotices {
    private final InboxWork work;
    private final InboxRepository inboxes;
    private final Drifts drifts;
    private final Notices notices;
    private final ApplicationEventPublisher events;

    InboxNotices(
            InboxWork work, InboxRepository inboxes, Drifts drifts, Notices notices, ApplicationEventPublisher events) {
        this.work = work;
        this.inboxes = inboxes;
        this.drifts = drifts;
        this.notices = notices;
        this.events = events;
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
            events.publishEvent(new InboxFlagged(inbox.id(), pass.scoring()));
        }
        drifts.find(List.of(pass.scoring())).values().forEach(drift -> {
            Map<String, Double> moved = new LinkedHashMap<>();
            Arrays.stream(Drift.Measure.values())
                    .filter(measure -> drift.exceeds(measure, inbox.psiLimit()))
                    .forEach(measure -> moved.put(measure.name().toLowerCase(Locale.ROOT), drift.index(measure)));
            if (!moved.isEmpty()) {
                tell(
                        inbox,
                        false,
                        "Inbox " + inbox.name() + " drifts from the training images: population stability index of "
                                + moved.entrySet().stream()
                                        .map(one ->
                                                String.format(Locale.ROOT, "%s (%.2f)", one.getKey(), one.getValue()))
                                        .collect(Collectors.joining(", "))
                                + ".",
                        InboxRoutes.inbox(inbox.id()));
                events.publishEvent(new InboxDrifted(inbox.id(), pass.scoring(), moved));
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
        events.publishEvent(new InboxPaused(inbox.id(), pass.scoring(), state));
        if (state == JobState.FAILED) {
            tell(inbox, false, "Inbox " + inbox.name() + " is paused. " + trouble, InboxRoutes.inbox(inbox.id()));
        }
    }

    private void tell(Inbox inbox, boolean good, String text, String href) {
        notices.tell(new NoticeText(good, text, href), inbox.by(), inbox.dataset());
    }
}
