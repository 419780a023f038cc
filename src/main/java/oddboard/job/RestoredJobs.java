package oddboard.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Jobs of a database that was just filled from a backup, of any earlier migration. */
public final class RestoredJobs {
    private RestoredJobs() {}

    /** What ran when the backup was made runs nowhere now: it waits again, and resumes from its last checkpoint. */
    public static void giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Transitions.REQUEUE_RUNNING);
        }
    }
}
