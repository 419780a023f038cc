package oddboard.health;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queue, runs and workers as Prometheus takes them; computed when it asks, every five seconds at most. */
final class PrometheusMetrics implements MultiCollector {
    private static final long KEPT = Duration.ofSeconds(5).toNanos();
    private final JdbcClient jdbc;
    private final JobQueue jobs;
    private final LongSupplier nanos;
    private @Nullable MetricSnapshots last;
    private long at;

    PrometheusMetrics(JdbcClient jdbc, JobQueue jobs, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.nanos = nanos;
    }

    @Override
    public synchronized MetricSnapshots collect() {
        long now = nanos.getAsLong();
        MetricSnapshots known = last;
        if (known == null || now - at >= KEPT) {
            known = new MetricSnapshots(compute());
            last = known;
            at = now;
        }
        return known;
    }

    private List<MetricSnapshot> compute() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(gauge("oddboard_jobs", "Jobs that wait or run.", """
                select label, lower(state) as state, count(*)::float8 from job
                where state in ('QUEUED', 'RETRY_WAIT') or state = 'RUNNING' group by 1, 2
                """));
        all.add(gauge("oddboard_job_oldest_wait_seconds", "Since when the oldest waiting job waits.", """
                select label, extract(epoch from now() - min(created_at))::float8 from job
                where state in ('QUEUED', 'RETRY_WAIT') group by 1
                """));
        all.add(summary(
                "oddboard_job_wait_seconds", "From queueing to the first start, of jobs that have started.", """
                select label, count(*), sum(extract(epoch from started_at - created_at))::float8 from job
                where started_at is not null group by 1
                """));
        all.add(summary(
                "oddboard_run_duration_seconds", "From the first start to the end, of runs that have ended.", """
                select r.detector, lower(j.state) as state, count(*), sum(extract(epoch from j.ended_at - j.started_at))::float8
                from run r join job j on j.id = r.job_id
                where j.ended_at is not null and j.started_at is not null group by 1, 2
                """));
        all.add(counter("oddboard_job_failures", "Jobs that failed, by kind and cause.", """
                select kind, coalesce(error_code, 'UNKNOWN') as cause, count(*)::float8 from job
                where ended_at is not null and state = 'FAILED' group by 1, 2
                """));
        all.add(counter("oddboard_job_lost_attempts", "Attempts whose worker died.", """
                select kind, sum(lost_attempts)::float8 from job group by 1
                """));
        all.add(gauge("oddboard_training_images_per_second", "Training rate of the runs under way, summed.", """
                select r.detector, sum(coalesce(r.images_per_second, 0))::float8
                from job j join run r on r.job_id = j.id where j.state = 'RUNNING' group by 1
                """));
        all.addAll(workers());
        return all;
    }

    private List<MetricSnapshot> workers() {
        Map<String, Integer> states = new LinkedHashMap<>(Map.of("alive", 0, "draining", 0, "silent", 0));
        var slots =
                GaugeSnapshot.builder().name("oddboard_worker_slots").help("Jobs that a worker does at the same time.");
        var busy = GaugeSnapshot.builder().name("oddboard_worker_slots_busy").help("Jobs that a worker does now.");
        var clocks = GaugeSnapshot.builder()
                .name("oddboard_worker_clock_offset_seconds")
                .help("By how much a worker's clock is ahead of the database's.");
        for (WorkerInfo worker : jobs.workers()) {
            states.merge(!worker.alive() ? "silent" : worker.draining() ? "draining" : "alive", 1, Integer::sum);
            if (worker.alive()) {
                Labels id = Labels.of("worker", worker.id());
                slots.dataPoint(point(id, worker.slots()));
                busy.dataPoint(point(id, worker.busy()));
                clocks.dataPoint(point(id, worker.clockOffset() / 1000.0));
            }
        }
        var count = GaugeSnapshot.builder().name("oddboard_workers").help("Worker processes by how they are.");
        states.forEach((state, number) -> count.dataPoint(point(Labels.of("state", state), number)));
        return List.of(count.build(), slots.build(), busy.build(), clocks.build());
    }

    /** One series a row: every column but the numbers at the end is a label, by its name. */
    private record Row(Labels labels, double first, double second) {}

    private List<Row> rows(String sql, int numbers) {
        return jdbc.sql(sql)
                .query((row, n) -> {
                    int columns = row.getMetaData().getColumnCount();
                    List<String> names = new ArrayList<>();
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= columns - numbers; i++) {
                        names.add(row.getMetaData().getColumnLabel(i));
                        values.add(row.getString(i));
                    }
                    return new Row(
                            Labels.of(names, values), row.getDouble(columns - numbers + 1), row.getDouble(columns));
                })
                .list();
    }

    private GaugeSnapshot gauge(String name, String help, String sql) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        rows(sql, 1).forEach(row -> gauge.dataPoint(point(row.labels(), row.first())));
        return gauge.build();
    }

    private CounterSnapshot counter(String name, String help, String sql) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        rows(sql, 1)
                .forEach(row -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(row.labels())
                        .value(row.first())
                        .build()));
        return counter.build();
    }

    private SummarySnapshot summary(String name, String help, String sql) {
        var summary = SummarySnapshot.builder().name(name).help(help);
        rows(sql, 2)
                .forEach(row -> summary.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .count((long) row.first())
                        .sum(row.second())
                        .labels(row.labels())
                        .build()));
        return summary.build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }
}
