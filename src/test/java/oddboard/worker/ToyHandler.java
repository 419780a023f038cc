package oddboard.worker;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import oddboard.detector.TrainingException;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.NewJob;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A pretended training: steps of known length, a checkpoint after each step, a result that is the sum of the steps. The
 * row of table {@code toy} says how a job behaves.
 */
public final class ToyHandler implements JobHandler {
    public static final String KIND = "toy";
    static final String TABLES = """
            create table toy (job_id bigint primary key, steps int not null, millis int not null, mode text not null);
            create table toy_step (job_id bigint, step int, attempt int, at timestamptz default clock_timestamp(),
                primary key (job_id, step));
            create table toy_result (job_id bigint primary key, attempt int, sum bigint);
            create table toy_ended (job_id bigint, state text)
            """;
    private final JdbcClient sql;
    private Runnable onLeave = () -> {};

    ToyHandler(JdbcClient sql) {
        this.sql = sql;
    }

    /** What mode "leave" does first. */
    void onLeave(Runnable work) {
        onLeave = work;
    }

    private record Plan(int steps, int millis, String mode) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(JobContext context) throws Exception {
        long job = context.job().value();
        Plan plan = sql.sql("select steps, millis, mode from toy where job_id = :job")
                .param("job", job)
                .query((row, n) -> new Plan(row.getInt(1), row.getInt(2), row.getString(3)))
                .single();
        switch (plan.mode()) {
            case "data" -> throw new JobFailure("BAD_DATA", "Image 7 of the data set is empty.", false);
            case "io" -> throw new JobFailure("NO_STORE", "The store could not be read.", true);
            case "bug" -> throw new IllegalStateException("secret: /srv/oddboard");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "native" -> throw new IllegalStateException("CUDA error: out of memory");
            case "engine" -> {
                TrainingException cause = new TrainingException("ENGINE", "No kernel image is available.");
                throw new JobFailure("ENGINE", "The engine could not do a computation.", false, cause);
            }
            case "leave" -> onLeave.run();
            case "nothing" -> {
                return;
            }
            default -> {}
        }
        int done = sql.sql("select count(*) from toy_step where job_id = :job")
                .param("job", job)
                .query(Integer.class)
                .single();
        for (int step = done + 1; step <= plan.steps(); step++) {
            if (context.stop() != JobContext.Stop.NONE) {
                return;
            }
            LockSupport.parkNanos(plan.millis() * 1_000_000L);
            if (plan.mode().equals("halt") && step == 2) {
                Runtime.getRuntime().halt(137);
            }
            if (plan.mode().equals("heap") && step == 2) {
                fillHeap();
            }
            if (plan.mode().equals("hang") && step == 2 && context.attempt() == 1) {
                hang();
            }
            int now = step;
            context.fenced(() -> sql.sql("insert into toy_step (job_id, step, attempt) values (:job, :step, :attempt)")
                    .param("job", job)
                    .param("step", now)
                    .param("attempt", context.attempt())
                    .update());
            context.progress(step, plan.steps(), "steps");
        }
        context.publish(() -> sql.sql("""
                insert into toy_result select :job, :attempt, sum(step) from toy_step where job_id = :job
                """)
                .param("job", job)
                .param("attempt", context.attempt())
                .update());
    }

    private static void fillHeap() {
        var all = Stream.generate(() -> new long[1 << 20]).limit(1 << 20).toList();
        throw new IllegalStateException(all.size() + " arrays fit");
    }

    /** As a thread that waits for a lock that nobody frees; no interrupt ends it. */
    private static void hang() {
        while (true) {
            LockSupport.park(ToyHandler.class);
        }
    }

    @Override
    public void ended(JobId job, JobState state) {
        sql.sql("insert into toy_ended values (:job, :state)")
                .param("job", job.value())
                .param("state", state.name())
                .update();
    }

    /** Queues a toy job with its plan. */
    public static JobId enqueue(ApplicationContext node, NewJob job, int steps, int millis, String mode) {
        return Objects.requireNonNull(node.getBean(TransactionTemplate.class).execute(status -> {
            JobId id = node.getBean(JobQueue.class).enqueue(job);
            node.getBean(JdbcClient.class)
                    .sql("insert into toy values (:job, :steps, :millis, :mode)")
                    .param("job", id.value())
                    .param("steps", steps)
                    .param("millis", millis)
                    .param("mode", mode)
                    .update();
            return id;
        }));
    }
}
