package oddboard.scoring;

import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.job.JobState;
import oddboard.notice.NoticeKind;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whoever started a scoring that it flagged images, or failed; an inbox tells of its own. */
@Component
class ScoringNotices {
    private final JdbcClient jdbc;
    private final Notices notices;

    ScoringNotices(JdbcClient jdbc, Notices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    private record Ended(ScoringId id, String name, int flagged, int done, UserId by, DatasetId dataset) {}

    @EventListener
    void on(ScoringEnded ended) {
        jdbc.sql("""
                        select s.id, s.name, s.flagged, s.done, s.account_id, m.dataset_id
                        from scoring s join model_version w on w.id = s.model_version_id
                        join registered_model m on m.id = w.model_id
                        where s.job_id = :job and s.inbox_id is null
                        """)
                .param("job", ended.job().value())
                .query((row, n) -> new Ended(
                        new ScoringId(row.getLong(1)),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        new UserId(row.getLong(5)),
                        new DatasetId(row.getLong(6))))
                .optional()
                .ifPresent(scoring -> tell(scoring, ended.state()));
    }

    private void tell(Ended scoring, JobState state) {
        String href = ScoringRoutes.scoring(scoring.id);
        if (state == JobState.FAILED) {
            tell(scoring, new NoticeText(false, "Scoring " + scoring.name + " failed; its page says why.", href));
        } else if (state == JobState.SUCCEEDED && scoring.flagged > 0) {
            tell(
                    scoring,
                    new NoticeText(
                            false,
                            "Scoring " + scoring.name + " flagged " + scoring.flagged + " of " + scoring.done
                                    + " images.",
                            href + "?shown=flagged"));
        }
    }

    private void tell(Ended scoring, NoticeText text) {
        notices.tell(NoticeKind.SCORING, text, scoring.by, scoring.dataset);
    }
}
