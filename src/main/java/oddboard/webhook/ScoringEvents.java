package oddboard.webhook;

import java.util.Map;
import oddboard.job.JobId;
import oddboard.metric.Proportion;
import oddboard.scoring.ScoringEnded;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of scorings that end. */
@Component
class ScoringEvents {
    private static final String SCORING = """
            select d.id as dataset_id, 'scorings/' || s.id as resource, 'scorings/' || s.id as page,
                json_strip_nulls(json_build_object('scoring', s.id::text, 'name', s.name, 'job', j.id::text,
                    'model', m.name, 'version', w.version, 'alias', nullif(s.alias, ''), 'sha256', s.sha256,
                    'inbox', s.inbox_id::text, 'dataset', d.id::text, 'datasetName', d.name, 'user', a.name,
                    'counts', json_build_object('total', s.total, 'done', s.done, 'failed', s.failed,
                        'flagged', case when s.threshold is not null then s.flagged end),
                    'expectedFalseAlarms', case when :high then json_build_object(
                        'rate', t.rate, 'low', t.rate_low, 'high', t.rate_high) end,
                    'error', case when :failed then j.error_code end)) as data
            from scoring s
            join job j on j.id = s.job_id
            join account a on a.id = s.account_id
            join model_version w on w.id = s.model_version_id
            join registered_model m on m.id = w.model_id
            join dataset d on d.id = m.dataset_id
            left join threshold t on t.id = s.threshold_id
            where s.job_id = :job
            """;
    private final Events events;
    private final JdbcClient jdbc;

    ScoringEvents(Events events, JdbcClient jdbc) {
        this.events = events;
        this.jdbc = jdbc;
    }

    @EventListener
    void on(ScoringEnded ended) {
        switch (ended.state()) {
            case SUCCEEDED -> {
                record(EventType.SCORING_SUCCEEDED, ended.job(), false, false);
                if (flaggedRateIsHigh(ended.job())) {
                    record(EventType.FLAGGED_RATE_HIGH, ended.job(), false, true);
                }
            }
            case FAILED -> record(EventType.SCORING_FAILED, ended.job(), true, false);
            case CANCELLED, QUEUED, RUNNING, RETRY_WAIT -> {}
        }
    }

    private void record(EventType type, JobId job, boolean failed, boolean high) {
        events.record(type, SCORING, Map.of("job", job.value(), "failed", failed, "high", high));
    }

    /** Whether the 95 % interval of the flagged share lies above that of the threshold's false alarms. */
    private boolean flaggedRateIsHigh(JobId job) {
        return jdbc.sql("""
                        select s.flagged, s.done - s.failed as images, t.rate_high
                        from scoring s join threshold t on t.id = s.threshold_id
                        where s.job_id = :job and t.rate_high is not null and s.done > s.failed""")
                .param("job", job.value())
                .query((row, n) -> Proportion.of(row.getInt("flagged"), row.getInt("images"))
                                .low()
                        > row.getDouble("rate_high"))
                .optional()
                .orElse(false);
    }
}
