package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no image, are cut off, or claim more than they hold. */
class BadImageTest {
    static Stream<Arguments> badFiles() {
        var png = Images.png(Images.rgb(64, 64, 5));
        var jpeg = Images.encode(Images.rgb(64, 64, 6), "jpeg");
        var flipped = png.clone();
        flipped[png.length / 2] ^= 0x55;
        var noWidth = png.clone();
        Arrays.fill(noWidth, 16, 20, (byte) 0);
        return Stream.of(
                arguments("IMAGE_EMPTY", "nothing", new byte[0]),
                arguments("NOT_AN_IMAGE", "text", text("hello, this is no image")),
                arguments("NOT_AN_IMAGE", "HTML", text("<html><script>alert(1)</script></html>")),
                arguments("NOT_AN_IMAGE", "SVG", text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
                arguments("NOT_AN_IMAGE", "zeros, which a WBMP reader would take", new byte[100]),
                arguments(
                        "NOT_AN_IMAGE",
                        "an archive",
                        new Zips().add("a.png", png).bytes()),
                arguments("IMAGE_TRUNCATED", "half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2)),
                arguments("IMAGE_TRUNCATED", "a JPEG without its end", Arrays.copyOf(jpeg, jpeg.length - 2)),
                arguments("IMAGE_TRUNCATED", "half a PNG", Arrays.copyOf(png, png.length / 2)),
                arguments("IMAGE_DAMAGED", "a flipped byte", flipped),
                arguments("IMAGE_DAMAGED", "no width", noWidth),
                arguments("IMAGE_TOO_LARGE", "30,000 x 30,000 in one bit", header(png, 30_000)),
                arguments("IMAGE_TOO_LARGE", "50,000 x 50,000", header(png, 50_000)));
    }

    /** 300 MB of text in a few bytes are passed over, not unpacked. */
    @Test
    void passesOverTextInPng() throws IOException {
        var png = Images.png(Images.gray(12, 9, 7));
        var packed = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < 300; i++) {
                deflate.write(new byte[1 << 20]);
            }
        }
        var chunk = ByteBuffer.allocate(4 + 4 + 3 + packed.size() + 4);
        chunk.putInt(3 + packed.size())
                .put(text("zTXta"))
                .put((byte) 0)
                .put((byte) 0)
                .put(packed.toByteArray());
        var crc = new CRC32();
        crc.update(chunk.array(), 4, chunk.position() - 4);
        chunk.putInt((int) crc.getValue());
        var out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(chunk.array());
        out.write(png, 33, png.length - 33);
        assertThat(ImageDecoderTest.decode(out.toByteArray())).isEqualTo(ImageDecoderTest.decode(png));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] header(byte[] png, int edge) {
        var changed = ByteBuffer.wrap(png.clone());
        changed.putInt(16, edge).putInt(20, edge);
        return changed.array();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFiles")
    void namesTheFileAndTheFaultOf(String code, String what, byte[] bytes) {
        var fault =
                catchThrowableOfType(InputException.class, () -> ImageDecoder.decode(bytes, "set.zip", "train/x.png"));
        assertThat(fault).as(what).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).message().startsWith("train/x.png in set.zip ").endsWith(".");
    }
}
