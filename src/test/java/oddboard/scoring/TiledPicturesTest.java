package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import oddboard.dataset.ModelInput;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.run.Run;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Pictures and maps of images that a model saw by their tiles. */
@Slow
class TiledPicturesTest extends TiledFixture {
    /** An import that cuts out the middle says nothing of what tiles see. */
    @Test
    void picturesAndMapsShowAllOfAnImageInItsShape() throws Exception {
        var version = imported(0, Crop.SQUARE);
        Run run = run(version, "patches", Map.of(), tiles(96, 96, ModelInput.Tiles.Score.MAX));
        registered(run);
        Map<String, byte[]> all = testFiles();
        // The left edge, which the import's square leaves out, is all that differs.
        BufferedImage odd =
                ImageIO.read(new ByteArrayInputStream(all.values().iterator().next()));
        for (int y = 90; y < 150; y++) {
            for (int x = 3; x < 33; x++) {
                odd.setRGB(x, y, 0xffffff);
            }
        }
        all.put("test/odd.png", Images.png(odd));
        Scoring sent = scored(fixture.start("parts/1", List.of(sent(all)), null, ScoringSpec.Maps.ALL));
        Scoring stored = scored(fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.ALL));
        var pictures = fixture.runs.part(ScoringPictures.class);
        int size = version.imageSize();
        int height = size * HEIGHT / WIDTH;
        for (ScoredImage image : fixture.images(sent)) {
            RasterImage picture = pictures.image(sent, image.index(), fixture.admin);
            assertThat(picture.width()).isEqualTo(size);
            assertThat(picture.height()).isEqualTo(height);
            assertThat(picture.data())
                    .as(image.file())
                    .isEqualTo(Resizer.resize(decoded(all.get(image.file())), size, height)
                            .withChannels(sent.channels())
                            .data());
        }
        assertThat(pictures.image(stored, 0, fixture.admin).height()).isEqualTo(height);
        int index = fixture.images(sent).stream()
                .filter(image -> image.file().endsWith("odd.png"))
                .findFirst()
                .orElseThrow()
                .index();
        RasterImage map = pictures.map(sent, index).orElseThrow();
        assertThat(map.width()).isEqualTo(size);
        int highest = 0;
        for (int i = 0; i < map.data().length; i++) {
            highest = (map.data()[i] & 255) > (map.data()[highest] & 255) ? i : highest;
        }
        assertThat(highest % size * WIDTH / size).as("column").isBetween(0, 45);
        assertThat(highest / size * WIDTH / size).as("row").isBetween(75, 165);
        // Drift and neighbors compare what the import made.
        assertThat(pictures.square(stored, 0, fixture.admin).height()).isEqualTo(size);
        assertThat(fixture.runs
                        .part(Neighbors.class)
                        .nearest(sent, index, 3, fixture.admin)
                        .nearest())
                .hasSize(3);
        assertThat(brightness(sent)).containsAll(brightness(stored));
    }

    private List<Float> brightness(Scoring scoring) {
        return fixture.runs
                .jdbc
                .sql("select brightness from scoring_image where scoring_id = :id order by index")
                .param("id", scoring.id().value())
                .query(Float.class)
                .list();
    }

    private static RasterImage decoded(byte[] file) {
        return ImageDecoder.decode(file, "", "").pixels();
    }
}
