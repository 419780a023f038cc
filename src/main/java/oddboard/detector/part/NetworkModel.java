package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import oddboard.detector.Dependence;
import oddboard.detector.EngineFailures;
import oddboard.detector.Graph;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.ScoreSink;
import oddboard.detector.Settings;
import org.jspecify.annotations.Nullable;

/** Any network as a model: training, scoring, saving. */
public final class NetworkModel implements Model {
    private static final int GPU_MICRO_BATCH = 1024;
    private static final double DEFAULT_ELEMENTS = 64 * 64 * 3;
    private final String detector;
    private final Settings settings;
    private final ImageShape shape;
    private final Network network;
    private final NDManager manager;
    private final Runner runner;
    private final Weights weights;
    private final List<FusedAdam> optimizers;
    private final ErrorScore errorScore;
    private final TrainingState state = new TrainingState();
    private @Nullable NDList other;

    private NetworkModel(String detector, Settings settings, ImageShape shape, Device device, Network network) {
        this.detector = detector;
        this.settings = settings;
        this.shape = shape;
        this.network = network;
        manager = NDManager.newBaseManager(device, "PyTorch");
        try {
            weights = new Weights(manager, network.parts(), settings.integer("seed"));
            boolean decoupled = settings.choice("optimizer").equals("adamw");
            optimizers = weights.trained().stream()
                    .map(parameters -> new FusedAdam(
                            manager,
                            parameters,
                            decoupled,
                            settings.number("learningRate"),
                            settings.number("weightDecay")))
                    .toList();
            runner = new Runner(manager, settings.choice("precision").equals("bfloat16"));
            errorScore = new ErrorScore(manager, settings, shape);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** @param device {@code cpu} or {@code cuda:N} */
    public static Model open(
            String detector, Settings settings, ImageShape shape, String device, Supplier<Network> network) {
        return EngineFailures.translated(
                () -> new NetworkModel(detector, settings, shape, EngineDevices.byName(device), network.get()));
    }

    @Override
    public long parameterCount() {
        return weights.parameterCount();
    }

    @Override
    public int epoch() {
        return state.epoch;
    }

    @Override
    public boolean fit(ImageSource train, Progress progress) {
        return fit(train, new NoImages(shape), progress);
    }

    @Override
    public boolean fit(ImageSource train, ImageSource validation, Progress progress) {
        requireShape(train);
        requireShape(validation);
        return EngineFailures.translated(() -> {
            if (!isTrained()) {
                placeBest(false);
                errorScore.forget();
                if (!new TrainingLoop(this, train, new Validation(this, validation, progress), progress).run()) {
                    return false;
                }
            }
            placeBest(keepsBest());
            return errorScore.measure(this, validation.count() > 0 ? validation : train, progress);
        });
    }

    @Override
    public boolean score(ImageSource images, int first, ScoreSink sink, Progress progress) {
        requireShape(images);
        return EngineFailures.translated(
                () -> reconstruct(images, first, (batch, out) -> errorScore.score(this, batch, out, sink), progress));
    }

    /** @return false where it was stopped */
    boolean reconstruct(ImageSource images, int first, ScoringLoop.Step step, Progress progress) {
        if (images.count() <= first) {
            return true;
        }
        try (NDManager kept = manager.newSubManager()) {
            NDList before = network.scoringBatch() > 0 ? copied(kept) : new NDList();
            try {
                return runner.within(kept, () -> ScoringLoop.run(this, images, first, step, progress));
            } finally {
                // batch statistics move the running ones
                if (!before.isEmpty()) {
                    TorchOps.assign(kept, weights.all(), before);
                }
            }
        }
    }

    @Override
    public Dependence dependence() {
        return network.dependence();
    }

    private NDList copied(NDManager into) {
        NDList copies = new NDList();
        for (NDArray array : weights.all()) {
            NDArray copy = array.duplicate();
            copy.attach(into);
            copies.add(copy);
        }
        return copies;
    }

    private void requireShape(ImageSource source) {
        if (!source.shape().equals(shape)) {
            throw new IllegalArgumentException("The model is for " + shape + ", the images are " + source.shape());
        }
    }

    @Override
    public Graph graph() {
        return NetworkGraph.of(this);
    }

    @Override
    public void save(OutputStream to) throws IOException {
        NetworkCheckpoint.write(this, to);
    }

    @Override
    public void restore(InputStream from) throws IOException {
        NetworkCheckpoint.read(this, from);
    }

    @Override
    public void close() {
        manager.close();
    }

    /** All epochs are done, or as many as the patience allows. */
    boolean isTrained() {
        return state.epoch >= settings.integer("epochs") || isOutOfPatience();
    }

    boolean isOutOfPatience() {
        int patience = settings.integer("patience");
        return patience > 0 && state.epoch - state.bestEpoch >= patience;
    }

    boolean keepsBest() {
        return settings.choice("checkpoint").equals("best");
    }

    /** Remembers the present weights as the best ones. */
    void keepBest() {
        if (keepsBest()) {
            try (NDManager scope = manager.newSubManager()) {
                TorchOps.assign(scope, other(), weights.all());
            }
        }
    }

    /** Puts the best weights or the last ones into the network, and the others aside. */
    private void placeBest(boolean wanted) {
        if (state.bestInPlace != wanted) {
            try (NDManager scope = manager.newSubManager()) {
                TorchOps.swap(scope, weights.all(), other());
            }
            state.bestInPlace = wanted;
        }
    }

    /** The set of weights that the network does not hold: the best ones while it trains. */
    NDList other() {
        if (other == null) {
            other = new NDList();
            for (NDArray array : weights.all()) {
                other.add(manager.zeros(array.getShape(), array.getDataType()));
            }
        }
        return other;
    }

    /** Images at once, zero where batches may not be split. */
    int microBatchSize() {
        return network.microBatchSize() == 0 ? 0 : fitting(network.microBatchSize());
    }

    int scoringBatchSize() {
        return network.scoringBatch() > 0 ? network.scoringBatch() : fitting(network.scoringBatchSize());
    }

    /** Where batches are small, as on a CPU, and an image's score is its own. */
    boolean fillsBatches() {
        return network.scoringBatch() == 0 && !manager.getDevice().isGpu();
    }

    private int fitting(int microBatch) {
        int wanted = manager.getDevice().isGpu() ? Math.max(microBatch, GPU_MICRO_BATCH) : microBatch;
        return (int) Math.max(1, wanted * DEFAULT_ELEMENTS / Math.max(shape.elements(), DEFAULT_ELEMENTS));
    }

    String detector() {
        return detector;
    }

    Settings settings() {
        return settings;
    }

    ImageShape shape() {
        return shape;
    }

    Network network() {
        return network;
    }

    NDManager manager() {
        return manager;
    }

    Runner runner() {
        return runner;
    }

    Weights weights() {
        return weights;
    }

    List<FusedAdam> optimizers() {
        return optimizers;
    }

    ErrorScore errorScore() {
        return errorScore;
    }

    TrainingState state() {
        return state;
    }
}
