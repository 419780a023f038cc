package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.Settings;
import oddboard.detector.TrainingException;

/** Trains a network epoch by epoch, from wherever its state stands. */
final class TrainingLoop {
    // The engine's random generator is one for the whole process.
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
    private final NetworkModel model;
    private final TrainingState state;
    private final Settings settings;
    private final ImageSource images;
    private final Validation validation;
    private final Progress progress;
    private final Schedule schedule;
    private final Losses losses;
    private final Optimization optimization;
    private final int batchSize;
    private long epochStart;
    private int epochFrom;

    TrainingLoop(NetworkModel model, ImageSource images, Validation validation, Progress progress) {
        this.model = model;
        this.images = images;
        this.validation = validation;
        this.progress = progress;
        state = model.state();
        settings = model.settings();
        int microBatch = model.microBatchSize();
        if (images.count() < (microBatch == 0 ? 2 : 1)) {
            throw new TrainingException(
                    "TOO_FEW_IMAGES",
                    "The data set has " + images.count() + " training images; this detector needs "
                            + (microBatch == 0 ? "two" : "one") + " or more.");
        }
        batchSize = CommonSettings.batchSize(settings, images.count(), microBatch == 0 ? 2 : 1);
        schedule = new Schedule(images.count(), batchSize, microBatch);
        losses = new Losses(model.manager(), state.sums, settings.number("learningRate"));
        optimization = new Optimization(
                model.manager(),
                model.runner(),
                model.optimizers(),
                losses,
                new WarmUp(settings.integer("warmUp"), schedule.batches()));
    }

    /** @return false where it was stopped */
    boolean run() {
        if (!waitForTurn()) {
            return false;
        }
        int epochs = settings.integer("epochs");
        if (batchSize != settings.integer("batchSize")) {
            progress.log("batch size " + batchSize + " instead of " + settings.integer("batchSize") + ", for "
                    + images.count() + " training images");
        }
        try (Batches batches = new Batches(
                new Augmentation(images, settings),
                model,
                schedule.maxMicroBatch(),
                remaining(state.epoch, state.batch, epochs))) {
            JniUtils.setGradMode(true);
            startEpoch();
            while (!model.isTrained() && !finishes()) {
                if (state.batch == schedule.batches()) {
                    if (!finishEpoch(batches.waitedNanos())) {
                        return false;
                    }
                    startEpoch();
                    continue;
                }
                Batches.Loaded loaded = batches.take();
                if (progress.cancelRequested()) {
                    losses.handOver().run();
                    return false;
                }
                if (loaded.microBatch().first() && progress.stopRequested()) {
                    losses.handOver().run();
                    return false;
                }
                learn(loaded.microBatch(), loaded.images());
                batches.release(loaded);
                advance(loaded.microBatch());
            }
            if (model.isOutOfPatience()) {
                progress.log("ends early: the loss has not fallen since epoch " + state.bestEpoch);
            } else if (state.epoch < epochs) {
                progress.log("ends early, as requested: after epoch " + state.epoch + " of " + epochs);
            }
            return true;
        } finally {
            JniUtils.setGradMode(false);
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Between two epochs only: weights in the middle of one are those of no number of epochs. */
    private boolean finishes() {
        return state.batch == 0 && state.epoch > 0 && progress.finishRequested();
    }

    private Iterator<MicroBatch> remaining(int epoch, int batch, int epochs) {
        return IntStream.range(epoch, epochs)
                .mapToObj(each -> schedule.epoch(settings.integer("seed"), each))
                .flatMap(Collection::stream)
                .filter(microBatch -> microBatch.epoch() > epoch || microBatch.batch() >= batch)
                .iterator();
    }

    private void learn(MicroBatch microBatch, NDArray loaded) {
        JniUtils.setSeed(Seeds.mix(settings.integer("seed"), 1, microBatch.epoch(), microBatch.from()));
        Runnable earlier = losses.handOver();
        try (NDManager scope = model.manager().newSubManager()) {
            loaded.attach(scope);
            double noise = settings.number("noise");
            NDArray inputs = noise == 0 ? loaded : TorchOps.noisy(loaded, NativeArrays.host(scope, noise));
            model.network().learn(new TrainingStep(optimization, loaded, inputs, microBatch));
            earlier.run();
        }
    }

    private void advance(MicroBatch microBatch) {
        int done = microBatch.from() + microBatch.images().length;
        if (microBatch.last()) {
            state.batch++;
            progress.images(state.epoch + 1, done, images.count());
        }
        if (done == images.count()) {
            losses.handOver().run();
        }
    }

    private void startEpoch() {
        epochStart = System.nanoTime();
        epochFrom = state.batch * Math.min(batchSize, images.count());
    }

    /** @return false where it was stopped; the epoch then is as it was after its last batch */
    private boolean finishEpoch(long waited) {
        double nanos = Math.max(1, System.nanoTime() - epochStart);
        Double validated = validation.loss();
        if (validation.wasStopped()) {
            return false;
        }
        Map<String, Double> means = losses.close(images.count());
        double loss = Objects.requireNonNull(means.get("loss"), "no step has recorded a loss");
        if (validated != null) {
            means.put(Validation.NAME, validated);
            loss = validated;
        }
        state.epoch++;
        state.batch = 0;
        boolean best = loss < state.bestLoss;
        if (best) {
            state.bestLoss = loss;
            state.bestEpoch = state.epoch;
            model.keepBest();
        }
        double rate = Math.max(0, images.count() - epochFrom) * 1e9 / nanos;
        progress.epoch(state.epoch, means, rate, Math.min(1, waited / nanos));
        try {
            progress.checkpoint(model, best);
            // Whoever scored images in there, or before, left it off.
            JniUtils.setGradMode(true);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean waitForTurn() {
        try {
            boolean reported = false;
            while (!ONE_AT_A_TIME.tryLock(200, TimeUnit.MILLISECONDS)) {
                if (progress.stopRequested()) {
                    return false;
                }
                if (!reported) {
                    progress.log("Waiting for another training in this worker to end.");
                    reported = true;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
