package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizerTest {
    @ParameterizedTest
    @CsvSource({"1,32", "28,32", "32,32", "33,48", "64,64", "100,112", "128,128", "250,256", "256,256", "3000,256"})
    void roundsUpToASizeThatDetectorsTake(int edge, int size) {
        assertThat(Resizer.legalSize(edge)).isEqualTo(size);
    }

    @Test
    void averagesAreasWhereAPictureShrinks() {
        var from = new RasterImage(4, 2, 1, new byte[] {0, 100, 10, 20, (byte) 200, 100, 30, 40});
        assertThat(Resizer.resize(from, 2, 1).data()).containsExactly(100, 25);
    }

    @Test
    void averagesPartsOfPixelsToo() {
        var from = new RasterImage(3, 1, 1, new byte[] {0, 60, 120});
        assertThat(Resizer.resize(from, 2, 1).data()).containsExactly(20, 100);
    }

    @Test
    void keepsAConstantPictureConstantAtEverySize() {
        var from = new RasterImage(37, 53, 3, new byte[37 * 53 * 3]);
        Arrays.fill(from.data(), (byte) 201);
        for (int size : new int[] {1, 7, 32, 53, 100, 256}) {
            for (var crop : Crop.values()) {
                var to = Resizer.square(from, crop, 1, size);
                assertThat(to.width()).isEqualTo(size);
                assertThat(to.height()).isEqualTo(size);
                assertThat(to.data()[(size / 2 * size + size / 2) * 3])
                        .as(size + " " + crop)
                        .isEqualTo((byte) 201);
                if (crop != Crop.FIT) {
                    assertThat(to.data()).containsOnly((byte) 201);
                }
            }
        }
    }

    @Test
    void interpolatesWhereAPictureGrows() {
        var from = new RasterImage(2, 1, 1, new byte[] {0, 100});
        assertThat(Resizer.resize(from, 4, 1).data()).containsExactly(0, 25, 75, 100);
    }

    @Test
    void cutsTheMiddleOut() {
        var from = new RasterImage(4, 2, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(Resizer.square(from, Crop.SQUARE, 1, 2).data()).containsExactly(2, 3, 6, 7);
    }

    @Test
    void fillsUpWithBlack() {
        var from = new RasterImage(4, 2, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(Resizer.square(from, Crop.FIT, 1, 4).data())
                .containsExactly(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0);
    }

    @Test
    void stretches() {
        var from = new RasterImage(4, 2, 1, new byte[] {1, 1, 3, 3, 5, 5, 7, 7});
        assertThat(Resizer.square(from, Crop.KEEP, 1, 2).data()).containsExactly(1, 3, 5, 7);
    }

    @Test
    void leavesAPictureOfTheRightSizeAsItIs() {
        var from = new RasterImage(2, 2, 1, new byte[] {1, 2, 3, 4});
        assertThat(Resizer.square(from, Crop.SQUARE, 1, 2)).isSameAs(from);
    }
}
