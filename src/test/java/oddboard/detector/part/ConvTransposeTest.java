package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvTransposeTest {
    private static final int N = 2;
    private static final int IN = 3;
    private static final int OUT = 2;
    private static final int SIZE = 4;
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final SplittableRandom random = new SplittableRandom(7);

    @AfterEach
    void release() {
        JniUtils.setGradMode(false);
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({"4,2,1", "3,1,1", "3,2,0", "2,2,0", "5,3,2"})
    void followsTheDefinition(int kernel, int stride, int padding) {
        double[] x = drawn(N * IN * SIZE * SIZE);
        double[] weight = drawn(IN * OUT * kernel * kernel);
        double[] bias = drawn(OUT);
        int size = (SIZE - 1) * stride - 2 * padding + kernel;

        Shape shape = block(kernel, stride, padding).getOutputShapes(new Shape[] {new Shape(N, IN, SIZE, SIZE)})[0];
        NDArray out = TorchOps.convTranspose(
                array(x, N, IN, SIZE, SIZE),
                array(weight, IN, OUT, kernel, kernel),
                array(bias, OUT),
                NativeArrays.host(manager, (long) stride, padding));

        assertThat(shape).isEqualTo(new Shape(N, OUT, size, size)).isEqualTo(out.getShape());
        assertThat(doubles(out))
                .usingComparatorWithPrecision(1e-5)
                .containsExactly(defined(x, weight, bias, kernel, stride, padding));
    }

    @Test
    void hasTheGradientThatFiniteDifferencesShow() {
        int kernel = 4;
        double[][] given = {drawn(IN * SIZE * SIZE * N), drawn(IN * OUT * kernel * kernel), drawn(OUT)};
        NDArray x = array(given[0], N, IN, SIZE, SIZE);
        NDArray weight = array(given[1], IN, OUT, kernel, kernel);
        NDArray bias = array(given[2], OUT);
        NDList leaves = new NDList(x, weight, bias);
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        JniUtils.setGradMode(true);
        NDArray out = TorchOps.convTranspose(x, weight, bias, NativeArrays.host(manager, 2L, 1L));
        NDList gradients = TorchOps.gradients(out.square().sum(), leaves);
        JniUtils.setGradMode(false);

        double h = 1e-4;
        for (int leaf = 0; leaf < given.length; leaf++) {
            double[] gradient = doubles(gradients.get(leaf));
            for (int i = 0; i < gradient.length; i++) {
                double original = given[leaf][i];
                given[leaf][i] = original + h;
                double above = sumOfSquares(defined(given[0], given[1], given[2], kernel, 2, 1));
                given[leaf][i] = original - h;
                double below = sumOfSquares(defined(given[0], given[1], given[2], kernel, 2, 1));
                given[leaf][i] = original;
                double expected = (above - below) / (2 * h);
                assertThat(gradient[i]).isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void doublesAnImageAsABlock() {
        ConvTranspose block = block(4, 2, 1);
        block.setInitializer(ai.djl.training.initializer.Initializer.ONES, Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, new Shape(1, IN, SIZE, SIZE));
        NDArray ones = manager.ones(new Shape(1, IN, SIZE, SIZE));
        NDArray out = block.forward(new ParameterStore(manager, false), new NDList(ones), false)
                .head();
        assertThat(out.getShape()).isEqualTo(new Shape(1, OUT, 2 * SIZE, 2 * SIZE));
        // away from the border each output meets 2 x 2 of the 4 x 4 kernel in every channel
        assertThat(out.getFloat(0, 1, 3, 4)).isEqualTo(4f * IN);
        assertThat(out.getFloat(0, 0, 0, 0)).isEqualTo((float) IN);
    }

    private static ConvTranspose block(int kernel, int stride, int padding) {
        return new ConvTranspose(OUT, kernel, stride, padding);
    }

    /** out[n,o,y*s+i-p,x*s+j-p] += in[n,c,y,x] * weight[c,o,i,j], all in double. */
    private static double[] defined(double[] x, double[] weight, double[] bias, int kernel, int stride, int padding) {
        int size = (SIZE - 1) * stride - 2 * padding + kernel;
        double[] out = new double[N * OUT * size * size];
        for (int i = 0; i < out.length; i++) {
            out[i] = bias[i / (size * size) % OUT];
        }
        for (int at = 0; at < x.length; at++) {
            int column = at % SIZE;
            int row = at / SIZE % SIZE;
            int channel = at / (SIZE * SIZE) % IN;
            int image = at / (SIZE * SIZE * IN);
            for (int w = 0; w < OUT * kernel * kernel; w++) {
                int outColumn = column * stride + w % kernel - padding;
                int outRow = row * stride + w / kernel % kernel - padding;
                int filter = w / (kernel * kernel);
                if (outColumn >= 0 && outColumn < size && outRow >= 0 && outRow < size) {
                    out[((image * OUT + filter) * size + outRow) * size + outColumn] +=
                            x[at] * weight[channel * OUT * kernel * kernel + w];
                }
            }
        }
        return out;
    }

    private static double sumOfSquares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    // rounded to float, so that both sides start from the same numbers
    private double[] drawn(int count) {
        return random.doubles(count, -1, 1).map(value -> (float) value).toArray();
    }

    private NDArray array(double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return NativeArrays.of(manager, new Shape(shape), floats).duplicate();
    }

    private static double[] doubles(NDArray array) {
        float[] floats = array.toFloatArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }
}
