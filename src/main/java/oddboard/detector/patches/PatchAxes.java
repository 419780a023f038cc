package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import oddboard.detector.part.NativeArrays;

/** Principal axes of patches of 8 x 8 pixels as kernels of a convolution: not whitened, the first with a deviation of 3. */
final class PatchAxes {
    static final int COUNT = 24;
    private static final int PIXELS = 64;
    private static final double FIRST_DEVIATION = 3;
    private static final double FLOOR = 1e-5;

    private final NDManager manager;
    private final int channels;
    private final int numbers;
    private final boolean decorrelated;
    private final NDArray kernels;
    private final NDArray offset;
    private final NDArray sum;
    private final NDArray squares;
    private long rows;

    /** @param decorrelated whether colors are turned to their own principal axes and scaled alike first */
    PatchAxes(NDManager manager, int channels, boolean decorrelated) {
        this.manager = manager;
        this.channels = channels;
        this.decorrelated = decorrelated;
        numbers = PIXELS * channels;
        kernels = manager.zeros(new Shape(COUNT, channels, 8, 8));
        offset = manager.zeros(new Shape(COUNT));
        sum = manager.zeros(new Shape(1, numbers), DataType.FLOAT64);
        squares = manager.zeros(new Shape(1, numbers, numbers), DataType.FLOAT64);
    }

    void begin() {
        sum.muli(0);
        squares.muli(0);
        rows = 0;
    }

    /** @param patches float64 [n, 64 * channels], channel by channel */
    void add(NDArray patches, NDManager scope) {
        PatchOps.one("products", scope, new NDList(sum, squares), patches.reshape(-1, 1, numbers));
        rows += patches.getShape().get(0);
    }

    void settle() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray found = PatchOps.one("covariances", scope, sum, squares, (double) rows);
            double[] covariance = found.toDoubleArray();
            double[][] colors = decorrelated ? colors(covariance, scope) : identity();
            NDList axes = eigen(turned(covariance, colors), numbers, scope);
            double[] vectors = axes.get(0).toDoubleArray();
            double factor = FIRST_DEVIATION / (Math.sqrt(Math.max(0, axes.get(1).toDoubleArray()[0])) + 1e-6);
            double[] mean = sum.toDoubleArray();
            float[] weights = new float[COUNT * numbers];
            float[] offsets = new float[COUNT];
            for (int axis = 0; axis < COUNT; axis++) {
                double along = 0;
                for (int i = 0; i < numbers; i++) {
                    double weight = 0;
                    for (int c = 0; c < channels; c++) {
                        weight += colors[c][i / PIXELS] * vectors[(c * PIXELS + i % PIXELS) * numbers + axis];
                    }
                    weights[axis * numbers + i] = (float) (factor * weight);
                    along += factor * weight * mean[i] / rows;
                }
                offsets[axis] = (float) -along;
            }
            PatchOps.one("put", scope, kernels, NativeArrays.of(scope, kernels.getShape(), weights), 0);
            PatchOps.one("put", scope, offset, NativeArrays.of(scope, offset.getShape(), offsets), 0);
        }
    }

    private double[][] identity() {
        double[][] same = new double[channels][channels];
        for (int c = 0; c < channels; c++) {
            same[c][c] = 1;
        }
        return same;
    }

    /** Rows turn a color to its principal axes and scale each to the deviation of the first. */
    private double[][] colors(double[] covariance, NDManager scope) {
        double[] mean = new double[channels * channels];
        for (int a = 0; a < channels; a++) {
            for (int b = 0; b < channels; b++) {
                for (int p = 0; p < PIXELS; p++) {
                    mean[a * channels + b] += covariance[(a * PIXELS + p) * numbers + b * PIXELS + p] / PIXELS;
                }
            }
        }
        NDList axes = eigen(mean, channels, scope);
        double[] vectors = axes.get(0).toDoubleArray();
        double[] values = axes.get(1).toDoubleArray();
        double[][] turn = new double[channels][channels];
        for (int a = 0; a < channels; a++) {
            double scale = Math.sqrt((values[0] + FLOOR) / (Math.max(0, values[a]) + FLOOR));
            for (int c = 0; c < channels; c++) {
                turn[a][c] = scale * vectors[c * channels + a];
            }
        }
        return turn;
    }

    /** The covariance of patches whose colors are turned. */
    private double[] turned(double[] covariance, double[][] colors) {
        double[] half = new double[covariance.length];
        double[] whole = new double[covariance.length];
        for (int i = 0; i < numbers; i++) {
            for (int j = 0; j < numbers; j++) {
                for (int c = 0; c < channels; c++) {
                    half[i * numbers + j] +=
                            colors[i / PIXELS][c] * covariance[(c * PIXELS + i % PIXELS) * numbers + j];
                }
            }
        }
        for (int i = 0; i < numbers; i++) {
            for (int j = 0; j < numbers; j++) {
                for (int c = 0; c < channels; c++) {
                    whole[i * numbers + j] += colors[j / PIXELS][c] * half[i * numbers + c * PIXELS + j % PIXELS];
                }
            }
        }
        return whole;
    }

    private static NDList eigen(double[] matrix, int edge, NDManager scope) {
        ByteBuffer bytes = NativeArrays.direct(8L * matrix.length);
        bytes.asDoubleBuffer().put(matrix);
        NDArray array = NativeArrays.over(scope, bytes, new Shape(edge, edge), DataType.FLOAT64);
        return PatchOps.all("axes", scope, array);
    }

    NDArray kernels() {
        return kernels;
    }

    NDArray offset() {
        return offset;
    }

    List<NDArray> state() {
        return List.of(kernels, offset);
    }
}
