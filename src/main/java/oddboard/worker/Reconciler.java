package oddboard.worker;

import java.time.Instant;
import oddboard.job.JobId;
import oddboard.job.Wakeups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes Quartz agree with the job table again, whatever a crash left between them; it never picks jobs. */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    // Healthy is a trigger that waits, or one that a node has in hand: that node then has a fired row.
    private static final String WITHOUT_TRIGGER = """
            select job.id, job.label, job.priority, job.attempt, job.start_after from job
            where job.state in ('QUEUED', 'RETRY_WAIT') and job.changed_at < now() - interval '5 seconds'
              and not exists (select from qrtz_triggers t
                  where t.sched_name = :scheduler and t.job_name = job.id::text and t.job_group = job.label
                    and t.trigger_state = 'WAITING')
              and not exists (select from qrtz_fired_triggers f
                  join qrtz_triggers t on t.sched_name = f.sched_name and t.trigger_name = f.trigger_name
                      and t.trigger_group = f.trigger_group
                  where f.sched_name = :scheduler and t.job_name = job.id::text and t.job_group = job.label)
            order by job.id limit 1000
            """;
    private static final String WITHOUT_JOB = """
            select distinct t.job_name, t.job_group from qrtz_triggers t
            left join job on job.id = t.job_name::bigint and job.label = t.job_group
            where t.sched_name = :scheduler and (job.id is null or job.ended_at < now() - interval '5 seconds')
              and not exists (select from qrtz_fired_triggers f where f.sched_name = :scheduler
                  and f.trigger_name = t.trigger_name and f.trigger_group = t.trigger_group)
            limit 1000
            """;
    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final Triggers triggers;

    Reconciler(TransactionTemplate transaction, JdbcClient sql, Triggers triggers) {
        this.transaction = transaction;
        this.sql = sql;
        this.triggers = triggers;
    }

    private record Waiting(JobId id, String label, int priority, int attempt, Instant startAfter) {}

    private record Orphan(JobId id, String label) {}

    /** Looks once; returns how many differences it corrected. */
    int reconcile() {
        int corrected = 0;
        for (Waiting job : sql.sql(WITHOUT_TRIGGER)
                .param("scheduler", Wakeups.SCHEDULER)
                .query((row, n) -> new Waiting(
                        new JobId(row.getLong(1)),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getTimestamp(5).toInstant()))
                .list()) {
            transaction.executeWithoutResult(status -> {
                triggers.remove(job.id(), job.label());
                triggers.again(job.id(), job.label(), job.priority(), job.attempt(), job.startAfter());
            });
            LOG.warn("Job {} waited without a trigger; it has one again", job.id());
            corrected++;
        }
        for (Orphan orphan : sql.sql(WITHOUT_JOB)
                .param("scheduler", Wakeups.SCHEDULER)
                .query((row, n) -> new Orphan(new JobId(row.getLong(1)), row.getString(2)))
                .list()) {
            transaction.executeWithoutResult(status -> triggers.remove(orphan.id(), orphan.label()));
            LOG.info("Job {} had a trigger but was not open; the trigger is gone", orphan.id());
            corrected++;
        }
        sql.sql("""
                delete from worker where heartbeat_at < now() - interval '1 hour'
                  and not exists (select from job where job.worker = worker.id and job.state = 'RUNNING')
                """).update();
        return corrected;
    }
}
