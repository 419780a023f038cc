package oddboard.scoring;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import oddboard.detector.ImageSource;
import oddboard.registry.ModelVersionId;
import org.springframework.stereotype.Component;

/** What the images that a model was trained on are like: computed by the first worker that needs it, and kept. */
@Component
class References {
    /** Spread evenly over all. */
    private static final int MAX_IMAGES = 1000;

    private final DriftRepository repository;
    private final ScoredImageRepository images;

    References(DriftRepository repository, ScoredImageRepository images) {
        this.repository = repository;
        this.images = images;
    }

    boolean has(ModelVersionId model) {
        return repository.reference(model).isPresent();
    }

    /** @param training the images as the model sees them */
    void compute(ModelVersionId model, ImageSource training, BooleanSupplier stops) {
        int count = Math.min(MAX_IMAGES, training.count());
        double[][] values = new double[3][count];
        byte[] image = new byte[training.shape().elements()];
        for (int i = 0; i < count && !stops.getAsBoolean(); i++) {
            training.read((int) ((long) i * training.count() / count), ByteBuffer.wrap(image));
            ImageStatistics statistics = ImageStatistics.of(
                    image, training.shape().size(), training.shape().channels());
            values[0][i] = statistics.brightness();
            values[1][i] = statistics.contrast();
            values[2][i] = statistics.sharpness();
        }
        if (!stops.getAsBoolean()) {
            repository.store(
                    model,
                    new Drift.Statistics(
                            Distribution.reference(images.reference(model)),
                            Distribution.reference(values[0]),
                            Distribution.reference(values[1]),
                            Distribution.reference(values[2])));
        }
    }

    /** Writes how the images of a scoring compare; in the transaction that ends it. */
    void compare(ScoringId scoring, ModelVersionId model) {
        repository
                .reference(model)
                .ifPresent(reference -> repository.store(scoring, repository.seen(scoring, reference)));
    }
}
