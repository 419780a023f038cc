package oddboard.job;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When waiting jobs will start: the queue is played through, with what is left of the running jobs by their pace, and with
 * the usual duration of jobs that are like those that wait. Computed for all at once, and kept for a moment.
 */
final class Estimates {
    private static final Duration KEPT = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMillis(300);
    private static final String SLOTS = """
            select id, labels, slots, import_slots, scoring_slots from worker
            where heartbeat_at >= now() - :lease * interval '1 millisecond' and not draining and drain is null order by id
            """;
    private static final String RUNNING = """
            select worker, computes, scores, similar_to, extract(epoch from now() - started_at) as since,
                case when progress_done > pace_done and heartbeat_at > pace_at and progress_total > progress_done then
                    extract(epoch from heartbeat_at - pace_at) * (progress_total - progress_done)
                        / (progress_done - pace_done) - extract(epoch from now() - heartbeat_at) end as remaining
            from job where state = 'RUNNING'
            """;
    private static final String WAITING = "with " + QueueOrder.BUSY + ", " + QueueOrder.PLACED + """
            select job.id, job.label, job.computes, job.scores, job.similar_to, extract(epoch from job.start_after - now()) as not_before
            from placed join job using (id) order by placed.place
            """;
    private static final String DEFAULT = """
            select kind.similar_to, (select percentile_cont(0.5) within group (order by seconds) from (
                select extract(epoch from ended_at - started_at) as seconds from job
                where similar_to = kind.similar_to and state = 'SUCCEEDED' and attempt = 1
                order by ended_at desc limit 20) latest) as seconds
            from unnest(:kinds::text[]) kind (similar_to)
            """;
    private final JdbcClient sql;
    private final JobTimes times;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Map<Long, Optional<Instant>> known = Map.of();
    private long computed;
    private boolean any;

    Estimates(JdbcClient sql, JobTimes times, LongSupplier nanoTime) {
        this.sql = sql;
        this.times = times;
        this.nanoTime = nanoTime;
    }

    /** Null where it can't be known. While one asks the database, others continue with what was known before: none waits here. */
    @Nullable Instant startOf(JobId id) {
        if (asking.tryLock()) {
            try {
                refresh(id);
            } finally {
                asking.unlock();
            }
        }
        return known.getOrDefault(id.value(), Optional.empty()).orElse(null);
    }

    private void refresh(JobId id) {
        long age = nanoTime.getAsLong() - computed;
        boolean missing = !known.containsKey(id.value());
        if (!any || age > KEPT.toNanos() || missing && age > SHORTEST.toNanos()) {
            known = compute(Instant.now());
            computed = nanoTime.getAsLong();
            any = true;
        }
    }

    private record Worker(String id, Set<String> labels, int slots, int importSlots, int scoringSlots) {}

    private record Running(
            @Nullable String worker,
            JobLane lane,
            @Nullable String like,
            double since,
            @Nullable Double remaining) {}

    private record Waiting(
            long id, String label, JobLane lane, @Nullable String like, double notBefore) {}

    private Map<Long, Optional<Instant>> compute(Instant now) {
        List<Waiting> waiting = sql.sql(WAITING)
                .query((row, n) -> new Waiting(
                        row.getLong(1),
                        row.getString(2),
                        JobLane.of(row.getBoolean(3), row.getBoolean(4)),
                        row.getString(5),
                        row.getDouble(6)))
                .list();
        if (waiting.isEmpty()) {
            return Map.of();
        }
        List<Running> running = sql.sql(RUNNING)
                .query((row, n) -> new Running(
                        row.getString("worker"),
                        JobLane.of(row.getBoolean("computes"), row.getBoolean("scores")),
                        row.getString("similar_to"),
                        row.getDouble("since"),
                        seconds(row.getObject("remaining"))))
                .list();
        Map<String, Double> usual = usual(waiting, running);
        Slots slots = new Slots();
        for (Worker worker : sql.sql(SLOTS)
                .param("lease", times.lease().toMillis())
                .query((row, n) -> new Worker(
                        row.getString(1),
                        Set.of((String[]) row.getArray(2).getArray()),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5)))
                .list()) {
            List<Running> busy =
                    running.stream().filter(r -> worker.id().equals(r.worker())).toList();
            addSlots(slots, worker, busy, usual);
        }
        Map<Long, Optional<Instant>> starts = new HashMap<>();
        for (Waiting job : waiting) {
            double takes = job.like() == null
                    ? Double.POSITIVE_INFINITY
                    : usual.getOrDefault(job.like(), Double.POSITIVE_INFINITY);
            double start = slots.take(job.label(), job.lane(), job.notBefore(), takes);
            starts.put(
                    job.id(),
                    Double.isInfinite(start) ? Optional.empty() : Optional.of(now.plusMillis((long) (start * 1000))));
        }
        return starts;
    }

    private static void addSlots(Slots slots, Worker worker, List<Running> busy, Map<String, Double> usual) {
        Set<JobLane> beside = EnumSet.of(JobLane.IMPORT);
        if (worker.scoringSlots() > 0) {
            Set<JobLane> own = EnumSet.of(JobLane.SCORING);
            slots.add(worker.labels(), own, worker.scoringSlots(), left(busy, own, usual));
        } else {
            beside.add(JobLane.SCORING);
        }
        Set<JobLane> runs = EnumSet.of(JobLane.RUN);
        if (worker.importSlots() > 0) {
            slots.add(worker.labels(), runs, worker.slots(), left(busy, runs, usual));
            slots.add(worker.labels(), beside, worker.importSlots(), left(busy, beside, usual));
            return;
        }
        // One may compute, so the others keep that slot free while they can.
        int count = worker.slots() - 1;
        List<Running> others = busy.stream()
                .filter(r -> beside.contains(r.lane()))
                .limit(count)
                .toList();
        List<Running> rest = busy.stream()
                .filter(r -> others.stream().noneMatch(other -> other == r))
                .toList();
        runs.addAll(beside);
        slots.add(worker.labels(), runs, 1, left(rest, runs, usual));
        slots.add(worker.labels(), beside, count, left(others, beside, usual));
    }

    private static List<Double> left(List<Running> jobs, Set<JobLane> lanes, Map<String, Double> usual) {
        return jobs.stream()
                .filter(r -> lanes.contains(r.lane()))
                .map(r -> left(r, usual))
                .toList();
    }

    /** Seconds; infinite where nobody knows. */
    private static double left(Running job, Map<String, Double> usual) {
        if (job.remaining() != null) {
            return Math.max(0, job.remaining());
        }
        Double whole = job.like() == null ? null : usual.get(job.like());
        return whole == null || whole < job.since() ? Double.POSITIVE_INFINITY : whole - job.since();
    }

    private Map<String, Double> usual(List<Waiting> waiting, List<Running> running) {
        Set<String> kinds =
                waiting.stream().map(Waiting::like).filter(k -> k != null).collect(Collectors.toSet());
        running.stream().map(Running::like).filter(k -> k != null).forEach(kinds::add);
        Map<String, Double> usual = new HashMap<>();
        sql.sql(DEFAULT).param("kinds", kinds.toArray(String[]::new)).query(row -> {
            Double seconds = seconds(row.getObject("seconds"));
            if (seconds != null) {
                usual.put(row.getString(1), seconds);
            }
        });
        return usual;
    }

    private static @Nullable Double seconds(@Nullable Object number) {
        return number instanceof Number n ? n.doubleValue() : null;
    }
}
