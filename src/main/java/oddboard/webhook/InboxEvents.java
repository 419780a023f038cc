package oddboard.webhook;

import java.util.Map;
import oddboard.common.StoredJson;
import oddboard.inbox.InboxDrifted;
import oddboard.inbox.InboxFlagged;
import oddboard.inbox.InboxId;
import oddboard.inbox.InboxPaused;
import oddboard.inbox.InboxRoutes;
import oddboard.job.JobState;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringRoutes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of what comes into inboxes. */
@Component
class InboxEvents {
    private static final String INBOX = """
            select d.id as dataset_id, 'inboxes/' || i.id as resource, :page as page,
                json_strip_nulls(json_build_object('inbox', i.id::text, 'name', i.name, 'scoring', s.id::text,
                    'model', m.name, 'version', w.version, 'images', s.done - s.failed,
                    'flagged', case when s.threshold is not null then s.flagged end,
                    'dataset', d.id::text, 'datasetName', d.name, 'user', a.name,
                    'psi', nullif(:psi, '')::json, 'reason', nullif(:reason, ''))) as data
            from inbox i
            join scoring s on s.id = :scoring
            join model_version w on w.id = s.model_version_id
            join registered_model m on m.id = w.model_id
            join dataset d on d.id = m.dataset_id
            join account a on a.id = i.account_id
            where i.id = :inbox
            """;
    private final Events events;

    InboxEvents(Events events) {
        this.events = events;
    }

    @EventListener
    void on(InboxFlagged flagged) {
        record(
                EventType.INBOX_FLAGGED,
                flagged.inbox(),
                flagged.scoring(),
                ScoringRoutes.scoring(flagged.scoring()) + "?shown=flagged",
                "",
                "");
    }

    @EventListener
    void on(InboxDrifted drifted) {
        record(
                EventType.INBOX_DRIFT,
                drifted.inbox(),
                drifted.scoring(),
                InboxRoutes.inbox(drifted.inbox()),
                StoredJson.MAPPER.writeValueAsString(drifted.psi()),
                "");
    }

    @EventListener
    void on(InboxPaused paused) {
        record(
                EventType.INBOX_PAUSED,
                paused.inbox(),
                paused.scoring(),
                InboxRoutes.inbox(paused.inbox()),
                "",
                paused.state() == JobState.CANCELLED ? "canceled" : "failed");
    }

    private void record(EventType type, InboxId inbox, ScoringId scoring, String page, String psi, String reason) {
        events.record(
                type,
                INBOX,
                Map.of(
                        "inbox", inbox.value(),
                        "scoring", scoring.value(),
                        "page", page,
                        "psi", psi,
                        "reason", reason));
    }
}
