package oddboard.job;

import java.time.Instant;
import java.util.List;

/**
 * A worker that could not compute and ended.
 *
 * @param worker the last one on this machine and device that tried
 * @param tries how many did, since {@code since}
 * @param at when the last one ended
 */
public record WorkerTrouble(
        String host,
        String device,
        List<String> labels,
        String worker,
        String cause,
        int tries,
        Instant since,
        Instant at) {}
