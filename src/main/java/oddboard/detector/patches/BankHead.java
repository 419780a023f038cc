package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;
import oddboard.detector.part.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * A memory bank of cells from anywhere in the images (PatchCore, arXiv 2106.08265), chosen by greedy k-center; the map is
 * the distance to the nearest of them.
 */
final class BankHead implements Head {
    private static final int CANDIDATES = 20_000;
    /** Centers between two questions whether to stop. */
    private static final int CENTERS = 100;

    private static final int MAX_CELLS = 4096;
    private static final long STREAM = 11;
    private final NDManager manager;
    private final Features features;
    private final Pooling pooling;
    private final int size;
    private final long seed;
    private int images;
    private @Nullable RowSample sample;
    private @Nullable NDArray bank;

    BankHead(NDManager manager, Features features, Pooling pooling, int size, long seed) {
        this.manager = manager;
        this.features = features;
        this.pooling = pooling;
        this.size = size;
        this.seed = seed;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public MapGrid grid() {
        return features.grid();
    }

    @Override
    public long parameters() {
        return (long) size * features.depth();
    }

    @Override
    public void begin(int observed) {
        images = observed;
        release();
        sample = new RowSample(
                manager,
                Math.max(CANDIDATES, 2 * size),
                observed,
                features.cells(),
                features.depth(),
                Seeds.random(seed, STREAM));
    }

    private void release() {
        if (sample != null) {
            sample.table().close();
            sample = null;
        }
        if (bank != null) {
            bank.close();
            bank = null;
        }
    }

    private int rows() {
        return RowSample.rows(size, images, features.cells());
    }

    @Override
    public void observe(NDArray x, int first, NDManager scope) {
        Objects.requireNonNull(sample).take(x, first, scope);
    }

    @Override
    public boolean prepare(BooleanSupplier stopped) {
        if (bank != null) {
            return true;
        }
        NDArray rows = Objects.requireNonNull(sample).table();
        try (NDManager whole = manager.newSubManager()) {
            NDArray chosen = whole.zeros(new Shape(rows(), features.depth()));
            NDList start = PatchOps.all("nocenters", whole, rows);
            NDArray far = start.get(1);
            NDArray at = start.get(2);
            for (int done = 0; done < rows(); done += CENTERS) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                try (NDManager scope = manager.newSubManager()) {
                    int count = Math.min(CENTERS, rows() - done);
                    NDList next = PatchOps.all("centers", scope, rows, start.get(0), far, at, count);
                    PatchOps.one("put", scope, chosen, next.get(0), done);
                    far = replaced(far, next.get(1), whole);
                    at = replaced(at, next.get(2), whole);
                }
            }
            chosen.attach(manager);
            bank = chosen;
        }
        return true;
    }

    private static NDArray replaced(NDArray before, NDArray now, NDManager scope) {
        before.close();
        now.attach(scope);
        return now;
    }

    @Override
    public void finish() {
        Objects.requireNonNull(sample).table().close();
        sample = null;
    }

    @Override
    public Scored score(NDArray x, NDManager scope) {
        NDArray maps = nearest(x, Objects.requireNonNull(bank), scope);
        return new Scored(pooling.of(maps, scope), maps);
    }

    /** Of large images a part of the cells at a time: their products with the bank would fill the memory. */
    private static NDArray nearest(NDArray x, NDArray bank, NDManager scope) {
        long cells = x.getShape().get(1);
        if (cells <= MAX_CELLS) {
            return PatchOps.one("nearest", scope, x, bank);
        }
        NDList parts = new NDList();
        for (long from = 0; from < cells; from += MAX_CELLS) {
            long to = Math.min(cells, from + MAX_CELLS);
            try (NDManager some = scope.newSubManager()) {
                NDArray part = PatchOps.one("nearest", some, PatchOps.one("cells", some, x, from, to), bank);
                part.attach(scope);
                parts.add(part);
            }
        }
        return PatchOps.one("beside", scope, parts);
    }

    @Override
    public List<NDArray> state(boolean finished) {
        if (finished && bank == null) {
            release();
            bank = manager.zeros(new Shape(rows(), features.depth()));
        }
        return List.of(
                finished
                        ? Objects.requireNonNull(bank)
                        : Objects.requireNonNull(sample).table());
    }

    @Override
    public Described describe(PatchGraph graph, Value x) {
        Value known = graph.constant(Objects.requireNonNull(bank));
        Value maps = graph.nearest(x, known, features.cells(), features.depth()).distances();
        return new Described(pooling.describe(graph, maps, features.cells()), maps);
    }
}
