package oddboard.job;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Workers that could not compute, by machine and device. */
public final class WorkerTroubles {
    private final JdbcClient sql;

    WorkerTroubles(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of the last hour: whoever keeps a worker starts it again within minutes. */
    public List<WorkerTrouble> recent() {
        return sql.sql("""
                select host, device, labels, worker, cause, tries, since, at from worker_trouble
                where at > now() - interval '1 hour' order by host, device
                """)
                .query((row, n) -> new WorkerTrouble(
                        row.getString("host"),
                        row.getString("device"),
                        List.of((String[]) row.getArray("labels").getArray()),
                        row.getString("worker"),
                        row.getString("cause"),
                        row.getInt("tries"),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Names of containers come and go, so what is a day old goes, too. */
    public void add(String host, String device, List<String> labels, String worker, String cause) {
        sql.sql("delete from worker_trouble where at < now() - interval '1 day'")
                .update();
        sql.sql("""
                insert into worker_trouble (host, device, labels, worker, cause)
                values (:host, :device, :labels, :worker, :cause)
                on conflict (host, device) do update set labels = excluded.labels, worker = excluded.worker,
                    cause = excluded.cause, tries = worker_trouble.tries + 1, at = now()
                """)
                .param("host", host)
                .param("device", device)
                .param("labels", labels.toArray(String[]::new))
                .param("worker", worker)
                .param("cause", cause)
                .update();
    }

    /** A worker computes there again. */
    public void remove(String host, String device) {
        sql.sql("delete from worker_trouble where host = :host and device = :device")
                .param("host", host)
                .param("device", device)
                .update();
    }
}
