package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusedAdamTest {
    private static final double RATE = 0.01;
    private static final double DECAY = 0.1;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsThePublishedFormulaForTenSteps(boolean decoupled) {
        SplittableRandom random = new SplittableRandom(3);
        int[] sizes = {1, 37, 1000};
        double[][] weights = new double[sizes.length][];
        double[][] m = new double[sizes.length][];
        double[][] v = new double[sizes.length][];
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDList parameters = new NDList();
            for (int p = 0; p < sizes.length; p++) {
                weights[p] = random.doubles(sizes[p], -1, 1)
                        .map(value -> (float) value)
                        .toArray();
                m[p] = new double[sizes[p]];
                v[p] = new double[sizes[p]];
                parameters.add(array(manager, weights[p]));
            }
            FusedAdam adam = new FusedAdam(manager, parameters, decoupled, RATE, DECAY);
            for (int t = 1; t <= 10; t++) {
                NDList gradients = new NDList();
                for (int p = 0; p < sizes.length; p++) {
                    double[] gradient = random.doubles(sizes[p], -1, 1)
                            .map(value -> (float) value)
                            .toArray();
                    gradients.add(array(manager, gradient));
                    for (int i = 0; i < sizes[p]; i++) {
                        m[p][i] = 0.9 * m[p][i] + 0.1 * gradient[i];
                        v[p][i] = 0.999 * v[p][i] + 0.001 * gradient[i] * gradient[i];
                        double mean = m[p][i] / (1 - Math.pow(0.9, t));
                        double variance = v[p][i] / (1 - Math.pow(0.999, t));
                        double decay = decoupled ? RATE * DECAY * weights[p][i] : 0;
                        weights[p][i] -= decay + RATE * mean / (Math.sqrt(variance) + 1e-8);
                    }
                }
                adam.step(manager, gradients);
            }
            for (int p = 0; p < sizes.length; p++) {
                float[] found = parameters.get(p).toFloatArray();
                for (int i = 0; i < sizes[p]; i++) {
                    assertThat((double) found[i]).isCloseTo(weights[p][i], within(2e-6));
                }
            }
            assertThat(adam.state().getLast().toFloatArray()).containsExactly(10f);
        }
    }

    private static NDArray array(NDManager manager, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return NativeArrays.of(manager, new Shape(floats.length), floats).duplicate();
    }
}
