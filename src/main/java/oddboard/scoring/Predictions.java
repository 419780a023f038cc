package oddboard.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.evaluation.AnomalyMaps;
import oddboard.job.JobChanges;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.scoring.PredictionRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Scores single images while somebody waits. Workers alone have the engine, so an image goes to one of them by a table; a
 * notification says at once that it is there, and another one that it is done.
 */
@Service
public class Predictions {
    /** Bytes that one image file may have. */
    public static final int MAX_BYTES = 32 << 20;

    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(15);
    /** A notification may be lost. */
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final PredictionRepository repository;
    private final Models models;
    private final PredictionLimits limits;
    private final Map<Long, Semaphore> waiting = new ConcurrentHashMap<>();

    Predictions(PredictionRepository repository, Models models, PredictionLimits limits, JobChanges changes) {
        this.repository = repository;
        this.models = models;
        this.limits = limits;
        changes.subscribe("oddboard_predicted", id -> {
            Semaphore one = waiting.get(Long.parseLong(id));
            if (one != null) {
                one.release();
            }
        });
    }

    /** Whether a worker is there that may answer. */
    public boolean ready() {
        return repository.hasWorker();
    }

    /** Images that one request may have. */
    public int mostAtOnce() {
        return limits.mostAtOnce();
    }

    /**
     * In order.
     *
     * @param ref {@code name@alias}, {@code name/3} or {@code name@sha256:...}
     * @param images at least one, each of at most {@link #MAX_BYTES}
     * @throws InputException where one is no image that the model can take
     * @throws PredictionRefusedException where there is no room or no worker for them
     */
    public List<Prediction> predict(
            String ref, List<PredictionInput> images, PredictionInput.MapWanted map, User viewer)
            throws InterruptedException {
        ModelVersion model = models.resolve(ref, viewer);
        Optional<Scoring.AppliedThreshold> threshold = models.thresholdFor(ref, viewer)
                .map(t -> new Scoring.AppliedThreshold(t.id(), t.value(), t.look(), t.scale()));
        if (images.stream().anyMatch(image -> image.bytes().length == 0)) {
            throw new InputException(
                    "IMAGE_EMPTY", "image", "", "The image is empty; send the bytes of an image file.");
        }
        if (images.size() > mostAtOnce()) {
            throw new InputException(
                    "IMAGES_TOO_MANY",
                    "image",
                    "",
                    "A request may have " + mostAtOnce() + " images at most; send them in parts, or start a scoring.");
        }
        limits.take(viewer, images.size());
        try {
            List<Long> ids = images.stream()
                    .map(image -> repository.insert(model.id(), image, map))
                    .toList();
            List<PredictionRepository.Answer> answers = answers(ids);
            return IntStream.range(0, ids.size())
                    .mapToObj(i -> prediction(model, answers.get(i), threshold.orElse(null), i, ids.size()))
                    .toList();
        } finally {
            limits.giveBack(viewer, images.size());
        }
    }

    private static Prediction prediction(
            ModelVersion model,
            PredictionRepository.Answer answer,
            Scoring.@Nullable AppliedThreshold threshold,
            int index,
            int count) {
        Double score = answer.score();
        if (score == null) {
            throw new InputException(
                    String.valueOf(answer.code()),
                    "image",
                    "",
                    (count == 1 ? "" : "Image " + index + " (from 0): ") + answer.detail());
        }
        byte[] values = answer.values();
        return new Prediction(
                model,
                score,
                threshold,
                answer.picture(),
                values == null ? null : AnomalyMaps.unpacked(values),
                answer.valuesEdge());
    }

    private List<PredictionRepository.Answer> answers(List<Long> ids) throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT;
        try {
            ids.forEach(id -> waiting.put(id, new Semaphore(0)));
            List<PredictionRepository.Answer> all = new ArrayList<>();
            for (long id : ids) {
                all.add(answer(id, end));
            }
            return all;
        } finally {
            for (long id : ids) {
                waiting.remove(id);
                repository.delete(id);
            }
        }
    }

    private PredictionRepository.Answer answer(long id, long end) throws InterruptedException {
        Semaphore wakeUp = waiting.get(id);
        while (true) {
            Optional<PredictionRepository.Answer> answer = repository.answer(id);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - end > 0 || wakeUp == null) {
                throw new PredictionRefusedException(
                        Reason.NO_WORKER,
                        5,
                        "No worker has scored the image within 15 seconds; see on the page Queue whether one is running.");
            }
            if (wakeUp.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                wakeUp.drainPermits();
            }
        }
    }
}
