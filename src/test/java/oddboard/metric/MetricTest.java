package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final double[] SCORES = {0.9, 0.8, 0.8, 0.4, 0.1};
    private static final boolean[] LABELS = {true, false, true, false, false};

    @Test
    void curveGoesFromOriginToOneWithAPointForEachScore() {
        Roc roc = Roc.of(SCORES, LABELS);
        assertThat(roc.threshold()).containsExactly(Double.POSITIVE_INFINITY, 0.9, 0.8, 0.4, 0.1);
        assertThat(roc.tpr()).containsExactly(0, 0.5, 1, 1, 1);
        assertThat(roc.fpr()).containsExactly(0, 0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void precisionAndRecallCountTiedScoresTogether() {
        PrecisionRecall curve = PrecisionRecall.of(SCORES, LABELS);
        assertThat(curve.threshold()).containsExactly(0.9, 0.8, 0.4, 0.1);
        assertThat(curve.recall()).containsExactly(0.5, 1, 1, 1);
        assertThat(curve.precision()).containsExactly(1, 2 / 3.0, 0.5, 0.4);
        assertThat(curve.averagePrecision()).isEqualTo(0.5 + 0.5 * (2 / 3.0));
    }

    @Test
    void namesTheScoreThatIsNotANumber() {
        double[] scores = {1, 2, Double.NaN, 3, 4};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auc.of(scores, LABELS))
                .withMessageContaining("Score 2 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Roc.of(scores, LABELS))
                .withMessageContaining("Score 2 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeLong.interval(scores, LABELS))
                .withMessageContaining("2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(scores, LABELS))
                .withMessageContaining("2");
    }

    @Test
    void refusesOneClassAloneAndLengthsThatDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auc.of(SCORES, new boolean[5]))
                .withMessageContaining("all 5 are normal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auc.of(SCORES, new boolean[4]))
                .withMessageContaining("5 scores but 4 labels");
    }

    @Test
    void infiniteScoresRankLikeAnyOther() {
        double[] scores = {Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(Auc.of(scores, new boolean[] {true, true, false, false})).isEqualTo((1 + 0.5 + 1) / 4);
    }

    @Test
    void randomScoresWithTiesAgreeWithAllPairs() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int count = 2 + random.nextInt(40);
            int steps = 1 + random.nextInt(20);
            double[] scores = new double[count];
            boolean[] labels = new boolean[count];
            for (int i = 0; i < count; i++) {
                scores[i] = (random.nextInt(2 * steps) - steps) / (double) steps * 0.3;
                labels[i] = random.nextBoolean();
            }
            labels[0] = true;
            labels[1] = false;
            assertThat(Auc.of(scores, labels)).isEqualTo(pairsWon(scores, labels));
            DeLong.Interval interval = DeLong.interval(scores, labels);
            assertThat(interval.low()).isBetween(0.0, interval.auc());
            assertThat(interval.high()).isBetween(interval.auc(), 1.0);
            assertThat(interval.high()).isGreaterThan(interval.low());
        }
    }

    private static double pairsWon(double[] scores, boolean[] labels) {
        double won = 0;
        int pairs = 0;
        for (int p = 0; p < scores.length; p++) {
            for (int n = 0; n < scores.length; n++) {
                if (labels[p] && !labels[n]) {
                    won += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    @Test
    void aPerfectModelOnFewImagesStillHasAWideInterval() {
        double[] scores = {5, 4, 3, 2, 1, 0};
        DeLong.Interval interval = DeLong.interval(scores, new boolean[] {true, true, true, false, false, false});
        assertThat(interval.auc()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(1);
        assertThat(interval.low()).isBetween(0.3, 0.7);
        DeLong.Interval wrong = DeLong.interval(scores, new boolean[] {false, false, false, true, true, true});
        assertThat(wrong.low()).isZero();
        assertThat(wrong.high()).isCloseTo(1 - interval.low(), within(1e-12));
    }

    @Test
    void intervalOfAPerfectModelShrinksWithMoreImages() {
        double before = 0;
        for (int half : new int[] {3, 30, 300, 3000}) {
            double[] scores = new double[2 * half];
            boolean[] labels = new boolean[2 * half];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = i;
                labels[i] = i >= half;
            }
            double low = DeLong.interval(scores, labels).low();
            assertThat(low).isGreaterThan(before);
            before = low;
        }
        assertThat(before).isBetween(0.99, 1.0);
    }

    @Test
    void aModelIsNeverToldFromItself() {
        assertThat(DeLong.compare(SCORES, SCORES, LABELS)).isEqualTo(new DeLong.Comparison(0, 0, 0, 1));
    }

    @Test
    void thinnedCurveKeepsTheEndsAndTheWidestCorner() {
        double[] scores = new double[1000];
        boolean[] labels = new boolean[1000];
        for (int i = 0; i < 1000; i++) {
            scores[i] = i;
            labels[i] = i >= 600;
        }
        Roc thin = Roc.of(scores, labels).thinned(100);
        assertThat(thin.fpr()).containsExactly(0, 0, 1);
        assertThat(thin.tpr()).containsExactly(0, 1, 1);
        assertThat(thin.threshold()).containsExactly(Double.POSITIVE_INFINITY, 600, 0);
    }

    @Test
    void thinnedCurveKeepsToItsLimitAndLosesLittleArea() {
        Random random = new Random(3);
        double[] scores = new double[20_000];
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = random.nextInt(4) == 0;
            scores[i] = random.nextGaussian() + (labels[i] ? 1 : 0);
        }
        Roc thin = Roc.of(scores, labels).thinned(200);
        assertThat(thin.fpr()).hasSize(200);
        double area = 0;
        for (int i = 1; i < 200; i++) {
            area += (thin.fpr()[i] - thin.fpr()[i - 1]) * (thin.tpr()[i] + thin.tpr()[i - 1]) / 2;
        }
        assertThat(area).isCloseTo(Auc.of(scores, labels), within(1e-3));
    }

    @Test
    void tenMillionScoresTakeSecondsNotMinutes() {
        Random random = new Random(1);
        double[] scores = random.doubles(10_000_000).toArray();
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (i & 1) == 0;
        }
        // The thread's own time, which other work on the machine doesn't lengthen.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        double auc = Auc.of(scores, labels);
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertThat(auc).isCloseTo(0.5, within(1e-3));
        // About 1 s; the limit leaves room for a slow machine.
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        System.out.println("AUC of 10 million scores: " + took.toMillis() + " ms");
    }
}
