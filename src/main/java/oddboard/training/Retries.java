package oddboard.training;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import oddboard.common.Outage;
import oddboard.common.StorageException;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.LostAttemptException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Trouble that passes: a database or store that is away for a while. */
public final class Retries {
    private static final long MAX_WAIT_LENGTH = TimeUnit.HOURS.toNanos(12);
    /** RetryTemplate is not for so long a wait: it keeps every exception, and goes by the clock on the wall. */
    private static final ExponentialBackOff PAUSES = new ExponentialBackOff(500, 2);

    static {
        PAUSES.setMaxInterval(15_000);
    }

    private Retries() {}

    /** Whether the store's server was the reason, rather than the bytes. */
    private static boolean isServer(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof StorageException storage) {
                return storage.isPassing();
            }
            // Bad SQL stays bad.
            if (t instanceof InvalidDataAccessResourceUsageException || t instanceof DataIntegrityViolationException) {
                return false;
            }
            if (t instanceof SQLException || t instanceof DataAccessException || t instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }

    static void rethrow(IOException fault) {
        if (isServer(fault)) {
            throw failure("DATABASE_AWAY", "The database could not be reached while a checkpoint was read.", fault);
        }
    }

    static JobFailure failure(String code, String sentence, Exception cause) {
        return new JobFailure(code, sentence, true, cause);
    }

    /** Tries again for half a day, so that hours of training outlive a database that restarts. */
    public static <T> T untilAvailable(JobContext context, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        BackOffExecution pauses = PAUSES.start();
        while (true) {
            try {
                return work.call();
            } catch (LostAttemptException | JobFailure e) {
                throw e;
            } catch (Exception e) {
                if (!isServer(e)) {
                    throw e;
                }
                if (Outage.isDiskFull(e)) {
                    start = System.nanoTime();
                }
                if (System.nanoTime() - start > MAX_WAIT_LENGTH || context.stop() != JobContext.Stop.NONE) {
                    throw StorageException.in(e)
                            .map(away -> failure("STORAGE_AWAY", away.getMessage(), e))
                            .orElseGet(
                                    () -> failure("DATABASE_AWAY", "The database could not be reached for hours.", e));
                }
            }
            Thread.sleep(pauses.nextBackOff());
        }
    }
}
