package oddboard.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import oddboard.detector.Model;
import oddboard.job.JobContext;
import oddboard.job.LostAttemptException;
import oddboard.run.RunId;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's checkpoints. The training thread only writes a local file; a thread of its own brings it to the store. Trouble with
 * a checkpoint never ends a training.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /** About 250 MB with the optimizer's state. */
    private static final long MAX_PARAMETERS = 20_000_000;

    private final RunId run;
    private final JobContext context;
    private final TrainingRepository work;
    private final BlobStore blobs;
    private final RunReporter reporter;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private final CheckpointSchedule pace;
    private @Nullable Future<?> upload;
    private int saves;

    Checkpoints(
            RunId run,
            JobContext context,
            TrainingRepository work,
            BlobStore blobs,
            RunReporter reporter,
            LongSupplier nanos) {
        this.run = run;
        this.context = context;
        this.work = work;
        this.blobs = blobs;
        this.reporter = reporter;
        this.nanos = nanos;
        pace = new CheckpointSchedule(nanos.getAsLong());
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("run-" + run + "-checkpoint").factory());
    }

    /** A model that has taken up the newest checkpoint that can be used, or a fresh one. */
    Model open(Supplier<Model> fresh) {
        for (TrainingRepository.Checkpoint checkpoint : work.checkpoints(run)) {
            Path file = context.directory().resolve("restored");
            try {
                LocalCheckpoint.fetch(blobs, checkpoint.sha256(), file);
                return LocalCheckpoint.restore(checkpoint.madeBy(), file, fresh);
            } catch (IOException e) {
                Retries.rethrow(e);
                reporter.log("the checkpoint of epoch " + checkpoint.epoch() + " can't be used: " + e.getMessage());
            } finally {
                remove(file);
            }
        }
        return fresh.get();
    }

    /** An epoch has ended: stores a checkpoint if one is due. */
    void offer(Model model) {
        long begin = nanos.getAsLong();
        if (upload != null && !upload.isDone() || !pace.due(begin)) {
            return;
        }
        Path file = save(model);
        pace.saved(begin, nanos.getAsLong());
        if (file != null) {
            int epoch = model.epoch();
            upload = thread.submit(() -> store(file, epoch));
        }
    }

    /** The worker shuts down: stores where the training stands before it returns. */
    void release(Model model) {
        Path file = save(model);
        if (file == null) {
            return;
        }
        int epoch = model.epoch();
        try {
            thread.submit(() -> store(file, epoch)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("Run {}: the last checkpoint could not be stored", run, e.getCause());
        }
    }

    /**
     * The training has ended: stores a last checkpoint, from which a later run can resume, unless there is one of this epoch.
     * A large one is not worth the time: then the last that was stored has to do.
     *
     * @return its blob; null where none was stored
     */
    @Nullable String last(Model model) {
        settle();
        if (model.parameterCount() > MAX_PARAMETERS
                || work.checkpoints(run).stream()
                        .findFirst()
                        .filter(c -> c.epoch() == model.epoch())
                        .isPresent()) {
            return null;
        }
        Path file = save(model);
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return blobs.put(in).sha256();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Run {}: the last checkpoint could not be stored", run, e);
            return null;
        } finally {
            remove(file);
        }
    }

    private void settle() {
        try {
            if (upload != null) {
                upload.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("Run {}: a checkpoint could not be stored", run, e.getCause());
        }
    }

    /** After the run's success: the oldest checkpoints of such runs go. */
    void makeRoom() {
        try {
            forget(work.dropFinished(work.finishedBytes()));
        } catch (RuntimeException e) {
            LOG.warn("Old checkpoints could not be deleted", e);
        }
    }

    private @Nullable Path save(Model model) {
        Path file = context.directory().resolve("checkpoint-" + ++saves);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            LocalCheckpoint.head(run, context.attempt(), saves, out);
            model.save(out);
            return file;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Run {}: a checkpoint could not be written", run, e);
            reporter.log("a checkpoint could not be written on this worker; training continues without it");
            remove(file);
            return null;
        }
    }

    private void store(Path file, int epoch) {
        try (InputStream in = Files.newInputStream(file)) {
            String sha256 = blobs.put(in).sha256();
            List<String> dropped = new ArrayList<>();
            try {
                context.fenced(() -> {
                    // The work is done again where its commit failed.
                    dropped.clear();
                    // An attempt that resumes from it never sees its epochs again: their losses are stored with it.
                    reporter.writeAll();
                    dropped.addAll(work.addCheckpoint(run, context.attempt(), epoch, sha256));
                });
            } catch (LostAttemptException e) {
                dropped.add(sha256);
            }
            forget(dropped);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Run {}: a checkpoint could not be stored", run, e);
            reporter.log("the checkpoint of epoch " + epoch + " could not be stored; training continues");
        } finally {
            remove(file);
        }
    }

    /** Deletes blobs whose rows are gone; one that stays behind costs space and nothing else. */
    void forget(List<String> sha256s) {
        for (String sha256 : sha256s) {
            try {
                blobs.delete(sha256);
            } catch (RuntimeException e) {
                LOG.warn("Run {}: a checkpoint that is needed no more could not be deleted", run, e);
            }
        }
    }

    /** One that stays goes with the attempt's folder. */
    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Run {}: a checkpoint's temporary file could not be deleted", run, e);
        }
    }

    /** Lets an upload that has begun come to its end, for a while. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
