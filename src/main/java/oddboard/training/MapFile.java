package oddboard.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import oddboard.detector.MapGrid;
import oddboard.evaluation.AnomalyMaps;

/** Packs anomaly maps into a file and learns from which to which value they go. */
final class MapFile implements AutoCloseable {
    private static final double LOW_QUANTILE = 0.5;
    private static final double HIGH_QUANTILE = 0.995;
    private static final int SAMPLED = 1 << 20;

    private final PictureFile file;
    private final MapGrid grid;
    /** Every so many values one is kept to find the quantiles. */
    private final int every;

    private final float[] sample;
    private long seen;
    private int kept;
    private float smallest = Float.POSITIVE_INFINITY;
    private float largest = Float.NEGATIVE_INFINITY;

    /** @param images of which maps will come */
    MapFile(Path path, MapGrid grid, int images) throws IOException {
        this.grid = grid;
        file = new PictureFile(path);
        long values = (long) images * grid.values();
        every = (int) (values / SAMPLED + 1);
        sample = new float[(int) (values / every + 1)];
    }

    void add(float[] map) {
        byte[] packed = AnomalyMaps.packed(map);
        file.add(packed, packed.length);
        for (float value : map) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
            if (seen++ % every == 0) {
                sample[kept++] = value;
            }
        }
    }

    /** Shown from the median, since most of a map is normal, to where all but the most anomalous hundredths are still apart. */
    RunPictures.Maps maps() {
        Arrays.sort(sample, 0, kept);
        return new RunPictures.Maps(
                file.path(),
                scaled(quantile(LOW_QUANTILE), quantile(HIGH_QUANTILE)),
                scaled(kept == 0 ? 0 : smallest, kept == 0 ? 1 : largest));
    }

    private AnomalyMaps scaled(double low, double high) {
        return new AnomalyMaps(grid, low, high > low ? high : Math.max(low + 1e-6, Math.nextUp((float) low)));
    }

    private double quantile(double share) {
        return kept == 0 ? share : sample[(int) Math.min(kept - 1, Math.round(share * kept))];
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
