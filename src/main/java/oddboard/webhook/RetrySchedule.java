package oddboard.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery that failed is tried again: the example schedule of Standard Webhooks 1.0.0, ten tries in about three days. */
final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    static final int TRIES = PAUSES.size() + 1;
    /** A pause is longer or shorter by up to this share, so that not everything is tried at the same moment. */
    private static final double JITTER = 0.2;

    private static final Duration MAX_PAUSE = Duration.ofHours(24);
    private static final Duration MAX_ENDPOINT_PAUSE = Duration.ofMinutes(15);

    private RetrySchedule() {}

    /**
     * @param tries so far, from 1
     * @param wanted the answer's Retry-After
     * @return empty where it is given up
     */
    static Optional<Duration> pause(int tries, Optional<Duration> wanted, RandomGenerator random) {
        if (tries >= TRIES) {
            return Optional.empty();
        }
        long usual = PAUSES.get(tries - 1).toMillis();
        Duration jittered = Duration.ofMillis(Math.round(usual * random.nextDouble(1 - JITTER, 1 + JITTER)));
        return Optional.of(longer(jittered, wanted));
    }

    /**
     * For how long nothing at all is sent to an endpoint that did not take something: 5 s, doubled with each failure up to
     * 15 min, so that events that wait for it hold up nobody else.
     *
     * @param failures in a row, from 1
     */
    static Duration ofEndpoint(int failures, Optional<Duration> wanted) {
        Duration grown = Duration.ofSeconds(5L << Math.min(failures - 1, 10));
        return longer(grown.compareTo(MAX_ENDPOINT_PAUSE) > 0 ? MAX_ENDPOINT_PAUSE : grown, wanted);
    }

    private static Duration longer(Duration own, Optional<Duration> wanted) {
        return wanted.map(w -> w.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : w)
                .filter(w -> w.compareTo(own) > 0)
                .orElse(own);
    }
}
