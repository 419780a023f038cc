package oddboard.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import oddboard.account.User;
import oddboard.common.InputException;
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
    /** So many may wait on one web node. */
    public static final int MAX_WAITING = 32;

    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(15);
    /** A notification may be lost. */
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final PredictionRepository repository;
    private final Models models;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final Map<Long, Semaphore> waiting = new ConcurrentHashMap<>();

    Predictions(PredictionRepository repository, Models models, JobChanges changes) {
        this.repository = repository;
        this.models = models;
        changes.subscribe("oddboard_predicted", id -> {
            Semaphore one = waiting.get(Long.parseLong(id));
            if (one != null) {
                one.release();
            }
        });
    }

    /**
     * @param ref {@code name@alias}, {@code name/3} or {@code name@sha256:...}
     * @param image a file, at most {@link #MAX_BYTES}
     * @throws InputException where it is no image that the model can take
     * @throws PredictionRefusedException where there is no room or no worker for it
     */
    public Prediction predict(String ref, byte[] image, boolean map, User viewer) throws InterruptedException {
        return predict(ref, List.of(image), map, viewer).getFirst();
    }

    /** As {@link #predict(String, byte[], boolean, User)}, of several images at once, in order. */
    public List<Prediction> predict(String ref, List<byte[]> images, boolean map, User viewer)
            throws InterruptedException {
        ModelVersion model = models.resolve(ref, viewer);
        Optional<Scoring.Judge> judge =
                models.thresholdFor(ref, viewer).map(t -> new Scoring.Judge(t.id(), t.value(), t.look(), t.scale()));
        if (images.stream().anyMatch(image -> image.length == 0)) {
            throw new InputException(
                    "IMAGE_EMPTY", "image", "", "The image is empty; send the bytes of an image file.");
        }
        if (!places.tryAcquire(images.size())) {
            throw new PredictionRefusedException(
                    Reason.BUSY,
                    "More than " + MAX_WAITING
                            + " images wait to be scored at this moment; try again in a second, or score"
                            + " many images by a scoring.");
        }
        try {
            List<Long> ids = images.stream()
                    .map(image -> repository.insert(model.id(), image, map))
                    .toList();
            return answers(ids).stream()
                    .map(answer -> prediction(model, answer, judge.orElse(null)))
                    .toList();
        } finally {
            places.release(images.size());
        }
    }

    private static Prediction prediction(
            ModelVersion model, PredictionRepository.Answer answer, Scoring.@Nullable Judge judge) {
        Double score = answer.score();
        if (score == null) {
            throw new InputException(String.valueOf(answer.code()), "image", "", String.valueOf(answer.detail()));
        }
        return new Prediction(model, score, judge, answer.map(), answer.edge());
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
        Semaphore told = waiting.get(id);
        while (true) {
            Optional<PredictionRepository.Answer> answer = repository.answer(id);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - end > 0 || told == null) {
                throw new PredictionRefusedException(
                        Reason.NO_WORKER,
                        "No worker has scored the image within 15 seconds; see on the page Queue whether one is running.");
            }
            if (told.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                told.drainPermits();
            }
        }
    }
}
