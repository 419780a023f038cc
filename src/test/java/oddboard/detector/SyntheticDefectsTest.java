package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import oddboard.common.Sha256;
import org.junit.jupiter.api.Test;

/** Against synthetic-defects.csv, which synthetic_defects.py made with numpy. */
class SyntheticDefectsTest {
    /** The images of the Python program. */
    private record Drawn(String kind, ImageShape shape, int count) implements ImageSource {
        @Override
        public void read(int index, ByteBuffer to) {
            for (int y = 0; y < shape.size(); y++) {
                for (int x = 0; x < shape.size(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        int striped = (y * (3 + index) + x * 5 + c * 40 + index * 31) % 97 + (y > x ? 90 : 0);
                        to.put((byte) (kind.equals("flat") ? 100 + index : striped));
                    }
                }
            }
        }
    }

    private static byte[] read(ImageSource images, int index) {
        ByteBuffer pixels = ByteBuffer.allocate(images.shape().elements());
        images.read(index, pixels);
        assertThat(pixels.hasRemaining()).isFalse();
        return pixels.array();
    }

    @Test
    void equalsWhatNumpyMakesOfTheSameImages() throws IOException {
        List<String[]> lines;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("synthetic-defects.csv"))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        }
        assertThat(lines).hasSize(51);
        for (String[] line : lines) {
            var images = new Drawn(
                    line[0],
                    new ImageShape(Integer.parseInt(line[1]), Integer.parseInt(line[2])),
                    Integer.parseInt(line[3]));
            int index = Integer.parseInt(line[4]);
            byte[] defect = read(new SyntheticDefects(images), index);
            assertThat(HexFormat.of().formatHex(Sha256.start().digest(defect)))
                    .as(String.join(",", line))
                    .isEqualTo(line[5]);
            assertThat(defect).isNotEqualTo(read(images, index));
        }
    }

    @Test
    void needsAnotherImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyntheticDefects(new Drawn("flat", new ImageShape(32, 1), 1)));
    }
}
