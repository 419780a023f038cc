package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import oddboard.archive.Archives;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.label.LabelFile;
import oddboard.layout.FolderLayout;
import oddboard.npy.Npy;
import oddboard.npy.NpyArray;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a file, it is taken, or refused by name; nothing else comes out. */
@Slow
class MutatedFilesTest {
    private static final int TIMES = 2500;

    @TempDir
    Path folder;

    private interface Reader {
        void read(byte[] bytes) throws IOException;
    }

    @Test
    void endsWellForPng() throws IOException {
        assertEndsWell(Images.png(Images.rgb(24, 24, 1)), b -> ImageDecoder.decode(b, "a.zip", "a.png"));
    }

    @Test
    void endsWellForJpeg() throws IOException {
        assertEndsWell(Images.encode(Images.rgb(24, 24, 2), "jpeg"), b -> ImageDecoder.decode(b, "a.zip", "a.jpg"));
    }

    @Test
    void endsWellForTiff() throws IOException {
        assertEndsWell(Images.encode(Images.rgb(24, 24, 3), "tiff"), b -> ImageDecoder.decode(b, "a.zip", "a.tif"));
    }

    @Test
    void endsWellForGifAndBmp() throws IOException {
        assertEndsWell(Images.encode(Images.gray(24, 24, 4), "gif"), b -> ImageDecoder.decode(b, "a.zip", "a.gif"));
        assertEndsWell(Images.encode(Images.gray(24, 24, 4), "bmp"), b -> ImageDecoder.decode(b, "a.zip", "a.bmp"));
    }

    @Test
    void endsWellForZip() throws IOException {
        var good = new Zips()
                .add("train/good/a.png", new byte[50])
                .stored("test/good/b.png", new byte[50])
                .add("test/bad/c.png", new byte[50])
                .bytes();
        assertEndsWell(good, bytes -> {
            try (var zip = Archives.open(Files.write(folder.resolve("a.zip"), bytes), "a.zip", () -> true)) {
                FolderLayout.of(zip.files(), "a.zip");
                for (var entry : zip.files()) {
                    zip.read(entry);
                }
            }
        });
    }

    @Test
    void endsWellForNpy() throws IOException {
        var labels = "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.UTF_8);
        assertEndsWell(Npy.of("<f4", 2, 8, 8).bytes(place -> place % 256), bytes -> {
            var file = Files.write(folder.resolve("a.npy"), bytes);
            try (var a = NpyArray.open(file, "a.npy");
                    var b = NpyArray.open(file, "a.npy")) {
                var read = LabelFile.forIndexes(new ByteArrayInputStream(labels), "labels.csv", b.header.count());
                new ArraySource(a, b, read, new ValueRanges(null), 0)
                        .forEach(Collect.into(new ArrayList<>()), () -> true);
            }
        });
    }

    @Test
    void endsWellForNpz() throws IOException {
        var good = new Zips()
                .add("train.npy", Npy.of("<f4", 2, 8, 8).bytes(place -> place % 256))
                .stored("test.npy", Npy.of("|u1", 2, 8, 8).bytes(place -> place))
                .add("labels.npy", Npy.of("<i4", 2).bytes(place -> place))
                .bytes();
        assertEndsWell(good, this::archive);
    }

    @Test
    void endsWellForTar() throws IOException {
        assertEndsWell(tar(), this::archive);
    }

    @Test
    void endsWellForTarGz() throws IOException {
        assertEndsWell(Tars.gzip(tar()), this::archive);
    }

    private static byte[] tar() {
        var image = Images.png(Images.gray(8, 8, 1));
        return new Tars()
                .add("train/good/a.png", image)
                .add("test/good/b.png", image)
                .add("test/bad/ü.png", image)
                .add("ground_truth/bad/ü_mask.png", Images.png(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY)))
                .bytes();
    }

    private void archive(byte[] bytes) throws IOException {
        Files.write(folder.resolve("ARCHIVE"), bytes);
        var spec = new ImportSpec(List.of(), 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
        try (var source = ImportFiles.archive(
                folder,
                Archives.open(folder.resolve(ImportSpec.FileRole.ARCHIVE.name()), "a.zip", () -> true),
                spec,
                () -> true)) {
            source.forEach(Collect.into(new ArrayList<>()), () -> true);
        }
    }

    private static void assertEndsWell(byte[] good, Reader reader) throws IOException {
        reader.read(good);
        var random = new Random(4711);
        int refused = 0;
        for (int i = 0; i < TIMES; i++) {
            var bytes = mutate(good, random);
            try {
                reader.read(bytes);
            } catch (InputException e) {
                assertThat(e).message().contains("a.").endsWith(".");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(TIMES / 10);
    }

    private static byte[] mutate(byte[] good, Random random) {
        var bytes = good.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(8)), (byte) random.nextInt());
            }
            default -> {
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }
}
