package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import oddboard.common.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int W = 12;
    private static final int H = 9;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void readsColoursExactlyFrom(String format) {
        var image = Images.rgb(W, H, 1);
        assertThat(decode(Images.encode(image, format))).isEqualTo(samples(image, 3, 255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
    void readsGreyLevelsWithoutBrighteningThemFrom(String format) {
        var image = Images.grey(W, H, 2);
        var pixels = decodePixels(Images.encode(image, format));
        assertThat(pixels.isGray()).isTrue();
        assertThat(pixels.withChannels(1).data()).isEqualTo(samples(image, 1, 255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void reads16BitGrey(String format) {
        var image = new BufferedImage(W, H, BufferedImage.TYPE_USHORT_GRAY);
        Images.fill(image, 3);
        assertThat(decode(Images.encode(image, format))).isEqualTo(samples(image, 1, 65535));
    }

    @Test
    void readsBlackAndWhite() {
        var image = new BufferedImage(W, H, BufferedImage.TYPE_BYTE_BINARY);
        Images.fill(image, 4);
        assertThat(decodePixels(Images.png(image)).withChannels(1).data()).isEqualTo(samples(image, 1, 1));
    }

    @Test
    void readsPalettesWithATransparentColour() {
        var model = new IndexColorModel(
                2,
                3,
                new byte[] {10, 100, (byte) 200},
                new byte[] {20, 110, (byte) 210},
                new byte[] {30, 120, (byte) 220},
                2);
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int x = 0; x < 3; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }
        var picture = ImageDecoder.decode(Images.png(image), "a.zip", "p.png");
        assertThat(picture.transparent()).isTrue();
        assertThat(picture.pixels().data()).containsExactly(10, 20, 30, 100, 110, 120, 0, 0, 0);
    }

    @Test
    void showsBlackThroughTransparentPlaces() {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, new Color(200, 100, 50, 255).getRGB());
        image.setRGB(1, 0, new Color(200, 100, 50, 51).getRGB());
        var picture = ImageDecoder.decode(Images.png(image), "a.zip", "p.png");
        assertThat(picture.transparent()).isTrue();
        assertThat(picture.pixels().data()).containsExactly(200, 100, 50, 40, 20, 10);
    }

    @Test
    void readsJpegClosely() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(200, 40, 90));
        graphics.fillRect(0, 0, 64, 64);
        var data = decode(Images.encode(image, "jpeg"));
        assertThat(data[3 * 700] & 0xff).isBetween(196, 204);
        assertThat(data[3 * 700 + 1] & 0xff).isBetween(36, 44);
        assertThat(data[3 * 700 + 2] & 0xff).isBetween(86, 94);
    }

    @Test
    void readsJpegInPrintColours() throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
        raster.setPixels(0, 0, 32, 32, new int[32 * 32 * 4]);
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(new IIOImage(raster, null, null));
        }
        var pixels = decodePixels(out.toByteArray());
        assertThat(pixels.channels()).isEqualTo(3);
        assertThat(pixels.width()).isEqualTo(32);
    }

    /** The color is what libwebp finds, which refuses the other two files, too. */
    @Test
    void readsWebP() {
        var pixel = "UklGRjoAAABXRUJQVlA4IC4AAAAQAgCdASoBAAEAAUAmJaACdLoB+AH4AAPIAP7Lt//TRRhTH3Jv/u82AMJf8IAA";
        assertThat(decodePixels(Base64.getDecoder().decode(pixel)).data()).containsExactly(10, 200, 29);

        var wrong = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AA/v3AgAA=";
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> decodePixels(Base64.getDecoder().decode(wrong)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("IMAGE_DAMAGED"));
        var cut = Arrays.copyOf(Base64.getDecoder().decode(pixel), 50);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> decodePixels(cut))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("IMAGE_TRUNCATED"));
    }

    /** The upper right quarter of the stored image is bright; where it is afterwards tells how it was turned. */
    @ParameterizedTest
    @CsvSource({
        "1,right,top",
        "2,left,top",
        "3,left,bottom",
        "4,right,bottom",
        "5,left,bottom",
        "6,right,bottom",
        "7,right,top",
        "8,left,top"
    })
    void turnsPhotosUpright(int orientation, String across, String down) {
        int width = orientation >= 5 ? 8 : 16;
        int height = orientation >= 5 ? 16 : 8;
        var image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 4; y++) {
            for (int x = 8; x < 16; x++) {
                image.getRaster().setSample(x, y, 0, 255);
            }
        }
        var pixels = decodePixels(withOrientation(Images.encode(image, "jpeg"), orientation))
                .withChannels(1);
        assertThat(pixels.width()).isEqualTo(width);
        assertThat(pixels.height()).isEqualTo(height);
        for (int y : new int[] {1, height - 2}) {
            for (int x : new int[] {1, width - 2}) {
                boolean bright = (x > width / 2) == across.equals("right") && (y > height / 2) == down.equals("bottom");
                int level = pixels.data()[y * width + x] & 0xff;
                assertThat(level > 127).as(x + "," + y).isEqualTo(bright);
            }
        }
        var dimension =
                ImageDecoder.dimension(withOrientation(Images.encode(image, "jpeg"), orientation), "a.zip", "p");
        assertThat(dimension).isEqualTo(new ImageDecoder.Dimension(width, height));
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        var exif = new byte[] {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static RasterImage decodePixels(byte[] bytes) {
        return ImageDecoder.decode(bytes, "a.zip", "p.png").pixels();
    }

    static byte[] decode(byte[] bytes) {
        return decodePixels(bytes).data();
    }

    private static byte[] samples(BufferedImage image, int channels, int most) {
        var samples = new byte[image.getWidth() * image.getHeight() * channels];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int c = 0; c < channels; c++) {
                    samples[next++] = (byte) Math.round(image.getRaster().getSample(x, y, c) * 255.0 / most);
                }
            }
        }
        return samples;
    }
}
