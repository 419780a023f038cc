package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static byte[] sequence(String format, int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < count; i++) {
                writer.writeToSequence(new IIOImage(Images.gray(32, 32, i), null, null), null);
            }
            writer.endWriteSequence();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "tiff"})
    void countsFramesAndPages(String format) throws IOException {
        for (int count = 1; count <= 3; count++) {
            assertThat(Frames.count(sequence(format, count))).isEqualTo(count);
        }
        var cut = sequence(format, 3);
        assertThat(Frames.count(Arrays.copyOf(cut, cut.length / 2))).isPositive();
    }

    @Test
    void countsFramesOfWebpAndPngByTheirChunks() {
        assertThat(Frames.count(Images.png(Images.gray(32, 32, 1)))).isEqualTo(1);
        var png = ByteBuffer.allocate(60)
                .put(Images.png(Images.gray(32, 32, 1)), 0, 33)
                .putInt(8);
        png.put("acTL".getBytes(StandardCharsets.US_ASCII)).putInt(7).putInt(0).putInt(0);
        assertThat(Frames.count(png.array())).isEqualTo(7);
        var webp = ByteBuffer.allocate(32)
                .put("RIFF....WEBPVP8X\2\0\0\0..ANMF\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(Frames.count(webp.array())).isEqualTo(1);
        assertThat(Frames.count(new byte[0])).isEqualTo(1);
        assertThat(Frames.count("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEqualTo(1);
    }
}
