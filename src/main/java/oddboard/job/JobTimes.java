package oddboard.job;

import java.time.Duration;

/**
 * How long the queue waits for what.
 *
 * @param heartbeat between two signs of life of a worker
 * @param progress between two reports of progress that changed
 * @param lease a worker silent for longer is taken for dead
 * @param watch a sweep takes nobody for dead before it has seen the database without a gap for so long: after an outage
 *     the living get the time to say so
 * @param sweep between two looks for dead workers
 * @param reconcile between two comparisons of the job table with Quartz
 * @param drain what a worker that shuts down gives its handlers to store their checkpoints
 * @param retry before the second try; each later one waits three times longer
 * @param outage how long an attempt keeps its work in memory while the database can't be reached
 */
public record JobTimes(
        Duration heartbeat,
        Duration progress,
        Duration lease,
        Duration watch,
        Duration sweep,
        Duration reconcile,
        Duration drain,
        Duration retry,
        Duration outage) {
    /** A worker silent for longer is shown as lost, well before its jobs are taken from it. */
    Duration silence() {
        return heartbeat.multipliedBy(2).plusSeconds(1);
    }

    public static JobTimes usual() {
        return new JobTimes(
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofHours(12));
    }
}
