package oddboard.scoring;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import oddboard.common.InputException;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.QuietProgress;
import oddboard.detector.TrainingException;
import oddboard.evaluation.AnomalyMaps;
import oddboard.evaluation.StitchedMap;
import oddboard.image.Crop;
import oddboard.image.InputFrame;
import oddboard.ingest.Preprocessor;
import oddboard.ingest.Preprocessors;
import oddboard.job.EngineCheck;
import oddboard.job.JobChanges;
import oddboard.job.JobFailure;
import oddboard.registry.ModelWeights;
import oddboard.registry.Models;
import oddboard.scoring.PredictionRepository.Answer;
import oddboard.scoring.PredictionRepository.Request;
import oddboard.training.EngineTurn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Scores single images for whom somebody waits, on a thread of its own; between the batches of a training where there is one. */
@Component
@ConditionalOnProperty(name = "oddboard.role", havingValue = "worker")
class PredictionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PredictionWorker.class);
    private static final int BATCH = 16;
    private static final int BATCH_BYTES = 16 << 20;
    /** After so long the images that are decoded are scored; the others are given back, as who sent them may be gone by then. */
    private static final long DECODE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PredictionRepository repository;
    private final PredictionAnswers answers;
    private final LoadedModels models;
    private final JobChanges changes;
    private final EngineCheck engine;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;
    private long forgot = System.nanoTime();

    PredictionWorker(
            PredictionRepository repository,
            MapScales scales,
            Models models,
            ModelWeights weights,
            Preprocessors preprocessors,
            JobChanges changes,
            EngineCheck engine,
            @Value("${oddboard.worker.device:cpu}") String device,
            @Value("${oddboard.predict.model-memory:512MB}") DataSize memory) {
        this.repository = repository;
        this.answers = new PredictionAnswers(scales);
        this.models = new LoadedModels(models, weights, preprocessors, device, memory.toBytes());
        this.changes = changes;
        this.engine = engine;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        changes.subscribe("oddboard_prediction", nothing -> wakeUp.release());
        thread = Thread.ofPlatform().daemon().name("predictions").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    if (!round()) {
                        wakeUp.tryAcquire(1, TimeUnit.SECONDS);
                        wakeUp.drainPermits();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Images could not be scored: {}", e.getMessage(), e);
                    Thread.sleep(1000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            models.close();
        }
    }

    /** @return whether there was anything to do */
    private boolean round() throws InterruptedException {
        if (System.nanoTime() - forgot > FORGET_NANOS) {
            repository.forget();
            forgot = System.nanoTime();
        }
        List<Request> requests = repository.claim(BATCH, BATCH_BYTES);
        if (requests.isEmpty() || !EngineTurn.take(() -> closed)) {
            return false;
        }
        try {
            LoadedModels.Loaded loaded = models.get(requests.getFirst().model());
            if (loaded.preprocessor().isTiled()) {
                tiles(loaded, requests);
                return true;
            }
            switch (loaded.model().dependence()) {
                case IMAGE -> score(loaded, requests);
                // Each at the same place: the first.
                case PLACE -> requests.forEach(request -> score(loaded, List.of(request)));
                case OTHERS ->
                    requests.forEach(request -> repository.done(
                            request.id(),
                            Answer.fault(
                                    "MODEL_NEEDS_OTHERS",
                                    loaded.version().ref() + " scores an image by the images beside it, so that one"
                                            + " alone has no score; start a scoring of many images.")));
            }
        } catch (IOException | JobFailure e) {
            LOG.warn("Model {} can't be used", requests.getFirst().model(), e);
            requests.forEach(request -> repository.done(
                    request.id(),
                    Answer.fault("MODEL_UNUSABLE", "The worker can't read this model; see the worker's log.")));
        } catch (TrainingException | LinkageError e) {
            if (engine.isBroken(e)) {
                requests.forEach(request -> repository.giveBack(request.id()));
                closed = true;
                return false;
            }
            LOG.warn(
                    "Images for model {} could not be scored",
                    requests.getFirst().model(),
                    e);
            requests.forEach(request ->
                    repository.done(request.id(), Answer.fault("MODEL_UNUSABLE", String.valueOf(e.getMessage()))));
        } finally {
            EngineTurn.giveBack();
        }
        return true;
    }

    private void score(LoadedModels.Loaded loaded, List<Request> requests) {
        ImageShape shape = new ImageShape(
                loaded.preprocessor().how().size(), loaded.preprocessor().how().channels());
        List<Request> good = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<InputFrame> frames = new ArrayList<>();
        long start = System.nanoTime();
        for (Request request : requests) {
            if (System.nanoTime() - start > DECODE_NANOS) {
                repository.giveBack(request.id());
                continue;
            }
            try {
                Preprocessor.Whole image = pixels(request.image(), loaded, shape);
                pixels.add(image.pixels());
                frames.add(image.frame());
                good.add(request);
            } catch (InputException e) {
                repository.done(request.id(), Answer.fault(e.code(), String.valueOf(e.getMessage())));
            }
        }
        loaded.model()
                .score(
                        new Pixels(shape, pixels),
                        (index, score, explanation) -> repository.done(
                                good.get(index).id(),
                                answers.whole(
                                        loaded,
                                        good.get(index),
                                        pixels.get(index),
                                        frames.get(index),
                                        score,
                                        explanation)),
                        new QuietProgress() {});
    }

    private void tiles(LoadedModels.Loaded loaded, List<Request> requests) {
        String refusal = TileScoring.refusal(loaded.model(), loaded.version());
        TileScoring scoring = new TileScoring(loaded.model(), loaded.tiles(), loaded.frame());
        long start = System.nanoTime();
        for (Request request : requests) {
            if (System.nanoTime() - start > DECODE_NANOS) {
                repository.giveBack(request.id());
            } else {
                repository.done(
                        request.id(),
                        refusal == null
                                ? tiles(loaded, request, scoring)
                                : Answer.fault("MODEL_NEEDS_OTHERS", refusal));
            }
        }
    }

    private Answer tiles(LoadedModels.Loaded loaded, Request request, TileScoring scoring) {
        if (request.image().pixels()) {
            return Answer.fault(
                    "PIXELS_SHAPE",
                    loaded.version().ref() + " cuts images in tiles itself and takes no pixels; send an image file.");
        }
        try {
            Preprocessor.Tiled image =
                    loaded.preprocessor().tiled(request.image().bytes(), "The image", "");
            boolean wanted = request.map() != PredictionInput.MapWanted.NONE;
            TileScoring.Result result = Objects.requireNonNull(
                    scoring.one(NewImages.Tiles.of(image, image.pictured()), wanted, new QuietProgress() {}));
            float[] map = result.map();
            return answers.answer(
                    loaded,
                    request,
                    result.score(),
                    StitchedMap.grid(image.pictured().size()),
                    map == null ? null : AnomalyMaps.packed(map),
                    image.pictured());
        } catch (InputException e) {
            return Answer.fault(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Preprocessor.Whole pixels(PredictionInput image, LoadedModels.Loaded loaded, ImageShape shape) {
        if (!image.pixels()) {
            return loaded.preprocessor().whole(image.bytes(), "The image", "");
        }
        if (image.bytes().length != shape.elements()) {
            throw new InputException(
                    "PIXELS_SHAPE",
                    "image",
                    "",
                    "The pixels are not the " + shape.size() + " x " + shape.size() + " x " + shape.channels()
                            + " values that the network sees; send an image file to have it resized.");
        }
        int size = shape.size();
        return new Preprocessor.Whole(image.bytes(), size, size, InputFrame.of(Crop.SQUARE, size, size, size));
    }

    private record Pixels(ImageShape shape, List<byte[]> images) implements ImageSource {
        @Override
        public int count() {
            return images.size();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(images.get(index));
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        wakeUp.release();
        if (thread != null) {
            thread.join(3_000);
        }
    }
}
