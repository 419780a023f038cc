package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import oddboard.detector.EngineFailures;
import oddboard.detector.Explanation;
import oddboard.detector.Graph;
import oddboard.detector.GraphBuilder;
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

/** The heads of a plan as a model: what they remember, and how far images are from it. */
public final class PatchesModel implements Model {
    /** Pixels of a batch; small enough that what is computed of them stays in a core's cache. */
    private static final int BATCH_PIXELS = 1 << 16;

    private static final int GPU_BATCH_PIXELS = 1 << 22;
    private static final int MAX_BATCH = 1024;
    private final String detector;
    private final Settings settings;
    private final ImageShape shape;
    private final NDManager manager;
    private final Plan plan;
    /** What it scores by: the plan itself, or one of those beside it. */
    private Plan scored;

    final List<Calibration> calibrations;
    private final int batch;
    private final FitState state = new FitState();

    private PatchesModel(
            String detector, Settings settings, ImageShape shape, NDManager manager, Function<NDManager, Plan> plans) {
        this.detector = detector;
        this.settings = settings;
        this.shape = shape;
        this.manager = manager;
        plan = plans.apply(manager);
        scored = plan;
        calibrations = plan.heads().stream().map(head -> new Calibration()).toList();
        int pixels = manager.getDevice().isGpu() ? GPU_BATCH_PIXELS : BATCH_PIXELS;
        batch = Math.clamp(pixels / (shape.size() * shape.size()), 1, MAX_BATCH);
    }

    /**
     * @param detector whose checkpoints these are
     * @param settings with {@code seed}
     * @param plans makes the heads in the memory of a manager
     */
    public static Model open(
            String detector, Settings settings, ImageShape shape, String device, Function<NDManager, Plan> plans) {
        return EngineFailures.translated(() -> {
            NDManager manager = NDManager.newBaseManager(EngineDevices.byName(device), "PyTorch");
            try {
                return new PatchesModel(detector, settings, shape, manager, plans);
            } catch (RuntimeException | Error e) {
                manager.close();
                throw e;
            }
        });
    }

    @Override
    public MapGrid mapGrid() {
        return scored.heads().getFirst().grid();
    }

    @Override
    public long parameterCount() {
        return scored.heads().stream().mapToLong(Head::parameters).sum();
    }

    @Override
    public long frozenParameterCount() {
        return plan.features().stream().mapToLong(Features::frozenParameters).sum();
    }

    @Override
    public int epoch() {
        return state.phase == FitState.FITTED ? 1 : 0;
    }

    @Override
    public boolean fit(ImageSource train, Progress progress) {
        requireShape(train);
        if (train.count() < 2) {
            throw new TrainingException(
                    "TOO_FEW_IMAGES",
                    "The data set has " + train.count() + " training images; this detector needs two or more.");
        }
        return EngineFailures.translated(() -> new FitPass(this, train, progress).run());
    }

    @Override
    public boolean score(ImageSource images, int first, ScoreSink sink, Progress progress) {
        requireFitted(images);
        return EngineFailures.translated(() -> pass(images, first, List.of(sink), progress));
    }

    @Override
    public List<Entry> entries() {
        return scored.others().entrySet().stream()
                .map(other -> new Entry(
                        other.getKey(),
                        Map.of("head", other.getKey()),
                        other.getValue().heads().getFirst().parameters(),
                        other.getValue().heads().getFirst().grid()))
                .toList();
    }

    @Override
    public void only(Entry entry) {
        scored = Objects.requireNonNull(plan.others().get(entry.name()), entry.name());
    }

    @Override
    public boolean scoreAll(ImageSource images, List<ScoreSink> sinks, Progress progress) {
        requireFitted(images);
        return EngineFailures.translated(() -> pass(images, 0, sinks, progress));
    }

