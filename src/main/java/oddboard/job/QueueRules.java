package oddboard.job;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The web process's settings of the queue, passed to every worker through the database. */
final class QueueRules {
    /**
     * Settings of the server.
     *
     * @param fair users take turns within a priority; false: whoever came first goes first. On by default, for a team
     *     shares its workers: one sweep of 500 runs must not keep everybody else waiting for a day
     * @param limit the most jobs that may wait for one user
     */
    @ConfigurationProperties("oddboard.queue")
    record Settings(
            @DefaultValue("true") boolean fair,
            @DefaultValue("1000") int limit) {
        Settings {
            if (limit < 1) {
                throw new IllegalArgumentException("oddboard.queue.limit is " + limit + "; it must be 1 or more.");
            }
        }
    }

    private final JdbcClient sql;
    private final Settings settings;
    private final boolean decides;

    /** @param decides whether this process is one whose settings hold */
    QueueRules(JdbcClient sql, Settings settings, boolean decides) {
        this.sql = sql;
        this.settings = settings;
        this.decides = decides;
    }

    @EventListener(ApplicationReadyEvent.class)
    void publish() {
        if (decides) {
            sql.sql("update queue_rule set fair = :fair where fair <> :fair")
                    .param("fair", settings.fair())
                    .update();
        }
    }
}
