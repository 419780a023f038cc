package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import oddboard.archive.Zips;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mask that says how the camera was held is turned as its image is. */
class OrientedMasksTest {
    @TempDir
    Path home;

    @Test
    void turnsAMaskAsItsImage() throws Exception {
        var fixture = new DatasetFixture(home);
        var set = fixture.create("Caps");
        var mask = new BufferedImage(32, 24, BufferedImage.TYPE_BYTE_GRAY);
        // Near the upper left as stored, so near the upper right when turned to the right by a quarter.
        mask.getRaster().setSample(4, 2, 0, 255);
        var files = Map.of(
                "train/good/a.png", Images.png(Images.gray(24, 32, 1)),
                "test/good/b.png", Images.png(Images.gray(24, 32, 2)),
                "test/hole/c.png", FormatFiles.file("exif6.png"),
                "ground_truth/hole/c_mask.png", withOrientation(Images.png(mask), 6));
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        spec = new ImportSpec(spec.files(), 32, Crop.FIT, 1, 0, OnBadFile.STOP, 0.2);
        var version = fixture.importNow(set, spec);
        assertThat(version.report().rejected()).isEmpty();
        var shown = fixture.imports.look(set.id(), spec, fixture.member).samples(spec).stream()
                .filter(sample -> sample.mask() != null)
                .findFirst()
                .orElseThrow();
        // 24 x 32 in the middle of 32 x 32: x = 4 + (23 - 2), y = 4.
        for (int i = 0; i < 32 * 32; i++) {
            assertThat(shown.mask()[i]).as(i % 32 + "," + i / 32).isEqualTo((byte) (i == 4 * 32 + 25 ? 1 : 0));
        }
    }

    private static byte[] withOrientation(byte[] png, int orientation) {
        var exif = ByteBuffer.allocate(26)
                .putInt(0x4d4d002a)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        var crc = new CRC32();
        crc.update("eXIf".getBytes(StandardCharsets.US_ASCII));
        crc.update(exif);
        int head = 33;
        return ByteBuffer.allocate(png.length + 12 + exif.length)
                .put(png, 0, head)
                .putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .putInt((int) crc.getValue())
                .put(png, head, png.length - head)
                .array();
    }
}
