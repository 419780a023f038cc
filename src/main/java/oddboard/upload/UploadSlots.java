package oddboard.upload;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.upload.UploadRefusedException.Reason;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many uploads this process takes at once: the others wait a little, then are refused. */
@Component
class UploadSlots {
    private final int each;
    private final int all;
    private final Duration wait;
    private final Semaphore total;
    private final Map<UserId, Semaphore> users = new ConcurrentHashMap<>();

    UploadSlots(
            @Value("${oddboard.upload.at-once-per-user:2}") int each,
            @Value("${oddboard.upload.at-once:8}") int all,
            @Value("${oddboard.upload.wait:10s}") Duration wait) {
        this.each = each;
        this.all = all;
        this.wait = wait;
        this.total = new Semaphore(all, true);
    }

    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    Slot take(User by) {
        long end = System.nanoTime() + wait.toNanos();
        var own = users.computeIfAbsent(by.id(), id -> new Semaphore(each, true));
        if (!acquire(own, wait.toNanos())) {
            throw busy("You are sending " + each + " files already, which is as many as one user may at once");
        }
        if (!acquire(total, end - System.nanoTime())) {
            own.release();
            throw busy("The server is taking " + all + " uploads already, which is as many as it takes at once");
        }
        return () -> {
            total.release();
            own.release();
        };
    }

    private static boolean acquire(Semaphore slots, long nanos) {
        try {
            return slots.tryAcquire(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static UploadRefusedException busy(String sentence) {
        return new UploadRefusedException(
                Reason.TOO_MANY_UPLOADS, sentence + "; send this one when one of them has ended.");
    }
}
