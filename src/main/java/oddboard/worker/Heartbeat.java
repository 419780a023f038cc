package oddboard.worker;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import oddboard.common.ProgramVersion;
import oddboard.job.JobContext;
import oddboard.job.JobProgress;
import oddboard.job.JobTimes;
import oddboard.job.WorkerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signs of life of this worker and its attempts, on a thread and connections of its own. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private final JdbcClient sql;
    private final Attempts attempts;
    private final WorkerIdentity worker;
    private final WorkerSettings settings;
    private final JobTimes times;
    private final IntakeWatchdog watch;
    private final StallDetector stallDetector;
    private final ClockWatch clock;
    private final JobIntake taking;
    private final Sampler sampler;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());
    private final Map<Attempt, JobProgress> sent = new WeakHashMap<>();
    private volatile Consumer<WorkerInfo.Drain> onDrain = requested -> {};
    private volatile Consumer<Attempt> onCancel = attempt -> {};
    private volatile Runnable sign = () -> {};
    private volatile boolean draining;
    private volatile boolean closed;
    private long lastFull = System.nanoTime();
    private long lastSuccess = System.nanoTime();
    private boolean failing;

    Heartbeat(
            JdbcClient sql,
            Attempts attempts,
            WorkerIdentity worker,
            WorkerSettings settings,
            JobTimes times,
            IntakeWatchdog watch,
            StallDetector stallDetector,
            ClockWatch clock,
            JobIntake taking) {
        this.sql = sql;
        this.attempts = attempts;
        this.worker = worker;
        this.settings = settings;
        this.times = times;
        this.watch = watch;
        this.stallDetector = stallDetector;
        this.clock = clock;
        this.taking = taking;
        sampler = new Sampler(sql, worker, LabelDelegate::lastLook);
    }

    /** Registers the worker; an exception where the database can't be reached. */
    void start() {
        beat();
        long tick = times.progress().toMillis();
        thread.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** @param onDrain gets at each beat what an administrator wants of this worker */
    void onDrainRequest(Consumer<WorkerInfo.Drain> onDrain) {
        this.onDrain = onDrain;
    }

    /** @param onCancel gets each attempt once when its job is canceled */
    void onCancel(Consumer<Attempt> onCancel) {
        this.onCancel = onCancel;
    }

    /** @param sign is run after each beat that reached the database */
    void onBeat(Runnable sign) {
        this.sign = sign;
    }

    void drain() {
        draining = true;
        nudge();
    }

    /** Beats at once: somebody wants to know, or has something to say. */
    void nudge() {
        if (!closed) {
            thread.execute(() -> safely(this::beat));
        }
    }

    private void tick() {
        boolean full = System.nanoTime() - lastFull
                >= times.heartbeat().minus(times.progress().dividedBy(2)).toNanos();
        safely(full ? this::beat : this::reportProgress);
    }

    private void safely(Runnable report) {
        try {
            report.run();
            failing = false;
        } catch (RuntimeException e) {
            // The attempts continue: what they hold is decided by the fence, not by this silence.
            if (!failing) {
                LOG.warn("No heartbeat: {}", e.getMessage());
            } else if (System.nanoTime() - lastSuccess > Duration.ofSeconds(20).toNanos()) {
                LOG.warn(
                        "No heartbeat for {} s",
                        Duration.ofNanos(System.nanoTime() - lastSuccess).toSeconds());
            }
            failing = true;
        }
    }

    /** The worker's row and all its attempts. */
    void beat() {
        if (closed) {
            return;
        }
        lastFull = System.nanoTime();
        long offset = clock.look();
        WorkerInfo.Drain requested = sql.sql("""
                insert into worker (id, host, pid, machine, process_started_at, process_start_tick, labels, slots, import_slots,
                    scoring_slots,                    device, version, draining, clock_offset_ms)
                values (:id, :host, :pid, :machine, :processStarted, :startTick, :labels, :slots, :importSlots, :scoringSlots, :device,
                    :version, :draining, :clockOffset)
                on conflict (id) do update set heartbeat_at = now(), draining = excluded.draining,
                    clock_offset_ms = excluded.clock_offset_ms
                returning coalesce(drain, 'NONE')
                """)
                .param("clockOffset", offset)
                .param("startTick", worker.startTick())
                .param("id", worker.id())
                .param("host", worker.host())
                .param("pid", worker.pid())
                .param("machine", Machine.id())
                .param("processStarted", Timestamp.from(worker.started()))
                .param("labels", settings.labels().toArray(String[]::new))
                .param("slots", settings.slots())
                .param("importSlots", settings.importSlots())
                .param("scoringSlots", settings.scoringSlots())
                .param("device", settings.device())
                .param("version", ProgramVersion.current())
                .param("draining", draining)
                .query((row, n) -> WorkerInfo.Drain.valueOf(row.getString(1)))
                .single();
        taking.hold(JobIntake.PauseReason.CLOCK, !WorkerInfo.isClockRight(offset));
        taking.lookForRoom();
        onDrain.accept(requested);
        attempts.all().forEach(this::beat);
        lastSuccess = System.nanoTime();
        sign.run();
        stallDetector.beat();
        sampler.send();
        if (!draining) {
            watch.beat(taking.isOpen() ? attempts.count() : settings.threads());
        }
    }

    private void reportProgress() {
        attempts.all().stream().filter(a -> !a.progress().equals(sent.get(a))).forEach(this::beat);
    }

    private void beat(Attempt attempt) {
        JobProgress progress = attempt.progress();
        boolean changed = !progress.equals(sent.get(attempt));
        record Answer(boolean cancelled) {}
        // A row that a transaction holds is not waited for: the worker's own row says that we live.
        sql.sql("""
                with mine as (
                    select id from job where id = :id and attempt = :attempt and state = 'RUNNING' for update skip locked)
                update job set heartbeat_at = now(), progress_done = :done, progress_total = :total,
                    progress_unit = :unit,
                    pace_at = case when pace_at is null or progress_unit <> :unit or progress_done > :done then now()
                        else pace_at end,
                    pace_done = case when pace_at is null or progress_unit <> :unit or progress_done > :done then :done
                        else pace_done end, changed_at = case when :changed then now() else changed_at end
                from mine where job.id = mine.id
                returning cancel_requested_at is not null,
                    case when :changed then pg_notify('oddboard_job', job.id::text)::text end
                """)
                .param("id", attempt.job().value())
                .param("attempt", attempt.attempt())
                .param("done", progress.done())
                .param("total", progress.total())
                .param("unit", progress.unit())
                .param("changed", changed)
                .query((row, n) -> new Answer(row.getBoolean(1)))
                .optional()
                .ifPresentOrElse(
                        answer -> {
                            sent.put(attempt, progress);
                            if (answer.cancelled() && attempt.ask(JobContext.Stop.CANCEL)) {
                                onCancel.accept(attempt);
                            }
                        },
                        () -> checkFence(attempt));
    }

    private void checkFence(Attempt attempt) {
        boolean held = sql.sql("select 1 from job where id = :id and attempt = :attempt and state = 'RUNNING'")
                .param("id", attempt.job().value())
                .param("attempt", attempt.attempt())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!held && !attempt.isPublished()) {
            attempt.ask(JobContext.Stop.LOST);
        }
    }

    /** The worker says good-bye: its row goes. */
    @Override
    public void close() {
        closed = true;
        sampler.close();
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
            sql.sql("delete from worker where id = :id")
                    .param("id", worker.id())
                    .update();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The worker's row stays behind: {}", e.getMessage());
        }
    }
}
