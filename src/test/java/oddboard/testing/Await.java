package oddboard.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Waits for what another thread or process does; the limit only ends a test that has failed. */
public final class Await {
    /** So that no test fails because other work takes the cores. */
    private static final Duration MIN = Duration.ofMinutes(5);

    private Await() {}

    /**
     * The first answer that is not null; an exception of the question counts as no answer yet.
     *
     * @param limit less than five minutes are taken as five minutes
     */
    public static <T> T until(String what, Duration limit, Callable<@Nullable T> question) {
        long patience = Math.max(limit.toNanos(), MIN.toNanos());
        long end = System.nanoTime() + patience;
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                T answer = question.call();
                if (answer != null) {
                    return answer;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what);
            }
        }
        throw new AssertionError("waited " + patience / 1_000_000_000 + " s in vain for " + what, last);
    }
}
