package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import oddboard.detector.ImageSource;
import org.jspecify.annotations.Nullable;

/** Reads, casts and scales the images of the next micro-batch on a thread of its own while the present one is computed. */
final class Batches implements AutoCloseable {
    private static final int SLOTS = 2;
    private final NDManager manager;
    private final @Nullable Augmentation augmented;
    private final BlockingQueue<Slot> free = new LinkedBlockingQueue<>();
    private final BlockingQueue<Next> ready = new LinkedBlockingQueue<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private long waitedNanos;

    /** @param images an {@link Augmentation} where they are trained on, which gets the epoch */
    Batches(ImageSource images, NetworkModel model, int maxMicroBatch, Iterator<MicroBatch> microBatches) {
        manager = model.manager().newSubManager();
        augmented = images instanceof Augmentation one ? one : null;
        long keep = Math.max(
                1, Math.round(model.settings().number("crop") * images.shape().size()));
        for (int i = 0; i < SLOTS; i++) {
            slots.add(
                    keep == images.shape().size() && !manager.getDevice().isGpu()
                            ? new ScaledInJava(
                                    images,
                                    manager,
                                    maxMicroBatch,
                                    model.network().channelsLast())
                            : new ScaledByEngine(images, manager, maxMicroBatch, keep));
        }
        free.addAll(slots);
        thread = Thread.ofPlatform().daemon().name("image-loader").start(() -> load(microBatches));
    }

    private sealed interface Next permits Loaded, Failed {}

    /** Images float32 [N, C, H, W] on the device; release it to have its memory filled again. */
    record Loaded(MicroBatch microBatch, NDArray images, Slot slot) implements Next {}

    private record Failed(Throwable cause) implements Next {}

    /** Memory for the images of one micro-batch. */
    interface Slot {
        NDArray fill(int[] images);
    }

    /** The next micro-batch; not to be called more often than there are micro-batches. */
    Loaded take() {
        long start = System.nanoTime();
        Next next = waitForNext();
        waitedNanos += System.nanoTime() - start;
        return switch (next) {
            case Loaded loaded -> loaded;
            case Failed(RuntimeException e) -> throw e;
            case Failed(Error e) -> throw e;
            case Failed(Throwable e) -> throw new IllegalStateException(e);
        };
    }

    // Work ends where Progress asks for it; an interrupt alone is left for the caller to see.
    private Next waitForNext() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ready.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void release(Loaded loaded) {
        free.add(loaded.slot());
    }

    /** Time that {@link #take} has waited since it was last asked. */
    long waitedNanos() {
        long waited = waitedNanos;
        waitedNanos = 0;
        return waited;
    }

    private void load(Iterator<MicroBatch> microBatches) {
        try {
            while (microBatches.hasNext()) {
                MicroBatch microBatch = microBatches.next();
                Slot slot = free.take();
                if (closed) {
                    return;
                }
                if (augmented != null) {
                    augmented.epoch(microBatch.epoch());
                }
                ready.add(new Loaded(microBatch, slot.fill(microBatch.images()), slot));
            }
        } catch (Throwable e) {
            ready.add(new Failed(e));
        }
    }

    // Without an interrupt, which would close a file channel under whoever else reads from the source.
    @Override
    public void close() {
        closed = true;
        free.add(slots.getFirst());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        manager.close();
    }
}
