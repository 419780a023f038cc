package oddboard.job;

import java.time.Duration;
import java.util.function.Supplier;
import oddboard.common.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Transactions that outlive a database that is away for a while, and take effect exactly once: where the connection
 * broke during the commit, PostgreSQL is asked afterwards how that transaction ended.
 */
public final class RetryingTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingTransaction.class);
    private static final ExponentialBackOff PAUSES = new ExponentialBackOff(100, 2);

    static {
        PAUSES.setMaxInterval(2_000);
    }

    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final Duration patience;
    private volatile long lastCall = Long.MAX_VALUE;

    public RetryingTransaction(TransactionTemplate transaction, JdbcClient sql, Duration patience) {
        this.transaction = transaction;
        this.sql = sql;
        this.patience = patience;
    }

    /** From now on nothing waits longer than this for the database. */
    public void hurry(Duration rest) {
        lastCall = System.nanoTime() + rest.toNanos();
    }

    public void run(Runnable work) {
        execute(() -> {
            work.run();
            return true;
        });
    }

    public <T> T execute(Supplier<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        BackOffExecution pauses = PAUSES.start();
        Try<T> last = new Try<>();
        while (true) {
            try {
                if (last.id != null && hasCommitted(last.id)) {
                    return last.result();
                }
                Try<T> next = new Try<>();
                last = next;
                transaction.executeWithoutResult(status -> {
                    next.id = sql.sql("select pg_current_xact_id()::text")
                            .query(String.class)
                            .single();
                    next.answer = work.get();
                });
                return next.result();
            } catch (RuntimeException thrown) {
                RuntimeException e = Outage.ofTheWork(thrown);
                if (!Outage.isPassing(e) || isOver(end) || !sleep(pauses.nextBackOff())) {
                    throw e;
                }
                if (Outage.isDiskFull(e)) {
                    // Somebody makes room at some time; until then nothing else could be done either.
                    end = System.nanoTime() + patience.toNanos();
                }
                LOG.warn("The database can't be used now ({}); waiting for it.", rootMessage(e));
            }
        }
    }

    private static final class Try<T> {
        private @Nullable String id;
        private @Nullable T answer;

        private T result() {
            if (answer == null) {
                throw new IllegalStateException("a transaction gave no answer");
            }
            return answer;
        }
    }

    private boolean hasCommitted(String id) {
        String status = sql.sql("select pg_xact_status(:id::xid8)")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse("");
        if (status.equals("in progress")) {
            throw new org.springframework.dao.DataAccessResourceFailureException(
                    "transaction " + id + " has not ended", new java.sql.SQLTransientException());
        }
        return status.equals("committed");
    }

    private boolean isOver(long end) {
        long now = System.nanoTime();
        return now - end >= 0 || lastCall != Long.MAX_VALUE && now - lastCall >= 0;
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
