package oddboard.training;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to compute. A process has one engine, and two threads that compute at a time slow each other down more than
 * they gain; so whoever computes for long lets the others go first between two batches.
 */
public final class EngineTurn {
    private static final Semaphore TURN = new Semaphore(1, true);

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
