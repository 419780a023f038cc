package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import oddboard.detector.EngineFailures;
import oddboard.detector.Explanation;
import oddboard.detector.Graph;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.MapGrid;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.ScoreSink;
import oddboard.detector.Settings;
import oddboard.detector.TrainingException;
import oddboard.detector.part.CheckpointFile;
import oddboard.detector.part.EngineDevices;
import oddboard.detector.part.ImageBatch;
import org.jspecify.annotations.Nullable;

/** The network, and what it says of the training images. */
final class RotationModel implements Model {
    static final String NEAREST = "knn";
    static final int MAX_IMAGES = 5000;
    /** Small, since a single image costs as much; always the same, so that an image's score depends on it alone. */
    private static final int BATCH = 16;

    private static final int GPU_BATCH = 256;

    private final Settings settings;
    private final ImageShape shape;
    private final NDManager manager;
    private final RotationNetwork network;
    private final Preparation preparation;
    private final RotationState state = new RotationState();
    /** Of training images in each rotation [4, M, 128]; null until it is needed. */
    private @Nullable NDArray bank;

    private RotationModel(Settings settings, ImageShape shape, NDManager manager) {
        this.settings = settings;
        this.shape = shape;
        this.manager = manager;
        network = new RotationNetwork(manager, shape.channels(), seed());
        preparation = new Preparation(manager, shape);
    }

    static Model open(Settings settings, ImageShape shape, String device) {
        return EngineFailures.translated(() -> {
            NDManager manager = NDManager.newBaseManager(EngineDevices.byName(device), "PyTorch");
            try {
                return new RotationModel(settings, shape, manager);
            } catch (RuntimeException | Error e) {
                manager.close();
                throw e;
            }
        });
    }

    @Override
    public MapGrid mapGrid() {
        double step = (double) shape.size() / RotationNetwork.CELLS;
        return new MapGrid(RotationNetwork.CELLS, step / 2 - 0.5, step);
    }

    @Override
    public long parameterCount() {
        return network.parameterCount() + (bank == null ? 0 : bank.size());
    }

    @Override
    public int epoch() {
        return state.fitted ? 1 : 0;
    }

    @Override
    public boolean fit(ImageSource train, Progress progress) {
        requireShape(train);
        if (train.count() < 2) {
            throw new TrainingException(
                    "TOO_FEW_IMAGES",
                    "The data set has " + train.count() + " training images; this detector needs two or more.");
        }
        return EngineFailures.translated(() -> new RotationTraining(this, train, progress).run());
    }

    @Override
    public boolean score(ImageSource images, int first, ScoreSink sink, Progress progress) {
        requireShape(images);
        requireFitted();
        return EngineFailures.translated(() -> pass(images, first, sink, progress));
    }

    private boolean pass(ImageSource images, int first, ScoreSink sink, Progress progress) {
        JniUtils.setGradMode(false);
        ImageBatch reader = new ImageBatch(images, scoringBatch());
        int[] some = new int[scoringBatch()];
        int cells = RotationNetwork.CELLS * RotationNetwork.CELLS;
        for (int done = first; done < images.count(); ) {
            if (progress.stopRequested()) {
                return false;
            }
            int count = Math.min(some.length, images.count() - done);
            for (int i = 0; i < count; i++) {
                some[i] = done + i;
            }
            try (NDManager scope = manager.newSubManager()) {
                NDList scored = scored(features(reader, some, count, scope), scope);
                double[] scores = scored.get(0).toDoubleArray();
                float[] maps = scored.get(1).toFloatArray();
                float[] map = new float[cells];
                for (int i = 0; i < count; i++) {
                    requireFinite(done + i, scores[i]);
                    System.arraycopy(maps, i * cells, map, 0, cells);
                    sink.accept(done + i, scores[i], Explanation.map(map));
                }
            }
            done += count;
            progress.images(0, done, images.count());
        }
        return true;
    }

    private static void requireFinite(int image, double score) {
        if (!Double.isFinite(score)) {
            throw new TrainingException(
                    "LOSS_NOT_FINITE",
                    "Image " + image + " has no finite score: the weights are too large; train again with a smaller"
                            + " learning rate.");
        }
    }

    private NDList scored(NDArray features, NDManager scope) {
        return isNearest()
                ? RotationOps.all("nearest", scope, features, Objects.requireNonNull(bank))
                : RotationOps.all("unlikely", scope, features, network.ofHead("weight"), network.ofHead("bias"));
    }

    /** Of the images named in their four rotations [4 * N, 128, 4, 4]; N is always the same. */
    NDArray features(ImageBatch reader, int[] images, int count, NDManager scope) {
        NDArray small = preparation.small(reader.filled(images, count, scope), scope);
        return network.features(preparation.turned(small, scope), false);
    }

    @Override
    public Graph graph() {
        requireFitted();
        return new RotationGraph(this).build();
    }

    private void requireFitted() {
        if (!state.fitted) {
            throw new IllegalStateException("The model has not seen its training images.");
        }
    }

    private void requireShape(ImageSource source) {
        if (!source.shape().equals(shape)) {
            throw new IllegalArgumentException("The model is for " + shape + ", the images are " + source.shape());
        }
    }

    @Override
    public void save(OutputStream to) throws IOException {
        CheckpointFile.write(CheckpointFile.owner(RotationDetector.ID, settings, shape), this::write, to);
    }

    private void write(DataOutputStream out) throws IOException {
        state.save(out);
        for (NDArray array : arrays()) {
            CheckpointFile.writeArray(manager, array, out);
        }
    }

    @Override
    public void restore(InputStream from) throws IOException {
        CheckpointFile.read(CheckpointFile.owner(RotationDetector.ID, settings, shape), this::read, from);
    }

    private void read(DataInputStream in) throws IOException {
        state.restore(in, settings.integer("steps"));
        for (NDArray array : arrays()) {
            CheckpointFile.readArray(manager, array, in);
        }
    }

    private NDList arrays() {
        NDList arrays = network.state();
        arrays.addAll(preparation.state());
        if (state.fitted && isNearest()) {
            arrays.add(bank());
        }
        return arrays;
    }

    /** Room for what the network says of the training images. */
    NDArray bank() {
        int rows = Math.min(MAX_IMAGES, state.images);
        if (bank == null) {
            bank = manager.zeros(new Shape(RotationNetwork.ROTATIONS, rows, RotationNetwork.DEPTH));
        }
        return bank;
    }

    @Override
    public void close() {
        manager.close();
    }

    boolean isNearest() {
        return settings.choice("score").equals(NEAREST);
    }

    int scoringBatch() {
        return manager.getDevice().isGpu() ? GPU_BATCH : BATCH;
    }

    long seed() {
        return settings.integer("seed");
    }

    Settings settings() {
        return settings;
    }

    ImageShape shape() {
        return shape;
    }

    NDManager manager() {
        return manager;
    }

    RotationNetwork network() {
        return network;
    }

    Preparation preparation() {
        return preparation;
    }

    RotationState state() {
        return state;
    }
}
