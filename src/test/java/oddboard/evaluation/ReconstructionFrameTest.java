package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconstructionFrameTest {
    private static final int SIZE = 16;

    private static byte[] ramp(int size) {
        var image = new byte[size * size];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i % size * 8 + i / size * 4);
        }
        return image;
    }

    @Test
    void leavesPicturesOfARunWithoutCropAlone() {
        var frame = ReconstructionFrame.of(SIZE, 1, Map.of());
        assertThat(frame.isWhole()).isTrue();
        assertThat(frame.placed(ramp(SIZE))).isEqualTo(ramp(SIZE));
        var other = ramp(SIZE);
        other[35] = (byte) (other[35] + 9);
        var errors = frame.errors(ramp(SIZE), other);
        assertThat(errors[35]).isEqualTo((byte) 9);
        assertThat(errors[34]).isZero();
    }

    @Test
    void anExactReconstructionOfTheCropHasNoErrorAnywhere() {
        var frame = ReconstructionFrame.of(SIZE, 1, Map.of("crop", 0.5));
        assertThat(frame.keep()).isEqualTo(8);
        assertThat(frame.start()).isEqualTo(4);
        assertThat(frame.errors(ramp(SIZE), frame.seen(ramp(SIZE)))).containsOnly(0);
    }

    @Test
    void anErrorLiesWhereTheImageHasItThoughTheRunSawItEnlarged() {
        var frame = ReconstructionFrame.of(SIZE, 1, Map.of("crop", 0.5));
        var normal = new byte[SIZE * SIZE];
        var odd = normal.clone();
        odd[6 * SIZE + 9] = (byte) 200;
        var errors = frame.errors(odd, frame.seen(normal));
        int brightest = 0;
        for (int i = 0; i < errors.length; i++) {
            brightest = (errors[i] & 0xff) > (errors[brightest] & 0xff) ? i : brightest;
        }
        assertThat(brightest).isEqualTo(6 * SIZE + 9);
        assertThat(errors[0]).isZero();
    }

    @Test
    void aReconstructionIsLaidBackIntoItsSquare() {
        var frame = ReconstructionFrame.of(SIZE, 3, Map.of("crop", 0.75));
        var reconstruction = new byte[SIZE * SIZE * 3];
        Arrays.fill(reconstruction, (byte) 77);
        var placed = frame.placed(reconstruction);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean within = x >= 2 && x < 14 && y >= 2 && y < 14;
                assertThat(placed[(y * SIZE + x) * 3 + 1]).isEqualTo((byte) (within ? 77 : 0));
            }
        }
    }
}
