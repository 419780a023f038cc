package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchOpsTest {
    private static final int SIZE = 8;
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @AfterEach
    void release() {
        manager.close();
    }

    @Test
    void scalesBytesToMinusOneToOneAndPutsChannelsFirst() {
        ByteBuffer bytes = bytes(2);
        NDArray prepared = prepared(bytes, 2, SIZE);
        assertThat(prepared.getShape()).isEqualTo(new Shape(2, 3, SIZE, SIZE));
        for (int i = 0; i < bytes.capacity(); i++) {
            int channel = i % 3;
            int column = i / 3 % SIZE;
            int row = i / 3 / SIZE % SIZE;
            float expected = 2f * (bytes.get(i) & 255) / 255 - 1;
            assertThat(prepared.getFloat(i / 3 / SIZE / SIZE, channel, row, column))
                    .isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void enlargesTheCentreLinearly() {
        ByteBuffer bytes = bytes(1);
        int keep = 4;
        NDArray prepared = prepared(bytes, 1, keep);
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                double value = 0;
                double y = Math.max(0, (row + 0.5) * keep / SIZE - 0.5);
                double x = Math.max(0, (column + 0.5) * keep / SIZE - 0.5);
                for (int dy = 0; dy < 2; dy++) {
                    for (int dx = 0; dx < 2; dx++) {
                        double share = (dy == 0 ? 1 - y % 1 : y % 1) * (dx == 0 ? 1 - x % 1 : x % 1);
                        int fromRow = 2 + Math.min(keep - 1, (int) y + dy);
                        int fromColumn = 2 + Math.min(keep - 1, (int) x + dx);
                        value += share * (bytes.get((fromRow * SIZE + fromColumn) * 3 + 1) & 255);
                    }
                }
                assertThat((double) prepared.getFloat(0, 1, row, column)).isCloseTo(2 * value / 255 - 1, within(1e-5));
            }
        }
    }

    @Test
    void scoresTheRootOfTheSummedSquaresAndGivesTheBytesBack() {
        ByteBuffer bytes = bytes(2);
        NDArray images = prepared(bytes, 2, SIZE);
        NDList evaluated = TorchOps.evaluate(images.add(0.001f), images);
        assertThat(evaluated.get(0).toDoubleArray())
                .usingComparatorWithPrecision(1e-5)
                .containsExactly(0.001 * Math.sqrt(3 * SIZE * SIZE), 0.001 * Math.sqrt(3 * SIZE * SIZE));
        byte[] given = new byte[bytes.capacity()];
        bytes.get(0, given);
        assertThat(evaluated.get(1).toByteArray()).isEqualTo(given);
    }

    @Test
    void givesTheDivergenceFromTheStandardNormal() {
        NDArray mu = NativeArrays.of(manager, new Shape(1, 3), 0f, 1f, -2f);
        NDArray logvar = NativeArrays.of(manager, new Shape(1, 3), 0f, 0.5f, -1f);
        double expected = -0.5 * ((1 + 0.5 - 1 - Math.exp(0.5)) + (1 - 1 - 4 - Math.exp(-1)));
        assertThat((double) TorchOps.divergence(mu, logvar).getFloat()).isCloseTo(expected, within(1e-5));
    }

    @Test
    void refusesAShapeLargerThanItsMemory() {
        ByteBuffer buffer = NativeArrays.direct(16);
        assertThatThrownBy(() -> NativeArrays.over(manager, buffer, new Shape(5), DataType.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NativeArrays.over(manager, buffer, new Shape(1L << 40, 1L << 40), DataType.FLOAT32))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> NativeArrays.over(manager, ByteBuffer.allocate(16), new Shape(4), DataType.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(NativeArrays.over(manager, buffer, new Shape(4), DataType.FLOAT32)
                        .toFloatArray())
                .hasSize(4);
    }

    private static ByteBuffer bytes(int images) {
        ByteBuffer bytes = NativeArrays.direct((long) images * SIZE * SIZE * 3);
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) (i * 37 + i / 5));
        }
        return bytes;
    }

    private NDArray prepared(ByteBuffer bytes, int images, long keep) {
        NDArray given = NativeArrays.over(manager, bytes, new Shape(images, SIZE, SIZE, 3), DataType.UINT8);
        NDArray out = manager.zeros(new Shape(images + 1, 3, SIZE, SIZE));
        return TorchOps.prepare(out, given, NativeArrays.host(manager, keep));
    }
}
