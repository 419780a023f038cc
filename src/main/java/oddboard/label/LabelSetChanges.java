package oddboard.label;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import oddboard.dataset.VersionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Notifies open pages of new label sets, whichever web node saved them: one small question of this node, not one a page. */
@Service
public class LabelSetChanges {
    private static final Logger LOG = LoggerFactory.getLogger(LabelSetChanges.class);
    private static final int SECONDS = 3;

    private final JdbcClient jdbc;
    private final List<Consumer<VersionId>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("label-set-changes").factory());
    private long last = -1;

    LabelSetChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
        clock.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Calls the listener, off any UI thread, with the version.
     *
     * @return closes the subscription
     */
    public synchronized Runnable subscribe(Consumer<VersionId> listener) {
        listeners.add(listener);
        if (last < 0) {
            last = newest();
        }
        return () -> listeners.remove(listener);
    }

    synchronized void tick() {
        if (listeners.isEmpty()) {
            // Who comes later has read the newest itself.
            last = -1;
            return;
        }
        try {
            jdbc.sql("select id, version_id from label_set where id > :last order by id")
                    .param("last", last)
                    .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                    .list()
                    .forEach(found -> {
                        last = found[0];
                        listeners.forEach(listener -> notifyListener(listener, new VersionId(found[1])));
                    });
        } catch (DataAccessException e) {
            LOG.info("No changes of label sets are heard until the database is back: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The clock calls no task again that has thrown.
            LOG.warn("No changes of label sets are heard this time", e);
        }
    }

    /** A page that fails keeps no other from the change. */
    private static void notifyListener(Consumer<VersionId> listener, VersionId version) {
        try {
            listener.accept(version);
        } catch (RuntimeException e) {
            LOG.warn("A page could not take the change of version {}", version.value(), e);
        }
    }

    private long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from label_set")
                .query(Long.class)
                .single();
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
