package oddboard.duplicate;

import static oddboard.duplicate.Photographs.crop;
import static oddboard.duplicate.Photographs.photograph;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oddboard.image.RasterImage;
import org.junit.jupiter.api.Test;

class OverlapsTest {
    private static List<String> found(List<RasterImage> images) throws IOException {
        var pairs = new ArrayList<String>();
        Overlaps.find(
                images.stream().map(Keypoints::of).toList(),
                images::get,
                (earlier, later, share) -> pairs.add(String.format(Locale.ROOT, "%d-%d %.2f", earlier, later, share)),
                () -> true);
        return pairs;
    }

    @Test
    void findsCropsOfOnePictureByTheirSharedPixels() throws IOException {
        var picture = photograph(700, 500, 1, 2, 3);
        var other = photograph(700, 500, 3, 4, 3);
        var images = List.of(
                crop(picture, 0, 0, 256, 256),
                crop(other, 30, 40, 256, 256),
                crop(picture, 128, 0, 256, 256),
                crop(picture, 401, 201, 256, 256),
                crop(picture, 171, 103, 256, 200),
                crop(other, 300, 200, 256, 256));
        // 0 and 4 share 85 x 153 of 256 x 200 pixels, 2 and 4 213 x 153; 3 and 4 26 x 102, which is less than a tenth.
        assertThat(found(images)).containsExactlyInAnyOrder("0-2 0.50", "0-4 0.25", "2-4 0.64");
    }

    @Test
    void findsThemInLargePictures() throws IOException {
        var picture = photograph(1800, 1000, 5, 6, 3);
        assertThat(found(List.of(
                        crop(picture, 0, 0, 1100, 900),
                        photograph(1100, 900, 7, 8, 3),
                        crop(picture, 333, 51, 1100, 900))))
                .containsExactly("0-2 0.66");
    }

    /** The same thing photographed again, here or a little farther on, is another picture. */
    @Test
    void takesNoTwoPhotographsForOne() throws IOException {
        var images = new ArrayList<RasterImage>();
        for (int i = 0; i < 8; i++) {
            images.add(crop(photograph(400, 300, 11, 20 + i, 4), 20 * i, 5 * i, 200, 200));
        }
        assertThat(found(images)).isEmpty();
    }

    @Test
    void findsNothingInPlainOrSmallOnes() throws IOException {
        var plain = new RasterImage(200, 200, 1, new byte[40_000]);
        var picture = photograph(200, 200, 1, 2, 3);
        assertThat(found(List.of(plain, plain, crop(picture, 0, 0, 40, 40), crop(picture, 10, 0, 40, 40))))
                .isEmpty();
        // What hardly moved is a near duplicate.
        assertThat(found(List.of(crop(picture, 0, 0, 190, 190), crop(picture, 2, 1, 190, 190))))
                .isEmpty();
    }
}
