package oddboard.ingest;

import static oddboard.ingest.HostileFiles.flip;
import static oddboard.ingest.HostileFiles.half;
import static oddboard.ingest.HostileFiles.join;
import static oddboard.ingest.HostileFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import oddboard.archive.Zips;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.ingest.HostileFiles.Check;
import oddboard.ingest.HostileFiles.Row;

/** Pictures that are none, are cut off, or claim what they don't hold; each as a test image of a good set. */
final class HostilePictures {
    private static final BufferedImage GREY = Images.gray(32, 32, 9);
    private static final byte[] PNG = Images.png(GREY);
    private static final byte[] JPEG = Images.encode(Images.rgb(32, 32, 9), "jpeg");

    private HostilePictures() {}

    private static Row refused(String what, String code, Supplier<byte[]> bytes) {
        return Row.zip(
                what,
                code,
                () -> HostileFiles.small().add("test/bad/x.png", bytes.get()).bytes());
    }

    /** Image 2 of the version is the image: the first of the test images. */
    private static Row taken(String what, Supplier<byte[]> bytes, Check check) {
        return new Row(
                what,
                "",
                () -> Map.of(
                        "set.zip",
                        HostileFiles.small().add("test/bad/x.png", bytes.get()).bytes()),
                check);
    }

    private static Row takenAsGrey(String what, Supplier<byte[]> bytes) {
        return taken(
                what,
                bytes,
                (fixture, version) ->
                        assertThat(fixture.datasets.image(version, 2)).isEqualTo(samples(GREY, 1)));
    }

    static Stream<Row> rows() {
        return Stream.of(
                refused("24 nothing", "IMAGE_EMPTY", () -> new byte[0]),
                refused("25 text", "NOT_AN_IMAGE", () -> text("no picture")),
                refused(
                        "26 a page with a script",
                        "NOT_AN_IMAGE",
                        () -> text("<html><script>alert(1)</script></html>")),
                refused(
                        "27 SVG with a script",
                        "NOT_AN_IMAGE",
                        () -> text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")),
                refused("28 GIF that is a script", "IMAGE_DAMAGED", () -> text("GIF89a/*" + "*/=1;alert(1)")),
                takenAsGrey("29 picture and archive in one", () -> join(PNG, Zips.of(Zips.smallSet()))),
                refused("30 JPEG cut off", "IMAGE_TRUNCATED", () -> half(JPEG)),
                refused("30 JPEG without its end", "IMAGE_TRUNCATED", () -> Arrays.copyOf(JPEG, JPEG.length - 2)),
                refused("31 PNG cut off", "IMAGE_TRUNCATED", () -> half(PNG)),
                refused("32 PNG with a flipped byte", "IMAGE_DAMAGED", () -> flip(PNG, PNG.length / 2)),
                refused("33 PNG of 50,000 x 50,000", "IMAGE_TOO_LARGE", () -> sized(50_000)),
                refused("33 PNG of 100,000 x 100,000", "IMAGE_TOO_LARGE", () -> sized(100_000)),
                refused("34 PNG of 30,000 x 30,000", "IMAGE_TOO_LARGE", () -> sized(30_000)),
                refused("PNG of 2^31-1 x 2^31-1", "IMAGE_TOO_LARGE", () -> sized(Integer.MAX_VALUE)),
                takenAsGrey("35 PNG with 300 MB of text", () -> chunk("zTXt", "a\0\0")),
                takenAsGrey("35 PNG with 300 MB of a colour profile", () -> chunk("iCCP", "a\0\0")),
                refused("36 no width", "IMAGE_DAMAGED", () -> sized(0)),
                taken(
                        "37 print colours",
                        HostilePictures::cmyk,
                        (fixture, version) ->
                                assertThat(version.report().accepted()).isEqualTo(5)),
                taken(
                        "38 gray of 16 bits",
                        () -> Images.png(deep()),
                        (fixture, version) ->
                                assertThat(fixture.datasets.image(version, 2)).isEqualTo(samples(deep(), 1))),
                takenAsGrey("39 GIF that moves", () -> sequence("gif", 3)),
                takenAsGrey("39 PNG that moves", () -> insert("acTL", new byte[] {0, 0, 0, 9, 0, 0, 0, 0})),
                takenAsGrey("39 TIFF of 3,000 pages", () -> sequence("tiff", 3000)),
                takenAsGrey("40 TIFF whose pages go round", HostilePictures::looping),
                taken("41 photo held upside down, with a place", () -> turned(JPEG), (fixture, version) -> {
                    var upright = ImageDecoder.decode(JPEG, "", "").pixels().data();
                    var image = fixture.datasets.image(version, 2);
                    for (int i = 0; i < 1024; i++) {
                        assertThat(image[3 * i]).isEqualTo(upright[3 * (1023 - i)]);
                    }
                }),
                taken(
                        "42 other sizes in one set",
                        () -> Images.png(Images.gray(80, 40, 3)),
                        (fixture, version) ->
                                assertThat(version.report().notes()).anyMatch(n -> n.contains("different sizes"))),
                mask("43 mask of another size", "MASK_SIZE", "ground_truth/scratch/d_mask.png"),
                mask("44 mask without an image", "MASK_WITHOUT_IMAGE", "ground_truth/scratch/zz_mask.png"),
                taken(
                        "45 palette with a transparent colour",
                        HostilePictures::palette,
                        (fixture, version) -> assertThat(Arrays.copyOf(fixture.datasets.image(version, 2), 9))
                                .containsExactly(10, 20, 30, 100, 110, 120, 0, 0, 0)),
                taken("46 gray beside colours", () -> Images.png(Images.rgb(32, 32, 5)), (fixture, version) -> {
                    assertThat(version.channels()).isEqualTo(3);
                    assertThat(fixture.datasets.image(version, 2)).isEqualTo(samples(Images.rgb(32, 32, 5), 3));
                }),
                refused("an archive named as a picture", "NOT_AN_IMAGE", () -> Zips.of(Zips.smallSet())),
                refused("only the first bytes of a PNG", "IMAGE_TRUNCATED", () -> Arrays.copyOf(PNG, 8)),
                refused("only the first bytes of a JPEG", "IMAGE_TRUNCATED", () -> Arrays.copyOf(JPEG, 4)),
                refused("a BMP cut off", "IMAGE_TRUNCATED", () -> half(Images.encode(GREY, "bmp"))),
                refused("a WebP of nothing", "IMAGE_DAMAGED", () -> Arrays.copyOf(text("RIFF0000WEBPVP8 "), 64)));
    }

    private static Row mask(String what, String code, String name) {
        return Row.zip(
                what,
                code,
                () -> HostileFiles.small()
                        .add(name, Images.png(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_BINARY)))
                        .bytes());
    }

