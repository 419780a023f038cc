package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.detector.Detectors;
import oddboard.detector.Explanation;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCollectorTest {
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    /** Images of one value each, but for their first pixel. */
    private static ImageSource images(int[] value, int[] corner) {
        return new ImageSource() {
            @Override
            public int count() {
                return value.length;
            }

            @Override
            public ImageShape shape() {
                return new ImageShape(SIZE, 1);
            }

            @Override
            public void read(int index, ByteBuffer to) {
                byte[] image = new byte[SIZE * SIZE];
                Arrays.fill(image, (byte) value[index]);
                image[0] = (byte) corner[index];
                to.put(image);
            }
        };
    }

    private double[] scores(ImageSource images, Map<String, Object> settings, double... scores) throws Exception {
        try (ScoreCollector scoring =
                new ScoreCollector(images, ReconstructionFrame.of(SIZE, 1, settings), folder, true, null)) {
            for (int i = 0; i < scores.length; i++) {
                scoring.accept(i, scores[i], Explanation.reconstruction(new byte[SIZE * SIZE]));
            }
            return scoring.scores();
        }
    }

    @Test
    void equalImagesHaveEqualScoresAndNoneHasMoreDigitsThanAFloat() throws Exception {
        double noise = 1 + 1e-9;
        double[] found =
                scores(images(new int[] {7, 9, 7, 9}, new int[4]), Map.of(), 12.1, 12.2, 12.1 * noise, 12.2 / noise);
        assertThat(found).containsExactly(12.1f, 12.2f, 12.1f, 12.2f);
    }

    @Test
    void imagesThatDifferWhereTheRunDoesNotLookAreEqual() throws Exception {
        ImageSource images = images(new int[] {7, 7}, new int[] {0, 200});
        assertThat(scores(images, Map.of("crop", 0.75), 3, 3.1)).containsExactly(3, 3);
        assertThat(scores(images, Map.of(), 3, 4)).containsExactly(3, 4);
    }

    @Test
    void refusesAScoreThatAFloatCannotHold() {
        ImageSource images = images(new int[] {7}, new int[] {0});
        assertThatThrownBy(() -> scores(images, Map.of(), 1e39))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("not a finite number");
    }

    /** At some places of a batch the engine's sums differ in their last digits: here the last of six or ten. */
    @ParameterizedTest
    @CsvSource({"resnet,'8,8,16,16,8',6", "resnet,'8,8,16,16,8',10", "fcn-wide,'64,32,16,8',37"})
    void copiesOfAnImageHaveOneScoreWhereverTheyStand(String id, String widths, int count) throws Exception {
        ImageShape shape = new ImageShape(32, 3);
        WaveImages train = WaveImages.normal(8, shape, 1);
        ImageSource copies = new ImageSource() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public ImageShape shape() {
                return shape;
            }

            @Override
            public void read(int index, ByteBuffer to) {
                train.read(3, to);
            }
        };
        var detector = Detectors.byId(id).orElseThrow();
        var settings = Settings.of(
                detector.settings(), new LinkedHashMap<>(Map.of("epochs", 1, "batchSize", 8, "widths", widths)));
        try (Model model = detector.open(settings, shape, "cpu");
                ScoreCollector scoring =
                        new ScoreCollector(copies, ReconstructionFrame.of(32, 3, Map.of()), folder, true, null)) {
            var quiet = new QuietProgress() {};
            assertThat(model.fit(train, quiet)).isTrue();
            assertThat(model.score(copies, scoring, quiet)).isTrue();
            assertThat(Arrays.stream(scoring.scores()).distinct()).hasSize(1);
        }
    }
}
