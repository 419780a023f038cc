package oddboard.common;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionSystemException;

/** Distinguishes a temporary failure of the database from an error that a second try would meet again. */
public final class Outage {
    private static final String DISK_FULL = "53100";

    private Outage() {}

    /** True for a lost connection, a timeout, a deadlock and the like: the same call may work in a moment. */
    public static boolean isPassing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLException sql && (isPassing(sql.getSQLState()) || isClosed(sql))) {
                return true;
            }
            if (cause instanceof TransactionSystemException broken && broken.getApplicationException() != null) {
                return isPassing(broken.getApplicationException());
            }
        }
        return false;
    }

    /** True where a disk had no room, the database's or that of this machine's files. */
    public static boolean isDiskFull(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
                    || cause instanceof IOException file
                            && String.valueOf(file.getMessage()).contains("No space left on device")) {
                return true;
            }
            if (cause instanceof TransactionSystemException broken && broken.getApplicationException() != null) {
                return isDiskFull(broken.getApplicationException());
            }
        }
        return false;
    }

    /** What the pool says of a connection that broke a moment before. */
    private static boolean isClosed(SQLException thrown) {
        return thrown.getSQLState() == null && "Connection is closed".equals(thrown.getMessage());
    }

    /** What the work said, where the rollback after it failed as well. */
    public static RuntimeException ofTheWork(RuntimeException thrown) {
        return thrown instanceof TransactionSystemException broken
                        && broken.getApplicationException() instanceof RuntimeException work
                ? work
                : thrown;
    }

    /** Connection lost, server stopping or starting, out of disk, memory or connections, deadlock, lock not given. */
    private static boolean isPassing(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.equals("40001")
                        || state.equals("40P01")
                        || state.equals("55P03")
                        || state.equals("25P03"));
    }
}