    /** @param sinks of the plan itself, and of the other plans where they are wanted */
    private boolean pass(ImageSource images, int first, List<ScoreSink> sinks, Progress progress) {
        List<Plan> plans = Stream.concat(Stream.of(scored), scored.others().values().stream())
                .limit(sinks.size())
                .toList();
        ImageBatch reader = new ImageBatch(images, batch);
        int[] some = new int[batch];
        for (int done = first; done < images.count(); ) {
            if (progress.stopRequested()) {
                return false;
            }
            int count = Math.min(batch, images.count() - done);
            for (int i = 0; i < count; i++) {
                some[i] = done + i;
            }
            List<Fusion.Fused> fused = fuse(plans, reader, some, count);
            for (int plan = 0; plan < fused.size(); plan++) {
                Fusion.Fused of = fused.get(plan);
                for (int i = 0; i < count; i++) {
                    sinks.get(plan).accept(done + i, of.scores()[i], Explanation.map(of.maps()[i]));
                }
            }
            done += count;
            progress.images(0, done, images.count());
        }
        return true;
    }

    @Override
    public Graph graph() {
        if (state.phase != FitState.FITTED) {
            throw new IllegalStateException("The model has not seen its training images.");
        }
        return new FusionGraph(scored, calibrations, new GraphBuilder(shape)).build();
    }

    private List<Fusion.Fused> fuse(List<Plan> plans, ImageBatch reader, int[] images, int count) {
        try (NDManager scope = manager.newSubManager()) {
            List<Head> heads = plans.stream().flatMap(p -> p.heads().stream()).toList();
            List<Head.Scored> each = headScores(heads, reader, images, count, scope);
            List<Fusion.Fused> of = new ArrayList<>();
            int next = 0;
            for (Plan one : plans) {
                int end = next + one.heads().size();
                of.add(new Fusion(one, calibrations).of(each.subList(next, end), count));
                next = end;
            }
            return of;
        }
    }

    /** What each head says of a batch that is always equally large, so that an image's numbers depend on it alone. */
    List<Head.Scored> headScores(List<Head> heads, ImageBatch reader, int[] images, int count, NDManager scope) {
        NDArray pixels = reader.filled(images, count, scope);
        Map<Features, NDArray> computed = new IdentityHashMap<>();
        List<Head.Scored> each = new ArrayList<>();
        for (Head head : heads) {
            NDArray x = computed.computeIfAbsent(head.features(), features -> features.of(pixels, scope));
            each.add(head.score(x, scope));
        }
        return each;
    }

    private void requireFitted(ImageSource images) {
        requireShape(images);
        if (state.phase != FitState.FITTED) {
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
        CheckpointFile.write(CheckpointFile.owner(detector, settings, shape), this::write, to);
    }

    private void write(DataOutputStream out) throws IOException {
        state.save(out);
        if (state.phase == FitState.SAMPLING) {
            return;
        }
        for (Calibration calibration : calibrations) {
            calibration.save(out);
        }
        for (NDArray array : arrays()) {
            CheckpointFile.writeArray(manager, array, out);
        }
    }

    @Override
    public void restore(InputStream from) throws IOException {
        CheckpointFile.read(CheckpointFile.owner(detector, settings, shape), this::read, from);
    }

    private void read(DataInputStream in) throws IOException {
        state.restore(in);
        if (state.phase == FitState.SAMPLING) {
            return;
        }
        for (Calibration calibration : calibrations) {
            calibration.restore(in);
        }
        begin(heldOut(state.images));
        for (NDArray array : arrays()) {
            CheckpointFile.readArray(manager, array, in);
        }
        if (state.phase == FitState.FITTED) {
            calibrations.forEach(Calibration::settle);
        }
    }

    private List<NDArray> arrays() {
        boolean finished = state.phase > FitState.OBSERVING;
        return Stream.concat(
                        plan.features().stream().flatMap(f -> f.state().stream()),
                        plan.everyHead().stream().flatMap(head -> head.state(finished).stream()))
                .toList();
    }

    /** The heads make room for the images that they will observe. */
    void begin(HeldOut held) {
        plan.heads().forEach(head -> head.begin(held.trained()));
        plan.otherHeads().forEach(head -> head.begin(state.images));
    }

    HeldOut heldOut(int images) {
        return new HeldOut(images, settings.integer("seed"), plan.combined());
    }

    @Override
    public void close() {
        manager.close();
    }

    FitState state() {
        return state;
    }

    Plan plan() {
        return plan;
    }

    NDManager manager() {
        return manager;
    }

    long seed() {
        return settings.integer("seed");
    }

    int batch() {
        return batch;
    }
}
