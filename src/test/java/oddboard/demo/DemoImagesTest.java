package oddboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import oddboard.testing.DatasetFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Slow
class DemoImagesTest {
    @TempDir
    Path home;

    @Test
    void isAWholeDatasetWithoutCopies() throws Exception {
        var zip = new ByteArrayOutputStream();
        DemoImages.writeZip(zip);
        var fixture = new DatasetFixture(home);
        var version = fixture.importNow(fixture.create("Nuts"), Map.of("nuts.zip", zip.toByteArray()));

        assertThat(version.imageSize()).isEqualTo(64);
        assertThat(version.channels()).isEqualTo(3);
        assertThat(version.trainCount()).isEqualTo(1000);
        assertThat(version.testCount()).isEqualTo(500);
        assertThat(version.anomalyCount()).isEqualTo(200);
        assertThat(version.report().types())
                .isEqualTo(Map.of("good", 300, "scratch", 50, "dent", 50, "stain", 50, "chip", 50));
        assertThat(version.report().duplicatesWithin()).isZero();
        assertThat(version.report().duplicatesAcross()).isZero();
        assertThat(version.report().notes()).isEmpty();
    }

    @Test
    void drawsTheSameImageForTheSameSeed() {
        assertThat(DemoImages.draw(NutDefect.Kind.CHIP, 7).data())
                .isEqualTo(DemoImages.draw(NutDefect.Kind.CHIP, 7).data());
        assertThat(DemoImages.draw(NutDefect.Kind.NONE, 7).data())
                .isNotEqualTo(DemoImages.draw(NutDefect.Kind.NONE, 8).data());
    }

    @ParameterizedTest
    @EnumSource(value = NutDefect.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void changesANutInAFewPlacesOnly(NutDefect.Kind kind) {
        int changed = 0;
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            var good = new NutScene(new Random(seed));
            var defect = NutDefect.of(kind, new Random(seed + 100), good.light());
            var none = NutDefect.of(NutDefect.Kind.NONE, new Random(1), good.light());
            var before = new double[3];
            var after = new double[3];
            for (int i = 0; i < 64 * 64; i++) {
                int row = i / 64;
                double x = (i % 64 + 0.5) / 32 - 1;
                double y = (row + 0.5) / 32 - 1;
                good.shade(x, y, none, before);
                good.shade(x, y, defect, after);
                changed += Math.abs(before[2] - after[2]) > 0.04 ? 1 : 0;
            }
        }
        assertThat(changed / (double) seeds).isBetween(5.0, 250.0);
    }
}
