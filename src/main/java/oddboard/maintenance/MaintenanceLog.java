package oddboard.maintenance;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import oddboard.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was backed up, restored and deleted by retention, and by whom. */
final class MaintenanceLog {
    private MaintenanceLog() {}

    /** @param kind BACKUP, RESTORE, RETENTION or STORAGE */
    static void write(DataSource database, String kind, String actor, String detail) {
        write(JdbcClient.create(database), kind, actor, detail);
    }

    static void write(JdbcClient jdbc, String kind, String actor, String detail) {
        // A backup may come before the migration that made the table.
        if (jdbc.sql("select to_regclass('upkeep_event') is null")
                .query(Boolean.class)
                .single()) {
            return;
        }
        jdbc.sql("insert into upkeep_event (kind, actor, detail) values (:kind, :actor, :detail)")
                .param("kind", kind)
                .param("actor", actor)
                .param("detail", detail)
                .update();
        Audit.of(jdbc).record(new Audit.Actor(0, actor), "upkeep." + kind.toLowerCase(Locale.ROOT), "", detail);
    }

    /** Newest first. */
    static List<MaintenanceEvents.Event> newest(JdbcClient jdbc, int limit) {
        return jdbc.sql("select at, kind, actor, detail from upkeep_event order by id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> new MaintenanceEvents.Event(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4)))
                .list();
    }
}
