package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against masks that masks.py wrote. */
class MaskFileTest {
    private static final int SIZE = 32;

    private static byte[] bytes(String name) {
        try (var in = MaskFileTest.class.getResourceAsStream("mask/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MaskFile mask(String name) {
        return MaskFile.decode(bytes(name), "masks.zip", name);
    }

    /** Rows 5 and 6, columns 3 to 9, and one pixel at the right edge of row 20. */
    private static byte[] drawn() {
        var drawn = new byte[SIZE * SIZE];
        for (int y = 5; y < 7; y++) {
            for (int x = 3; x < 10; x++) {
                drawn[y * SIZE + x] = 1;
            }
        }
        drawn[20 * SIZE + 31] = 1;
        return drawn;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray8-one.png",
                "gray8-white.png",
                "gray8-237.png",
                "gray16-one.png",
                "gray16-white.png",
                "rgb16-one.png",
                "graya8-one.png",
                "bit.png",
                "palette-gray.png",
                "palette-red.png",
                "rgb8-red.png",
                "alpha-only.png",
                "gray8.bmp",
                "palette.gif",
                "lossless.webp",
                "bit-group4.tif",
                "u8-one.tif",
                "u16-one.tif",
                "u32-one.tif",
                "i32-one.tif",
                "f32-one.tif",
                "f64-one.tif",
                "u16-big-endian.tif",
                "u32-deflate.tif",
                "u16-tiled.tif",
                "rgb16-one.tif"
            })
    void readsTwoValuesOfAnyDepth(String name) {
        var mask = mask(name);
        assertThat(mask.twoValues()).isTrue();
        assertThat(mask.from(1).data()).isEqualTo(drawn());
        assertThat(mask.example()).isEmpty();
    }

    @Test
    void knowsWhatIsNotZeroAmongSeveralValues() {
        for (var name : new String[] {"instances8.png", "instances16.png"}) {
            var mask = mask("several/" + name);
            assertThat(mask.twoValues()).as(name).isFalse();
            assertThat(mask.from(1).data()).as(name).isEqualTo(drawn());
            assertThat(mask.colored()).as(name).isFalse();
        }
        assertThat(mask("several/instances8.png").example()).isEqualTo("1 and 7");
        assertThat(mask("several/instances16.png").example()).isEqualTo("300 and 2100");
        var colors = mask("several/colors.png");
        assertThat(colors.colored()).isTrue();
        assertThat(colors.twoValues()).isFalse();
        assertThat(colors.from(1).data()).isEqualTo(drawn());
    }

    /** Row 4 has the value 90 where row 5 has 255, row 7 has 128. */
    @Test
    void takesHalfOfWhiteAndMore() {
        var mask = mask("several/smoothed.png");
        var half = drawn();
        var all = drawn();
        for (int x = 3; x < 10; x++) {
            half[7 * SIZE + x] = 1;
            all[7 * SIZE + x] = 1;
            all[4 * SIZE + x] = 1;
        }
        assertThat(mask.twoValues()).isFalse();
        assertThat(mask.from(128).data()).isEqualTo(half);
        assertThat(mask.from(1).data()).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(Crop.class)
    void keepsEveryMarkedPixelWhereAMaskShrinks(Crop crop) {
        var source = mask("shrink/source.png").from(1);
        var expected = mask("shrink/" + crop + ".png").from(1).data();
        int size = 64;
        var bits = Resizer.bits(source, crop, 0.5, size);
        var shrunk = new byte[size * size];
        for (int i = 0; i < shrunk.length; i++) {
            shrunk[i] = (byte) (bits[i / 8] >> 7 - i % 8 & 1);
        }
        assertThat(shrunk).isEqualTo(expected);
    }

    @Test
    void takesTheNearestPixelWhereAMaskGrows() {
        var mask = new RasterImage(2, 2, 1, new byte[] {0, 1, 0, 0});
        assertThat(Resizer.bits(mask, Crop.KEEP, 1, 4)).containsExactly(0x33, 0x00);
    }

    /** Readers thin out images above 16 megapixels; a mask's line would vanish. */
    @Test
    void leavesNoLineOfALargeMaskOut() {
        var large = new BufferedImage(5000, 4001, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < 4001; y++) {
            large.getRaster().setSample(1235, y, 0, 1);
        }
        var mask = MaskFile.decode(Images.png(large), "masks.zip", "line.png");
        var bits = Resizer.bits(mask.from(1), Crop.KEEP, 1, 256);
        for (int y = 0; y < 256; y++) {
            assertThat(bits[y * 32 + 63 / 8]).as("row " + y).isEqualTo((byte) (0x80 >> 63 % 8));
        }
    }
}
