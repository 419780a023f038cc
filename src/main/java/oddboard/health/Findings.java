package oddboard.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.health.Finding.Level;
import oddboard.health.Finding.Topic;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.job.WorkerTrouble;
import oddboard.job.WorkerTroubles;
import oddboard.storage.DiskSpace;
import oddboard.ui.Format;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Looks at everything that may keep work from continuing. */
@Service
public class Findings {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final long CLOCK_WARN_MILLIS = 2_000;
    private static final int SILENT_SECONDS = 60;
    private final JdbcClient jdbc;
    private final JobQueue jobs;
    private final WorkerTroubles troubles;
    private final DiskSpace disk;

    Findings(JdbcClient jdbc, JobQueue jobs, WorkerTroubles troubles, DiskSpace disk) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.troubles = troubles;
        this.disk = disk;
    }

    /** Every topic has one finding or more; where the database is away, those that need it are left out. */
    public List<Finding> all() {
        List<Finding> found = new ArrayList<>(of(Topic.DATABASE));
        found.addAll(of(Topic.DISK));
        if (found.getFirst().level() != Level.BAD) {
            for (Topic topic : List.of(Topic.WORKERS, Topic.QUEUE, Topic.CLOCKS)) {
                found.addAll(of(topic));
            }
        }
        return found;
    }

    List<Finding> of(Topic topic) {
        return switch (topic) {
            case DATABASE -> List.of(database());
            case DISK -> List.of(room());
            case WORKERS -> workers();
            case QUEUE -> queue();
            case CLOCKS -> clocks();
        };
    }

    private Finding database() {
        long start = System.nanoTime();
        try {
            jdbc.sql("select 1").query(Integer.class).single();
        } catch (DataAccessException | TransactionException e) {
            return new Finding(
                    Topic.DATABASE, Level.BAD, "The database does not answer: nothing can be stored or queued.");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return took.compareTo(SLOW) > 0
                ? new Finding(
                        Topic.DATABASE,
                        Level.WARN,
                        "The database took " + took.toMillis() + " ms for the smallest question.")
                : new Finding(Topic.DATABASE, Level.GOOD, "The database answers.");
    }

    private Finding room() {
        DiskSpace.Room room = disk.room();
        return room.fits(0)
                ? new Finding(Topic.DISK, Level.GOOD, Format.bytes(room.free()) + " are free on the disk.")
                : new Finding(
                        Topic.DISK,
                        Level.BAD,
                        "Only " + Format.bytes(room.free()) + " are free on the disk: below "
                                + Format.bytes(room.reserve())
                                + " no uploads, imports and runs are taken. Delete what is needed no more.");
    }

    private record Waiting(String label, int jobs, long seconds) {}

    private List<Finding> workers() {
        List<WorkerInfo> all = jobs.workers();
        List<WorkerInfo> taking =
                all.stream().filter(w -> w.alive() && !w.draining()).toList();
        List<Finding> found = new ArrayList<>();
        for (WorkerInfo silent : all.stream().filter(w -> !w.alive()).toList()) {
            found.add(new Finding(
                    Topic.WORKERS,
                    Level.WARN,
                    "Worker " + silent.id() + " has not been heard of for "
                            + Format.duration(Duration.between(silent.lastHeartbeat(), Instant.now())
                                    .toSeconds())
                            + ". Other workers resume what it ran."));
        }
        for (WorkerTrouble trouble : troubles.recent()) {
            found.add(new Finding(
                    Topic.WORKERS,
                    Level.BAD,
                    "A worker on " + trouble.host() + " can't compute on " + trouble.device() + " and has ended, "
                            + (trouble.tries() == 1 ? "once" : trouble.tries() + " times") + " in the last "
                            + Format.duration(Duration.between(trouble.since(), Instant.now())
                                    .toSeconds())
                            + ". " + trouble.cause()
                            + " Its jobs are back in the queue; the command doctor on that machine says more."));
        }
        Set<String> labels = taking.stream().flatMap(w -> w.labels().stream()).collect(Collectors.toSet());
        for (Waiting waiting : waiting()) {
            if (!labels.contains(waiting.label())) {
                found.add(new Finding(
                        Topic.WORKERS,
                        Level.WARN,
                        jobs(waiting.jobs()) + " for a worker with the label "
                                + waiting.label() + ", the first since " + Format.duration(waiting.seconds())
                                + ", and none is running. Start one, or cancel what waits."));
            }
        }
        if (taking.isEmpty()) {
            found.add(new Finding(
                    Topic.WORKERS,
                    Level.WARN,
                    "No worker takes jobs now: imports and runs wait until one is started."));
        } else {
            found.add(new Finding(
                    Topic.WORKERS,
                    Level.GOOD,
                    taking.size() + (taking.size() == 1 ? " worker takes" : " workers take") + " jobs, for the label"
                            + (labels.size() == 1 ? " " : "s ")
                            + labels.stream().sorted().collect(Collectors.joining(", ")) + "."));
        }
        return found;
    }

    private static String jobs(int count) {
        return count == 1 ? "1 job waits" : Format.count(count) + " jobs wait";
    }

    private List<Waiting> waiting() {
        return jdbc.sql("""
                select label, count(*), extract(epoch from now() - min(created_at))::bigint from job
                where state in ('QUEUED', 'RETRY_WAIT') and start_after <= now() group by label order by label
                """)
                .query((row, n) -> new Waiting(row.getString(1), row.getInt(2), row.getLong(3)))
                .list();
    }

    /** A scheduler that does not look for jobs though it could: the processes live and nothing starts. */
    private List<Finding> queue() {
        Set<String> taking = jobs.workers().stream()
                .filter(w -> w.alive() && !w.draining() && !w.clockIsWrong() && w.busy() < w.slots())
                .map(WorkerInfo::id)
                .collect(Collectors.toSet());
        record Deaf(String worker, long seconds, int waiting) {}
        List<Finding> found = new ArrayList<>(jdbc
                .sql("""
                select w.id, extract(epoch from now() - w.looked_at)::bigint,
                    (select count(*) from job where label = any(w.labels) and state in ('QUEUED', 'RETRY_WAIT')
                        and start_after <= now() - :silent * interval '1 second') as waiting
                from worker w where w.looked_at < now() - :silent * interval '1 second'
                """)
                .param("silent", SILENT_SECONDS)
                .query((row, n) -> new Deaf(row.getString(1), row.getLong(2), row.getInt(3)))
                .list()
                .stream()
                .filter(deaf -> deaf.waiting() > 0 && taking.contains(deaf.worker()))
                .map(deaf -> new Finding(
                        Topic.QUEUE,
                        Level.BAD,
                        "Worker " + deaf.worker() + " has a free slot and has not looked"
                                + " for a job for " + Format.duration(deaf.seconds()) + ", while "
                                + jobs(deaf.waiting())
                                + " for it. Restart it."))
                .toList());
        if (found.isEmpty()) {
            List<Waiting> waiting = waiting();
            int all = waiting.stream().mapToInt(Waiting::jobs).sum();
            long longest = waiting.stream().mapToLong(Waiting::seconds).max().orElse(0);
            found.add(new Finding(
                    Topic.QUEUE,
                    Level.GOOD,
                    all == 0
                            ? "Nothing waits."
                            : jobs(all) + " in turn, the first since " + Format.duration(longest) + "."));
        }
        return found;
    }

    private List<Finding> clocks() {
        List<Finding> found = new ArrayList<>();
        for (WorkerInfo worker : jobs.workers()) {
            if (worker.alive() && Math.abs(worker.clockOffset()) > CLOCK_WARN_MILLIS) {
                found.add(new Finding(
                        Topic.CLOCKS,
                        Level.WARN,
                        "The clock of worker " + worker.id() + " is "
                                + off(worker.clockOffset()) + " the database's"
                                + (worker.clockIsWrong() ? ", so it takes no jobs" : "")
                                + ". Set it right on " + worker.host() + "."));
            }
        }
        long own = System.currentTimeMillis()
                - jdbc.sql("select (extract(epoch from clock_timestamp()) * 1000)::bigint")
                        .query(Long.class)
                        .single();
        if (Math.abs(own) > CLOCK_WARN_MILLIS) {
            found.add(new Finding(
                    Topic.CLOCKS, Level.WARN, "This server's clock is " + off(own) + " the database's. Set it right."));
        }
        return found.isEmpty()
                ? List.of(new Finding(
                        Topic.CLOCKS,
                        Level.GOOD,
                        "All clocks agree with the database's within " + Format.duration(CLOCK_WARN_MILLIS / 1000.0)
                                + "."))
                : found;
    }

    private static String off(long millis) {
        return String.format(Locale.ROOT, "%.1f s %s", Math.abs(millis) / 1000.0, millis > 0 ? "ahead of" : "behind");
    }

    /** The worst of all. */
    static Level worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.GOOD);
    }
}
