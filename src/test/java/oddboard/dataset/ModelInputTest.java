package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import oddboard.common.InputException;
import oddboard.dataset.ModelInput.Fit;
import oddboard.dataset.ModelInput.Tiles;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelInputTest {
    private static ModelInput tiled(int size, int tile, int overlap) {
        return new ModelInput(size, Fit.PAD, 1, new Tiles(tile, overlap, Tiles.Score.MAX));
    }

    @ParameterizedTest
    @CsvSource({
        "2048, 1536, 256, 32, 63",
        "2048, 1536, 256, 0, 48",
        "256, 256, 256, 32, 1",
        "257, 256, 256, 32, 2",
        "100, 900, 256, 128, 7",
        "30, 20, 64, 8, 1"
    })
    void tilesCoverEveryPixelAndShareTheOverlap(int width, int height, int tile, int overlap, int count) {
        var input = tiled(32, tile, overlap);
        var frames = input.frames(width, height);
        assertThat(frames).hasSize(count);
        assertThat(input.count(width, height)).isEqualTo(count);
        var seen = new boolean[width * height];
        for (var frame : frames) {
            var region = frame.region();
            for (int y = region.y(); y < region.y() + region.height(); y++) {
                for (int x = region.x(); x < region.x() + region.width(); x++) {
                    seen[y * width + x] = true;
                }
            }
        }
        assertThat(seen).containsOnly(true);
        for (int i = 1; i < frames.size(); i++) {
            var before = frames.get(i - 1).region();
            var region = frames.get(i).region();
            if (region.y() == before.y()) {
                assertThat(before.x() + before.width() - region.x()).isGreaterThanOrEqualTo(overlap);
            }
        }
    }

    @Test
    void aTileOfItsOwnSizeHasTheImagesOwnPixels() {
        var data = new byte[70 * 50];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31);
        }
        var image = new RasterImage(70, 50, 1, data);
        for (var frame : tiled(32, 32, 8).frames(70, 50)) {
            var tile = frame.of(image);
            for (int i = 0; i < 32 * 32; i++) {
                int at = (frame.region().y() + i / 32) * 70 + frame.region().x() + i % 32;
                assertThat(tile.data()[i]).isEqualTo(data[at]);
            }
        }
    }

    @Test
    void placesOfASquareAndOfItsImageAreEachOthersInverse() {
        for (var fit : Fit.values()) {
            var frame = InputFrame.of(fit.crop(), 640, 480, 64);
            assertThat(frame.x(frame.column(100))).isCloseTo(100, within(1e-9));
            assertThat(frame.y(frame.row(17.5))).isCloseTo(17.5, within(1e-9));
        }
        var padded = InputFrame.of(Fit.PAD.crop(), 640, 480, 64);
        assertThat(padded.top()).isEqualTo(8);
        assertThat(padded.row(239.5)).isCloseTo(31.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "16, 1, 0, 0",
        "1040, 1, 0, 0",
        "100, 1, 0, 0",
        "64, 2, 0, 0",
        "64, 1, 48, 8",
        "64, 1, 128, 65",
        "64, 1, 5000, 8"
    })
    void refusesWhatNoDetectorCanSee(int size, int channels, int tile, int overlap) {
        var tiles = tile == 0 ? null : new Tiles(tile, overlap, Tiles.Score.MAX);
        assertThatThrownBy(() -> new ModelInput(size, Fit.PAD, channels, tiles).check())
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.code()).isEqualTo("INPUT_INVALID"))
                .hasMessageEndingWith(".");
    }
}
