package oddboard.job;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Notifies the pages of this web node which jobs changed, about once a second; changes on every node and worker. */
@Service
public class JobChanges {
    private static final Logger LOG = LoggerFactory.getLogger(JobChanges.class);
    private static final long ONE_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int WAIT_MILLIS = 250;
    /** What else is heard on the one connection that listens. */
    public static final List<String> CHANNELS =
            List.of("oddboard_prediction", "oddboard_predicted", "oddboard_comment", "oddboard_notice");

    private final QueueConnections connections;
    private final List<Consumer<JobId>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> waitingListeners = new CopyOnWriteArrayList<>();
    private final Map<String, List<Consumer<String>>> others = new ConcurrentHashMap<>();
    private final Set<JobId> pending = new LinkedHashSet<>();
    private final Map<JobId, Long> notified = new HashMap<>();
    private final String lost;
    private volatile boolean closed;
    private @Nullable Thread thread;
    private @Nullable String seen;
    private long polled;

    JobChanges(QueueConnections connections, JobTimes times) {
        this.connections = connections;
        this.lost = JobRepository.lost(times.silence());
    }

    /**
     * Calls the listener, off any UI thread, with the id of a job that changed (state or progress).
     *
     * @return closes the subscription
     */
    public Runnable subscribe(Consumer<JobId> listener) {
        listeners.add(listener);
        listen();
        return () -> listeners.remove(listener);
    }

    /**
     * Calls the listener at once with the label of a job that waits since now; such notifications may be lost.
     *
     * @return closes the subscription
     */
    public Runnable subscribeWaiting(Consumer<String> listener) {
        waitingListeners.add(listener);
        listen();
        return () -> waitingListeners.remove(listener);
    }

    /**
     * Calls the listener at once with each notification on a channel of the packages above; such notifications may be lost.
     *
     * @param channel of {@link #CHANNELS}
     * @return closes the subscription
     */
    public Runnable subscribe(String channel, Consumer<String> listener) {
        if (!CHANNELS.contains(channel)) {
            throw new IllegalArgumentException(channel);
        }
        List<Consumer<String>> hearing = others.computeIfAbsent(channel, none -> new CopyOnWriteArrayList<>());
        hearing.add(listener);
        listen();
        return () -> hearing.remove(listener);
    }

    private synchronized void listen() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("job-changes").daemon().start(this::run);
        }
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.listen();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "listen oddboard_job; listen oddboard_waiting; listen " + String.join("; listen ", CHANNELS));
                while (!closed) {
                    hear(connection);
                    notifyListeners();
                }
                statement.execute("unlisten *");
            } catch (SQLException e) {
                LOG.info("No notifications about jobs until the database is back: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("Notifications about jobs broke off", e);
                pause();
            }
        }
    }

    /** What was notified, and every few seconds what the table says: notifications may be lost, changes may not. */
    private void hear(Connection connection) throws SQLException {
        var notifications = connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
        if (notifications != null) {
            for (var notification : notifications) {
                if (notification.getName().equals("oddboard_waiting")) {
                    waitingListeners.forEach(listener -> listener.accept(notification.getParameter()));
                } else if (CHANNELS.contains(notification.getName())) {
                    others.getOrDefault(notification.getName(), List.of())
                            .forEach(listener -> listener.accept(notification.getParameter()));
                } else {
                    pending.add(new JobId(Long.parseLong(notification.getParameter())));
                }
            }
        }
        if (seen == null || System.nanoTime() - polled > 3 * ONE_SECOND) {
            poll(JdbcClient.create(
                    new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true)));
            polled = System.nanoTime();
        }
    }

    private void poll(JdbcClient sql) {
        String now = sql.sql("select (now() - interval '10 seconds')::text")
                .query(String.class)
                .single();
        if (seen != null) {
            sql
                    .sql("select id from job where changed_at >= :seen::timestamptz")
                    .param("seen", seen)
                    .query((row, n) -> new JobId(row.getLong(1)))
                    .list()
                    .stream()
                    .filter(id -> !notified.containsKey(id))
                    .forEach(pending::add);
        }
        // Only this check notices a silent worker.
        sql.sql("select id from job where " + lost)
                .query((row, n) -> pending.add(new JobId(row.getLong(1))))
                .list();
        seen = now;
    }

    /** A job is reported at once, then at most once a second. */
    private void notifyListeners() {
        long now = System.nanoTime();
        notified.values().removeIf(at -> now - at > 30 * ONE_SECOND);
        for (var job = pending.iterator(); job.hasNext(); ) {
            JobId id = job.next();
            Long last = notified.get(id);
            if (last == null || now - last >= ONE_SECOND) {
                job.remove();
                notified.put(id, now);
                listeners.forEach(listener -> notifyListeners(listener, id));
            }
        }
    }

    private static void notifyListeners(Consumer<JobId> listener, JobId id) {
        try {
            listener.accept(id);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed at the notification about job {}", id, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    synchronized void close() throws InterruptedException {
        closed = true;
        if (thread != null) {
            thread.join(2_000);
        }
    }
}
