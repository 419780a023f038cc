package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.Seeds;

/** Which images a step sees and how they are changed: it follows from the seed and the step's number alone. */
final class StepDraws {
    private static final long ORDER = 21;
    private static final long CHANGES = 22;
    private static final double SMALLEST_CROP = 0.75;
    private static final double BRIGHTNESS = 0.2;
    private static final double COLOR = 0.1 * 255;
    private final long seed;
    private final int images;
    private final int batch;
    private long pass = -1;
    private int[] order = new int[0];

    /** @param images in the training split */
    StepDraws(long seed, int images, int batch) {
        this.seed = seed;
        this.images = images;
        this.batch = batch;
    }

    /** Every image once, in random order, before any comes again. */
    int[] images(int step) {
        int[] chosen = new int[batch];
        for (int i = 0; i < batch; i++) {
            long place = (long) step * batch + i;
            if (place / images != pass) {
                pass = place / images;
                order = Seeds.permutation(images, Seeds.random(seed, ORDER, pass));
            }
            chosen[i] = order[(int) (place % images)];
        }
        return chosen;
    }

    /** Mirrors half of the images [N, C, 32, 32], takes a part of each, and changes its brightness and colors. */
    NDArray changed(NDArray small, int step, NDManager scope) {
        SplittableRandom random = Seeds.random(seed, CHANGES, step);
        int channels = (int) small.getShape().get(1);
        float[] where = new float[6 * batch];
        float[] gain = new float[batch];
        float[] shift = new float[channels * batch];
        for (int i = 0; i < batch; i++) {
            boolean mirrored = random.nextBoolean();
            double part = random.nextDouble(SMALLEST_CROP, 1);
            where[6 * i] = (float) (mirrored ? -part : part);
            where[6 * i + 2] = (float) ((1 - part) * random.nextDouble(-1, 1));
            where[6 * i + 4] = (float) part;
            where[6 * i + 5] = (float) ((1 - part) * random.nextDouble(-1, 1));
            gain[i] = (float) random.nextDouble(1 - BRIGHTNESS, 1 + BRIGHTNESS);
            for (int c = 0; c < channels; c++) {
                shift[channels * i + c] = (float) random.nextDouble(-COLOR, COLOR);
            }
        }
        return RotationOps.one(
                "changed",
                scope,
                small,
                NativeArrays.of(scope, new Shape(batch, 2, 3), where),
                NativeArrays.of(scope, new Shape(batch, 1, 1, 1), gain),
                NativeArrays.of(scope, new Shape(batch, channels, 1, 1), shift));
    }
}
