package oddboard.dataset;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Work on all cores, whose results are taken one by one, in order, on the caller's thread. */
final class InOrder {
    /** Results that wait: each at most 256 x 256 x 3 bytes and a mask, so under 7 MiB a thread. */
    private static final int WINDOW = 32;

    private InOrder() {}

    interface Work<R> {
        R of(int index) throws IOException;
    }

    interface Sink<R> {
        void take(R result) throws IOException;
    }

    /** Ends when no work is under way any more; what {@code goOn} or a fault cut short is not begun. */
    static <R> void run(int count, int threads, Work<R> work, Sink<R> sink, BooleanSupplier goOn) throws IOException {
        var ended = new AtomicBoolean();
        var waiting = new ArrayDeque<Future<R>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            try {
                int next = 0;
                while ((next < count || !waiting.isEmpty()) && goOn.getAsBoolean()) {
                    while (next < count && waiting.size() < threads * WINDOW) {
                        int index = next++;
                        Callable<R> one = () -> {
                            if (ended.get()) {
                                throw new InterruptedIOException();
                            }
                            return work.of(index);
                        };
                        waiting.add(pool.submit(one));
                    }
                    sink.take(result(waiting.remove()));
                }
            } finally {
                ended.set(true);
            }
        }
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the import was interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
