package oddboard.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Waits for what another process does; the limit only ends a test that has failed. */
public final class Await {
    private Await() {}

    /** The first answer that is not null; an exception of the question counts as no answer yet. */
    public static <T> T until(String what, Duration limit, Callable<@Nullable T> question) {
        long end = System.nanoTime() + limit.toNanos();
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
        throw new AssertionError("waited " + limit.toSeconds() + " s in vain for " + what, last);
    }
}
