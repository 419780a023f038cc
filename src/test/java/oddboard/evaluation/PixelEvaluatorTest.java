package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.dataset.Labels;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.image.Images;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelEvaluatorTest {
    private static final int SIZE = 32;

    @TempDir
    Path home;

    /** Test images: an anomalous one with a mask, a normal one, and one whose mask is empty. */
    @Test
    void leavesAnomalousImagesWithAnEmptyMaskOut() throws Exception {
        var marked = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 4; i++) {
            marked.getRaster().setSample(i, 0, 0, 255);
        }
        var files = Zips.smallSet();
        files.clear();
        files.put("train/good/a.png", Images.png(Images.gray(SIZE, SIZE, 1)));
        files.put("test/dent/b.png", Images.png(Images.gray(SIZE, SIZE, 2)));
        files.put("test/good/c.png", Images.png(Images.gray(SIZE, SIZE, 3)));
        files.put("test/good/d.png", Images.png(Images.gray(SIZE, SIZE, 4)));
        files.put("ground_truth/dent/b_mask.png", Images.png(marked));
        files.put(
                "ground_truth/good/d_mask.png",
                Images.png(new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY)));
        var fixture = new DatasetFixture(home);
        var version = fixture.importNow(fixture.create("Caps"), Map.of("set.zip", Zips.of(files)));
        var reconstructions = home.resolve("reconstructions");
        var errors = new byte[3 * SIZE * SIZE];
        Arrays.fill(errors, 0, 4, (byte) 9);
        Arrays.fill(errors, 2 * SIZE * SIZE, 3 * SIZE * SIZE, (byte) 20);
        Files.write(reconstructions, errors);
        var black = new ImageSource() {
            @Override
            public int count() {
                return 3;
            }

            @Override
            public ImageShape shape() {
                return new ImageShape(SIZE, 1);
            }

            @Override
            public void read(int index, ByteBuffer to) {
                to.put(new byte[SIZE * SIZE]);
            }
        };
        var frame = ReconstructionFrame.of(SIZE, 1, Map.of());
        try (var masks = fixture.datasets.openMasks(version.id())) {
            assertThat(masks.masked()).isEqualTo(2);
            // Relabeled: the third is anomalous, though its mask is empty.
            var found = PixelEvaluator.evaluate(black, frame, reconstructions, masks, labels(true, false, true))
                    .orElseThrow();
            assertThat(found.auroc()).isOne();
            assertThat(found.regions()).isOne();
            // As a normal image it has large errors on normal pixels.
            double normal = PixelEvaluator.evaluate(black, frame, reconstructions, masks, labels(true, false, false))
                    .orElseThrow()
                    .auroc();
            assertThat(normal).isLessThan(0.7);
        }
    }

    private static Labels labels(boolean... anomalous) {
        return new Labels(1, 1, anomalous, new String[] {"", "", ""});
    }
}
