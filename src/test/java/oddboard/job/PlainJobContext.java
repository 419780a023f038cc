package oddboard.job;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An attempt whose stop a test decides, with a real fence on a real job row and without a queue around it. */
public final class PlainJobContext implements JobContext {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JobId job;
    private final int attempt;
    private final Path directory;
    private volatile Stop stop = Stop.NONE;
    private long stopAt = Long.MAX_VALUE;
    private Stop stopReason = Stop.NONE;
    private volatile long done;
    private volatile String unit = "";

    /** Claims the job as the next attempt. */
    public PlainJobContext(DataSource database, JobId job, Path directory) {
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.job = job;
        this.directory = directory;
        // A job whose worker isn't known counts as lost.
        jdbc.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                values ('plain', 'nowhere', 1, '{cpu}', 1, 'cpu', 'test') on conflict (id) do update set heartbeat_at = now()
                """).update();
        attempt = jdbc.sql("""
                update job set state = 'RUNNING', attempt = attempt + 1, worker = 'plain', heartbeat_at = now(), started_at = now()
                where id = :id returning attempt
                """).param("id", job.value()).query(Integer.class).single();
    }

    @Override
    public JobId job() {
        return job;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String worker() {
        return "worker-" + attempt;
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public Stop stop() {
        return stop;
    }

    public void stopWith(Stop reason) {
        stop = reason;
    }

    /** Asks to stop as soon as so much progress is told, in the midst of the work. */
    public void stopAt(long done, Stop reason) {
        stopAt = done;
        stopReason = reason;
    }

    @Override
    public void progress(long done, long total, String unit) {
        this.done = done;
        this.unit = unit;
        if (done >= stopAt) {
            stop = stopReason;
        }
    }

    public String progress() {
        return done + " " + unit;
    }

    @Override
    public void fenced(Runnable work) {
        write("RUNNING", work);
    }

    @Override
    public void publish(Runnable work) {
        write("SUCCEEDED", work);
    }

    private void write(String state, Runnable work) {
        transaction.executeWithoutResult(status -> {
            int held = jdbc.sql("""
                    update job set state = :state, heartbeat_at = now(),
                                   ended_at = case when :state = 'SUCCEEDED' then now() end
                    where id = :id and attempt = :attempt and state = 'RUNNING'
                    """)
                    .param("state", state)
                    .param("id", job.value())
                    .param("attempt", attempt)
                    .update();
            if (held == 0) {
                throw new LostAttemptException(job, attempt);
            }
            work.run();
        });
    }

    @Override
    public Path directory() {
        return directory;
    }
}
