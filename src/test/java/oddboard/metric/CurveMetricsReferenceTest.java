package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against metrics.csv and pixels.csv, which metrics.py made in exact fractions and held against scikit-learn 1.9.1. */
class CurveMetricsReferenceTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static List<String[]> lines(String name) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CurveMetricsReferenceTest.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    @Test
    void operatingPointsAndPartialAreasEqualTheirDefinitions() throws IOException {
        List<Reference> cases = Reference.all();
        List<String[]> expected = lines("figures.csv");
        assertThat(expected).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            Reference r = cases.get(i);
            double[] e = Arrays.stream(expected.get(i))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            OperatingPoints points = OperatingPoints.of(r.a(), r.anomalous());
            assertThat(points.bestF1().f1()).as("F1 of " + r).isCloseTo(e[0], EXACT);
            assertThat(points.bestF1().threshold()).as("threshold of " + r).isEqualTo(e[1]);
            assertThat(points.recallAtLeast(0.95).falseAlarmRate())
                    .as("FPR at TPR of " + r)
                    .isCloseTo(e[2], EXACT);
            assertThat(points.falseAlarmsAtMost(0.05).recall())
                    .as("TPR at FPR of " + r)
                    .isCloseTo(e[3], EXACT);
            assertThat(PartialAuc.of(points, 0.1)).as("partial area of " + r).isCloseTo(e[4], EXACT);
            assertThat(PartialAuc.of(points, 0.3)).as("partial area of " + r).isCloseTo(e[5], EXACT);
            assertThat(PartialAuc.of(points, 1))
                    .as("whole area of " + r)
                    .isCloseTo(Auc.of(r.a(), r.anomalous()), EXACT);
        }
    }

    @Test
    void pixelMetricsEqualTheirDefinitions() throws IOException {
        PixelMetrics metrics = new PixelMetrics(16);
        for (int k = 0; k < 6; k++) {
            byte[] error = new byte[256];
            byte[] mask = new byte[256];
            for (int i = 0; i < 256; i++) {
                int x = i % 16;
                int y = i / 16;
                boolean marked = k % 3 != 0
                        && ((x - 4) * (x - 4) + (y - 4) * (y - 4) <= 2 + k || x + y == 22 || x == 15 && y == 0);
                int noise = (x * 7919 + y * 104729 + k * 1299709 + x * y * 31) % 97;
                mask[i] = (byte) (marked ? 1 : 0);
                error[i] = (byte) Math.min(255, noise * 2 + (marked ? 60 : 0));
            }
            metrics.add(error, mask);
        }
        String[] expected = lines("pixels.csv").getFirst();
        PixelMetrics.Values found = metrics.metrics().orElseThrow();
        assertThat(found.auroc()).isCloseTo(Double.parseDouble(expected[0]), EXACT);
        assertThat(found.aupro()).isCloseTo(Double.parseDouble(expected[1]), EXACT);
        assertThat(found.auproAtFpr5()).isCloseTo(Double.parseDouble(expected[2]), EXACT);
        assertThat(found.regions()).isEqualTo(Integer.parseInt(expected[3]));
    }

    @Test
    void mapsWithoutOneKindOfPixelHaveNoMetrics() {
        PixelMetrics metrics = new PixelMetrics(2);
        metrics.add(new byte[4], new byte[4]);
        assertThat(metrics.metrics()).isEmpty();
    }

    @Test
    void everyTypeIsToldFromAllNormalImages() {
        double[] scores = {1, 2, 3, 4, 5, 1.5};
        boolean[] anomalous = {false, false, true, true, true, true};
        List<TypeAuc> types = TypeAuc.of(scores, anomalous, new String[] {"", "", "dent", "dent", "", "stain"});
        assertThat(types).extracting(TypeAuc::type).containsExactly("", "dent", "stain");
        assertThat(types).extracting(TypeAuc::count).containsExactly(1, 2, 1);
        assertThat(types).extracting(t -> t.auc().auc()).containsExactly(1.0, 1.0, 0.5);
    }

    /** With three images of each class every one of the 27 x 27 resamples can be gone through. */
    @Test
    void bootstrapFindsTheQuantilesOfAllResamples() {
        double[] scores = {3, 1, 4, 2, 1, 2.5};
        boolean[] anomalous = {true, true, true, false, false, false};
        double[] all = new double[729];
        for (int r = 0; r < 729; r++) {
            double[] drawn = new double[6];
            for (int i = 0, rest = r; i < 6; i++, rest /= 3) {
                drawn[i] = scores[(i < 3 ? 0 : 3) + rest % 3];
            }
            all[r] = Auc.of(drawn, anomalous);
        }
        Arrays.sort(all);
        Bootstrap.Interval found = Bootstrap.interval(scores, anomalous, 40_000, 7);
        assertThat(found.low()).isEqualTo(all[(int) (0.025 * 729)]);
        assertThat(found.high()).isEqualTo(all[(int) (0.975 * 729)]);
        assertThat(Bootstrap.interval(scores, anomalous, 40_000, 7)).isEqualTo(found);
    }

    @Test
    void bootstrapAgreesWithDeLongOnManyImages() {
        var random = new Random(5);
        double[] scores = new double[1200];
        boolean[] anomalous = new boolean[1200];
        for (int i = 0; i < scores.length; i++) {
            anomalous[i] = i % 4 == 0;
            scores[i] = random.nextGaussian() + (anomalous[i] ? 1 : 0);
        }
        DeLong.Interval delong = DeLong.interval(scores, anomalous);
        Bootstrap.Interval drawn = Bootstrap.interval(scores, anomalous, 2000, 1);
        assertThat(drawn.low()).isCloseTo(delong.low(), within(0.004));
        assertThat(drawn.high()).isCloseTo(delong.high(), within(0.004));
    }

    @Test
    void countsScoresOfEachClassInRoundBins() {
        ScoreHistogram bins =
                ScoreHistogram.of(new double[] {0, 1, 1.5, 9.9}, new boolean[] {false, false, true, true}, 11);
        assertThat(bins.edges()).startsWith(0, 1, 2).hasSize(11);
        assertThat(bins.normal()).startsWith(1, 1, 0);
        assertThat(bins.anomalous()).startsWith(0, 1, 0).endsWith(1);
    }
}
