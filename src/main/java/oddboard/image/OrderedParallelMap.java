package oddboard.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Work on all cores, whose results are taken one by one, in order, on the caller's thread. */
public final class OrderedParallelMap {
    /** Results that wait: each at most 256 x 256 x 3 bytes and a mask, so under 7 MiB a thread. */
    private static final int WINDOW = 32;
    /** Small images take less time than it takes to hand one over. */
    private static final int BATCH = 8;

    private static final int MAX_LARGE = 4;

    private OrderedParallelMap() {}

    public interface Work<R> {
        R of(int index) throws IOException;
    }

    public interface Sink<R> {
        void take(R result) throws IOException;
    }

    /** Ends when no work is under way any more; what {@code goOn} or a fault cut short is not begun. */
    public static <R> void run(int count, int threads, Work<R> work, Sink<R> sink, BooleanSupplier goOn)
            throws IOException {
        int batch = Math.clamp(count / (threads * WINDOW), 1, BATCH);
        run(count, threads, batch, threads * WINDOW / batch, work, sink, goOn);
    }

    /** As {@link #run}, of large results: no more of them wait than are at work. */
    public static <R> void few(int count, Work<R> work, Sink<R> sink, BooleanSupplier goOn) throws IOException {
        int threads = Math.min(MAX_LARGE, Runtime.getRuntime().availableProcessors());
        run(count, threads, 1, threads, work, sink, goOn);
    }

    private static <R> void run(
            int count, int threads, int batch, int most, Work<R> work, Sink<R> sink, BooleanSupplier goOn)
            throws IOException {
        var ended = new AtomicBoolean();
        var waiting = new ArrayDeque<Future<List<R>>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            try {
                int next = 0;
                while (next < count || !waiting.isEmpty()) {
                    while (next < count && waiting.size() < most) {
                        int from = next;
                        next = Math.min(count, next + batch);
                        int to = next;
                        waiting.add(pool.submit(() -> some(from, to, work, ended)));
                    }
                    for (var one : result(waiting.remove())) {
                        if (!goOn.getAsBoolean()) {
                            return;
                        }
                        sink.take(one);
                    }
                }
            } finally {
                ended.set(true);
            }
        }
    }

    private static <R> List<R> some(int from, int to, Work<R> work, AtomicBoolean ended) throws IOException {
        var results = new ArrayList<R>(to - from);
        for (int i = from; i < to; i++) {
            if (ended.get()) {
                throw new InterruptedIOException();
            }
            results.add(work.of(i));
        }
        return results;
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
