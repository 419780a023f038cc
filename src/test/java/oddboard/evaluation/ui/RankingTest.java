package oddboard.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import oddboard.dataset.Labels;
import oddboard.run.Scores;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Ranking FIVE = of(new double[] {3.25, 9.5, 1, 7.125, 7.125}, false, true, false, true, false);

    private static Ranking of(double[] scores, Boolean... anomalous) {
        var flags = new boolean[scores.length];
        var types = new String[scores.length];
        for (int i = 0; i < scores.length; i++) {
            flags[i] = anomalous[i];
            types[i] = flags[i] && i % 2 == 1 ? "dent" : "";
        }
        return Ranking.of(new Scores(scores, flags, types, 1));
    }

    @Test
    void ranksTheLargestScoreFirstAndEqualScoresInOrderOfTheImages() {
        assertThat(new int[] {FIVE.index(1), FIVE.index(2), FIVE.index(3), FIVE.index(4), FIVE.index(5)})
                .containsExactly(1, 3, 4, 0, 2);
        assertThat(FIVE.rank(4)).isEqualTo(3);
    }

    @Test
    void countsAnImageAtTheThresholdAsAnAlarm() {
        assertThat(FIVE.counts(7.125)).isEqualTo(new Counts(2, 1, 0, 2));
        assertThat(FIVE.counts(Math.nextUp(7.125))).isEqualTo(new Counts(1, 0, 1, 3));
        assertThat(FIVE.counts(10)).isEqualTo(new Counts(0, 0, 2, 3));
        assertThat(FIVE.counts(-1)).isEqualTo(new Counts(2, 3, 0, 0));
    }

    private static Ranking labeled(boolean[] anomalous, boolean[] labeled) {
        var labels = new Labels(1, 1, anomalous, new String[] {"", "", "", ""}, labeled);
        return Ranking.of(new Scores(new double[] {4, 3, 2, 1}, labels, 1));
    }

    @Test
    void countsUnlabeledImagesByThemselves() {
        var ranking = labeled(new boolean[] {false, true, false, false}, new boolean[] {false, true, true, false});
        assertThat(ranking.hasBothClasses()).isTrue();
        assertThat(ranking.counts(3)).isEqualTo(new Counts(1, 0, 0, 1, 0, 2));
        assertThat(ranking.outcome(0, 3)).isEqualTo(ImageOutcome.UNLABELED);
        assertThat(ranking.outcome(1, 3)).isEqualTo(ImageOutcome.FOUND);
        assertThat(ranking.type(3)).isEqualTo("unlabeled");
        assertThat(ranking.outcomes()).contains(ImageOutcome.UNLABELED).doesNotContain(ImageOutcome.HIDDEN);
    }

    @Test
    void noThresholdIsRightOrWrongWithoutBothClasses() {
        var one = labeled(new boolean[4], new boolean[] {false, true, true, false});
        assertThat(one.hasBothClasses()).isFalse();
        assertThat(one.outcome(1, 0)).isEqualTo(ImageOutcome.RANKED);
        assertThat(one.outcome(0, 0)).isEqualTo(ImageOutcome.UNLABELED);
        assertThat(one.rank(3)).isEqualTo(4);
    }

    @Test
    void countsAsOneWhoLooksAtEveryImage() {
        var random = new Random(7);
        var scores = random.doubles(300).map(d -> Math.rint(d * 50) / 10).toArray();
        var anomalous = new Boolean[300];
        Arrays.setAll(anomalous, i -> random.nextInt(5) == 0);
        var ranking = of(scores, anomalous);
        for (double threshold = -0.05; threshold < 5.2; threshold += 0.05) {
            var counted = new int[ImageOutcome.values().length];
            for (int i = 0; i < scores.length; i++) {
                counted[ImageOutcome.of(scores[i], anomalous[i], threshold).ordinal()]++;
            }
            var counts = ranking.counts(threshold);
            assertThat(Arrays.stream(ImageOutcome.values()).mapToInt(counts::of).toArray())
                    .as("at %s", threshold)
                    .isEqualTo(counted);
        }
    }

    @Test
    void choosesTheBalancedThresholdByRecallMinusFalseAlarms() {
        var counts = FIVE.counts(FIVE.balanced());
        assertThat(counts.recall() - counts.falseAlarmRate()).isCloseTo(1 - 1 / 3.0, within(1e-12));
    }

    @Test
    void keepsWhatItsPresetsPromise() {
        var random = new Random(11);
        var scores = random.doubles(400).toArray();
        var anomalous = new Boolean[400];
        Arrays.setAll(anomalous, i -> i % 4 == 0);
        for (int i = 0; i < 400; i += 4) {
            scores[i] += 0.4;
        }
        var ranking = of(scores, anomalous);
        assertThat(ranking.counts(ranking.falseAlarmsAtMost(0.05)).falseAlarmRate())
                .isEqualTo(0.05, within(1 / 300.0));
        assertThat(ranking.counts(ranking.falseAlarmsAtMost(0)).falseAlarms()).isZero();
        assertThat(ranking.counts(ranking.recallAtLeast(0.95)).found()).isEqualTo(95);
        assertThat(ranking.counts(ranking.recallAtLeast(1)).missed()).isZero();
    }

    @Test
    void makesThresholdsShortWithoutMovingAnImageAcross() {
        assertThat(FIVE.neat(7.125)).isEqualTo(7);
        assertThat(FIVE.neat(9.5)).isEqualTo(9);
        var close = of(new double[] {0.123456, 0.123412, 0.1}, true, false, false);
        assertThat(close.neat(0.123456)).isEqualTo(0.12345);
        assertThat(close.counts(close.neat(0.123456))).isEqualTo(close.counts(0.123456));
        var twins = of(new double[] {Math.nextUp(0.1), 0.1}, true, false);
        assertThat(twins.counts(twins.neat(Math.nextUp(0.1)))).isEqualTo(new Counts(1, 0, 0, 1));
    }

    @Test
    void selectsByOutcomeAndTypeInEitherOrder() {
        assertThat(FIVE.select(7.125, ImageOutcome.FOUND, "", false)).containsExactly(1, 3);
        assertThat(FIVE.select(7.125, null, "normal", true)).containsExactly(2, 0, 4);
        assertThat(FIVE.select(8, ImageOutcome.MISSED, "dent", false)).containsExactly(3);
        assertThat(FIVE.types()).containsExactly("dent", "normal");
    }

    @Test
    void putsEveryImageIntoExactlyOneBin() {
        var histogram = FIVE.histogram(20);
        assertThat(Arrays.stream(histogram.normal()).sum()).isEqualTo(3);
        assertThat(Arrays.stream(histogram.anomalous()).sum()).isEqualTo(2);
        assertThat(histogram.edges()).hasSize(histogram.normal().length + 1).isSorted();
        assertThat(histogram.edges()[0]).isLessThanOrEqualTo(1);
        assertThat(histogram.normal().length).isLessThanOrEqualTo(20);
    }

    @Test
    void bearsEqualScoresAndOneClassAlone() {
        var flat = of(new double[] {2, 2, 2}, true, false, true);
        assertThat(flat.counts(flat.balanced())).isEqualTo(new Counts(2, 1, 0, 0));
        assertThat(Arrays.stream(flat.histogram(20).anomalous()).sum()).isEqualTo(2);
        var normal = of(new double[] {1, 2}, false, false);
        assertThat(normal.counts(normal.balanced()).recall()).isNaN();
    }
}
