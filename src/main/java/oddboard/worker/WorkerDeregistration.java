package oddboard.worker;

import java.time.Duration;
import oddboard.job.RetryingTransaction;
import oddboard.job.Wakeups;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends this worker's scheduler and frees what it had in hand, so that nobody has to wait until it is missed. */
final class WorkerDeregistration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerDeregistration.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private final Scheduler scheduler;
    private final RetryingTransaction transaction;
    private final JdbcClient sql;
    private final WorkerIdentity worker;

    WorkerDeregistration(Scheduler scheduler, RetryingTransaction transaction, JdbcClient sql, WorkerIdentity worker) {
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.sql = sql;
        this.worker = worker;
    }

    void run() throws InterruptedException {
        // It waits for the handlers; one that hangs must not keep the process.
        Thread end = Thread.ofPlatform().name("scheduler-end").daemon().start(() -> {
            try {
                scheduler.shutdown(true);
            } catch (SchedulerException e) {
                LOG.warn("The scheduler did not end in order: {}", e.getMessage());
            }
        });
        end.join(LIMIT);
        transaction.run(this::free);
    }

    /** A trigger that was acquired but not fired waits again. */
    private void free() {
        sql.sql("""
                select lock_name from qrtz_locks where sched_name = :scheduler and lock_name = 'TRIGGER_ACCESS' for update
                """).param("scheduler", Wakeups.SCHEDULER).query(String.class).list();
        sql.sql("""
                update qrtz_triggers t set trigger_state = 'WAITING' from qrtz_fired_triggers f
                where f.sched_name = :scheduler and f.instance_name = :worker and f.state = 'ACQUIRED'
                  and t.sched_name = f.sched_name and t.trigger_name = f.trigger_name
                  and t.trigger_group = f.trigger_group and t.trigger_state = 'ACQUIRED'
                """)
                .param("scheduler", Wakeups.SCHEDULER)
                .param("worker", worker.id())
                .update();
        for (String table : new String[] {"qrtz_fired_triggers", "qrtz_scheduler_state"}) {
            sql.sql("delete from " + table + " where sched_name = :scheduler and instance_name = :worker")
                    .param("scheduler", Wakeups.SCHEDULER)
                    .param("worker", worker.id())
                    .update();
        }
    }
}
