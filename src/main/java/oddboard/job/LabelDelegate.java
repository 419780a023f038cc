package oddboard.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.spi.ClassLoadHelper;
import org.slf4j.Logger;

/** Makes a node take only triggers of its labels, the highest priority first; Quartz alone knows neither. */
public final class LabelDelegate extends PostgreSQLDelegate {
    // Filtered by the job's group: a recovery trigger has a group of Quartz's own. {0} and {1} are filled in by Quartz.
    private static final String NEXT = """
            SELECT TRIGGER_NAME, TRIGGER_GROUP FROM {0}TRIGGERS
            WHERE SCHED_NAME = {1} AND TRIGGER_STATE = ? AND NEXT_FIRE_TIME <= ?
              AND (MISFIRE_INSTR = -1 OR NEXT_FIRE_TIME >= ?) AND JOB_GROUP = ANY(?)
            ORDER BY PRIORITY DESC, NEXT_FIRE_TIME, length(JOB_NAME), JOB_NAME LIMIT ?
            """;
    private static volatile long lastLook = System.nanoTime();
    private String[] labels = {};

    /** When this process last looked for a job, as System.nanoTime. */
    static long lastLook() {
        return lastLook;
    }

    /** @param labels separated by commas */
    @Override
    public void initialize(Logger logger, String tablePrefix, String schedulerName, String instanceId,
            ClassLoadHelper loader, boolean useProperties, String labels) throws NoSuchDelegateException {
        super.initialize(logger, tablePrefix, schedulerName, instanceId, loader, useProperties, null);
        this.labels = labels == null || labels.isEmpty() ? new String[0] : labels.split(",");
    }

    @Override
    public List<TriggerKey> selectTriggerToAcquire(Connection connection, long noLaterThan, long noEarlierThan,
            int maxCount) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(rtp(NEXT))) {
            select.setString(1, STATE_WAITING);
            select.setLong(2, noLaterThan);
            select.setLong(3, noEarlierThan);
            select.setArray(4, connection.createArrayOf("text", labels));
            select.setInt(5, Math.max(1, maxCount));
            List<TriggerKey> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(new TriggerKey(rows.getString(1), rows.getString(2)));
                }
            }
            lastLook = System.nanoTime();
            return keys;
        }
    }
}