    private static byte[] sized(int edge) {
        var bytes = ByteBuffer.wrap(PNG.clone()).putInt(16, edge).putInt(20, edge);
        return checked(bytes.array(), 12);
    }

    /** Corrects the check sum of the chunk whose name stands here. */
    private static byte[] checked(byte[] png, int name) {
        var buffer = ByteBuffer.wrap(png);
        int length = buffer.getInt(name - 4);
        var crc = new CRC32();
        crc.update(png, name, 4 + length);
        buffer.putInt(name + 4 + length, (int) crc.getValue());
        return png;
    }

    private static byte[] insert(String name, byte[] data) {
        var chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(text(name))
                .put(data)
                .array();
        return join(Arrays.copyOf(PNG, 33), checked(chunk, 4), Arrays.copyOfRange(PNG, 33, PNG.length));
    }

    private static byte[] chunk(String name, String start) {
        var packed = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < 300; i++) {
                deflate.write(new byte[1 << 20]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return insert(name, join(text(start), packed.toByteArray()));
    }

    private static byte[] cmyk() {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
        return write("jpeg", writer -> writer.write(new IIOImage(raster, null, null)));
    }

    private static BufferedImage deep() {
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_USHORT_GRAY);
        Images.fill(image, 3);
        return image;
    }

    private static byte[] sequence(String format, int pages) {
        return write(format, writer -> {
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pages; i++) {
                writer.writeToSequence(new IIOImage(i == 0 ? GREY : Images.gray(8, 8, i), null, null), null);
            }
            writer.endWriteSequence();
        });
    }

    private interface Writing {
        void to(ImageWriter writer) throws IOException;
    }

    private static byte[] write(String format, Writing writing) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writing.to(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The list of pages points at its own first page. */
    private static byte[] looping() {
        var bytes = Images.encode(GREY, "tiff");
        var buffer = ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int page = buffer.getInt(4);
        buffer.putInt(page + 2 + 12 * (buffer.getShort(page) & 0xffff), page);
        return bytes;
    }

    /** Orientation 3 and a directory of the place where the photo was taken. */
    private static byte[] turned(byte[] jpeg) {
        var exif = HexFormat.of()
                .parseHex("ffe1002e" + "457869660000" + "4d4d002a00000008" + "0002" + "011200030000000100030000"
                        + "882500040000000100000026" + "00000000");
        return join(Arrays.copyOf(jpeg, 2), exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] palette() {
        var model = new IndexColorModel(
                2,
                3,
                new byte[] {10, 100, (byte) 200},
                new byte[] {20, 110, (byte) 210},
                new byte[] {30, 120, (byte) 220},
                2);
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_INDEXED, model);
        image.getRaster().setSample(1, 0, 0, 1);
        image.getRaster().setSample(2, 0, 0, 2);
        return Images.png(image);
    }

    private static byte[] samples(BufferedImage image, int channels) {
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        var samples = new byte[1024 * channels];
        for (int i = 0; i < samples.length; i++) {
            int pixel = i / channels;
            int sample = image.getRaster().getSample(pixel % 32, pixel / 32, i % channels);
            samples[i] = (byte) Math.round(sample * 255.0 / most);
        }
        return samples;
    }
}
