package oddboard.training;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to compute. A process has one engine, and two threads that compute at a time slow each other down more than
 * they gain; so whoever computes for long lets the others go first between two batches.
 */
public final class EngineTurn {
    private static final Semaphore TURN = new Semaphore(1, true);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private EngineTurn() {}

    /** @return false where {@code giveUp} said so before it was this thread's turn */
    public static boolean take(BooleanSupplier giveUp) throws InterruptedException {
        while (!TURN.tryAcquire(200, TimeUnit.MILLISECONDS)) {
            if (giveUp.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Lets whoever waits go first; called by who has the turn, between two batches. */
    public static void pass() {
        if (TURN.hasQueuedThreads()) {
            TURN.release();
            TURN.acquireUninterruptibly();
        }
    }

    /**
     * As {@link #pass}, but where others wait, they have the engine for twice as long as the caller had it: so that what goes on
     * beside a training takes at most a third of its time.
     *
     * @param nanos for which the caller has had its turn
     * @param giveUp ends the wait
     */
    public static void passModestly(long nanos, BooleanSupplier giveUp) {
        if (!TURN.hasQueuedThreads()) {
            return;
        }
        TURN.release();
        try {
            long end = System.nanoTime() + Math.min(2 * nanos, MAX_PAUSE);
            for (long left; (left = end - System.nanoTime()) > 0 && !giveUp.getAsBoolean(); ) {
                LockSupport.parkNanos(Math.min(left, LOOK));
            }
        } finally {
            TURN.acquireUninterruptibly();
        }
    }

    /** Does what needs no engine while others compute. */
    public static void without(Runnable work) {
        TURN.release();
        try {
            work.run();
        } finally {
            TURN.acquireUninterruptibly();
        }
    }

    public static void giveBack() {
        TURN.release();
    }
}
