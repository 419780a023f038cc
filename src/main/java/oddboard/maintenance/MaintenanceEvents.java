package oddboard.maintenance;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Recent backups, restores and deletions by retention. */
@Service
public class MaintenanceEvents {
    private static final int SHOWN = 20;
    private final JdbcClient jdbc;

    MaintenanceEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param kind BACKUP, RESTORE or RETENTION */
    public record Event(Instant at, String kind, String actor, String detail) {}

    /** Newest first. */
    public List<Event> newest() {
        return MaintenanceLog.newest(jdbc, SHOWN);
    }
}
