package oddboard.worker;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import oddboard.job.AttemptEnd;
import oddboard.job.ClaimedJob;
import oddboard.job.JobId;
import oddboard.job.JobTimes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Returns the jobs of dead workers to the queue. Whatever it believes, the fence lets one attempt write. */
final class DeadWorkerSweep {
    private static final Logger LOG = LoggerFactory.getLogger(DeadWorkerSweep.class);
    // A job is lost where its worker has left the table, or both have been silent for the lease, or this very process
    // is
    // its worker and knows nothing of it. A row locked by its attempt's transaction is skipped: somebody lives there.
    private static final String LOST = """
            job.state = 'RUNNING' and (
                not exists (select from worker where worker.id = job.worker)
                or :mayTakeOver and job.heartbeat_at < now() - :lease * interval '1 millisecond' and (
                    job.worker = :self
                    or exists (select from worker where worker.id = job.worker
                               and worker.heartbeat_at < now() - :lease * interval '1 millisecond')))
            """;
    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final AttemptEnd end;
    private final Attempts attempts;
    private final String self;
    private final JobTimes times;
    private final LongSupplier nanoTime;
    private long watchingSince;
    private long lastContact;
    private boolean watching;

    /** @param self this process as a worker; empty where it is none */
    DeadWorkerSweep(
            TransactionTemplate transaction,
            JdbcClient sql,
            AttemptEnd end,
            Attempts attempts,
            String self,
            JobTimes times,
            LongSupplier nanoTime) {
        this.transaction = transaction;
        this.sql = sql;
        this.end = end;
        this.attempts = attempts;
        this.self = self;
        this.times = times;
        this.nanoTime = nanoTime;
    }

    /** Looks once; returns how many jobs it took from dead workers. */
    synchronized int sweep() {
        long began = nanoTime.getAsLong();
        removeDeadProcesses();
        List<JobId> lost = sql.sql("select id from job where " + LOST + " order by id")
                .param("mayTakeOver", mayTakeOver(began))
                .param("lease", times.lease().toMillis())
                .param("self", self)
                .query((row, n) -> new JobId(row.getLong(1)))
                .list();
        lastContact = nanoTime.getAsLong();
        int taken = 0;
        for (JobId job : lost) {
            taken += take(job, mayTakeOver(lastContact)) ? 1 : 0;
        }
        return taken;
    }

    /** Quartz holds this job's worker for dead; the job is taken from it only where its heartbeat says the same. */
    void recover(JobId job) {
        take(job, true);
    }

    /** After a gap the silence of others may be the database's: whoever lives needs a moment to say so. */
    private boolean mayTakeOver(long now) {
        Duration gap = times.watch().dividedBy(2);
        if (!watching || now - lastContact > gap.toNanos()) {
            watching = true;
            watchingSince = now;
            lastContact = now;
        }
        return now - watchingSince >= times.watch().toNanos();
    }

    private boolean take(JobId job, boolean mayTakeOver) {
        Boolean taken = transaction.execute(status -> {
            @Nullable ClaimedJob row = sql.sql("select " + ClaimedJob.COLUMNS + " from job where id = :id and " + LOST
                            + " for update of job skip locked")
                    .param("id", job.value())
                    .param("mayTakeOver", mayTakeOver)
                    .param("lease", times.lease().toMillis())
                    .param("self", self)
                    .query(ClaimedJob::read)
                    .optional()
                    .orElse(null);
            if (row == null || self.equals(row.worker()) && attempts.holds(job, row.attempt())) {
                return false;
            }
            LOG.warn("Job {} is taken from {}, which is silent", job, row.worker());
            end.lose(row, "worker " + row.worker() + " died");
            return true;
        });
        return Boolean.TRUE.equals(taken);
    }

    /** On one machine there is no need to wait for silence: a pid that is gone is dead. */
    private void removeDeadProcesses() {
        String machine = Machine.id();
        if (machine == null) {
            return;
        }
        record Neighbor(
                String id,
                long pid,
                Timestamp started,
                @Nullable Long startTick) {}
        sql
                .sql(
                        "select id, pid, process_started_at, process_start_tick from worker where machine = :machine and id <> :self")
                .param("machine", machine)
                .param("self", self)
                .query((row, n) -> new Neighbor(
                        row.getString(1), row.getLong(2), row.getTimestamp(3), row.getObject(4, Long.class)))
                .list()
                .stream()
                .filter(w -> Machine.isGone(w.pid(), w.started().toInstant(), w.startTick()))
                .forEach(w -> {
                    LOG.warn("The worker process {} is gone", w.id());
                    sql.sql("delete from worker where id = :id")
                            .param("id", w.id())
                            .update();
                });
    }
}
