package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import oddboard.detector.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
    // fan_in: 24*4*4 and 3*32*32 as usual; a transposed convolution counts its outputs, 12*4*4.
    @ParameterizedTest
    @CsvSource({"conv,384", "linear,3072", "up,192"})
    void drawsWeightsAndBiasesWithinOneByTheRootOfFanIn(String kind, int fanIn) {
        Block block = switch (kind) {
            case "conv" -> Layers.down(64);
            case "linear" -> new Chain(Layers.flatten(), Layers.linear(64));
            default -> Layers.up(12);
        };
        Shape input = kind.equals("linear") ? new Shape(1, 3, 32, 32) : new Shape(1, 24, 16, 16);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            new Weights(manager, network(block, input).parts(), 1);
            double bound = 1 / Math.sqrt(fanIn);
            for (Parameter parameter : block.getParameters().values()) {
                float[] values = parameter.getArray().toFloatArray();
                double largest = 0;
                double sum = 0;
                double squares = 0;
                for (float value : values) {
                    largest = Math.max(largest, Math.abs(value));
                    sum += value;
                    squares += value * value;
                }
                assertThat(largest).isLessThanOrEqualTo(bound * 1.0001);
                if (values.length > 1000) {
                    assertThat(largest).isGreaterThan(bound * 0.99);
                    assertThat(sum / values.length).isBetween(-bound / 20, bound / 20);
                    // variance of a uniform distribution: bound^2 / 3
                    assertThat(squares / values.length).isBetween(bound * bound / 3 * 0.95, bound * bound / 3 * 1.05);
                }
            }
        }
    }

    @Test
    void startsBatchNormAtTheIdentity() {
        Block norm = Layers.batchNorm();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Weights weights =
                    new Weights(manager, network(norm, new Shape(1, 2, 8, 8)).parts(), 1);
            assertThat(weights.parameterCount()).isEqualTo(4);
            assertThat(weights.all()).hasSize(4);
            assertThat(norm.getDirectParameters().get("gamma").getArray().toFloatArray())
                    .containsExactly(1f, 1f);
            assertThat(norm.getDirectParameters().get("beta").getArray().toFloatArray())
                    .containsExactly(0f, 0f);
            assertThat(norm.getDirectParameters().get("runningMean").getArray().toFloatArray())
                    .containsExactly(0f, 0f);
            assertThat(norm.getDirectParameters().get("runningVar").getArray().toFloatArray())
                    .containsExactly(1f, 1f);
        }
    }

    @Test
    void drawsTheSameFromTheSameSeedAlone() {
        assertThat(drawn(1)).isEqualTo(drawn(1));
        assertThat(drawn(1)).isNotEqualTo(drawn(2));
    }

    private static float[] drawn(long seed) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return new Weights(
                            manager,
                            network(Layers.down(4), new Shape(1, 3, 32, 32)).parts(),
                            seed)
                    .all()
                    .head()
                    .toFloatArray();
        }
    }

    private static Network network(Block block, Shape input) {
        return new PartsOnly(List.of(new NetworkPart(block, input, 0)));
    }

    private record PartsOnly(List<NetworkPart> parts) implements Network {
        @Override
        public int microBatchSize() {
            return 0;
        }

        @Override
        public int scoringBatchSize() {
            return 1;
        }

        @Override
        public void learn(TrainingStep step) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Value describe(Value images, GraphPass pass) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray reconstruct(NDArray images, InferencePass pass) {
            throw new UnsupportedOperationException();
        }
    }
}
