package oddboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.metric.NormalScores;
import oddboard.metric.Proportion;
import oddboard.registry.Threshold.Outcome;
import oddboard.registry.Thresholds.Request;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Thresholds of a registered version, from scores that its run stored. */
@Slow
class ThresholdsTest extends ModelFixture {
    private Threshold add(Method method, Map<String, ?> parameters, CalibrationSplit on) {
        return thresholds.add("nuts", 1, new Request(method, parameters, on), ada);
    }

    @Test
    void imagesHeldOutOfTrainingComeFirst() throws Exception {
        ModelVersion version = registered("nuts", Map.of("calibrationShare", 0.5));
        Threshold threshold = add(Method.QUANTILE, Map.of("q", 0.9), null);
        double[] scores =
                thresholds.sample(version, CalibrationSplit.HELD_OUT, ada).scores();
        assertThat(scores).hasSize(12);
        assertThat(threshold.value()).isEqualTo(NormalScores.of(scores).quantile(0.9));
        assertThat(threshold.scale()).isEqualTo(NormalScores.of(scores).deviation());
        assertThat(threshold.calibration().split()).isEqualTo(CalibrationSplit.HELD_OUT);
        assertThat(threshold.calibration().split().optimistic()).isFalse();
        assertThat(threshold.calibration().n()).isEqualTo(12);
        Proportion expected = Proportion.of(2, 12);
        assertThat(threshold.calibration().rate()).isEqualTo(expected.rate());
        assertThat(threshold.calibration().low()).isEqualTo(expected.low());
        assertThat(threshold.calibration().high()).isEqualTo(expected.high());
        assertThat(threshold.byName()).isEqualTo("ada");
        assertThat(audited("model.threshold")).hasSize(1);
        assertThat(thresholds.list(version)).containsExactly(threshold);
    }

    @Test
    void withoutThemTheTrainingImagesDoAndItSaysThatThisIsOptimistic() throws Exception {
        registered("nuts", Map.of());
        Threshold threshold = add(Method.MEAN_PLUS_K_SD, Map.of(), null);
        assertThat(threshold.calibration().split()).isEqualTo(CalibrationSplit.TRAIN);
        assertThat(threshold.calibration().split().warning()).startsWith("This is optimistic");
        assertThat(threshold.calibration().n()).isEqualTo(24);
        assertThat(threshold.parameters()).containsExactly(Map.entry("k", 3.0));
        Threshold test = add(Method.MEAN_PLUS_K_SD, Map.of("k", 2), CalibrationSplit.TEST_NORMAL);
        assertThat(test.calibration().n()).isEqualTo(8);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> add(Method.QUANTILE, Map.of(), CalibrationSplit.HELD_OUT))
                .withMessageContaining("because its run held none out (setting calibrationShare)");
    }

    @Test
    void theCalibratedScoreIsAHalfAtTheThreshold() throws Exception {
        registered("nuts", Map.of());
        Threshold threshold = add(Method.SCALED_QUANTILE, Map.of("lookShare", 0.25), null);
        assertThat(threshold.calibrated(threshold.value())).isEqualTo(0.5);
        assertThat(threshold.calibrated(threshold.value() + threshold.scale()))
                .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
        assertThat(threshold.look()).isNotNull().isLessThan(threshold.value());
        assertThat(threshold.outcome(threshold.value())).isEqualTo(Outcome.REJECT);
        assertThat(threshold.outcome(Math.nextDown(threshold.value()))).isEqualTo(Outcome.LOOK);
        assertThat(threshold.outcome(Math.nextDown(threshold.look()))).isEqualTo(Outcome.PASS);
    }

    @Test
    void testLabelsAreUsedOnlyWhereTheMethodAsksForThem() throws Exception {
        ModelVersion version = registered("nuts", Map.of());
        Threshold best = add(Method.F1_MAX, Map.of(), null);
        assertThat(best.calibration().split()).isEqualTo(CalibrationSplit.TEST);
        assertThat(best.calibration().split().warning()).contains("chosen on the test labels");
        CalibrationSample sample = thresholds.sample(version, CalibrationSplit.TEST, ada);
        double f1 = f1(sample, best.value());
        assertThat(Arrays.stream(sample.scores()).map(t -> f1(sample, t)).max()).hasValue(f1);
        Threshold cheap = add(Method.COST, Map.of("missCost", 1000, "falseAlarmCost", 1), null);
        assertThat(Arrays.stream(sample.scores())
                        .filter(s -> s >= cheap.value())
                        .count())
                .as("nearly all are flagged where a miss costs much")
                .isGreaterThanOrEqualTo(4);
        Threshold dear = add(Method.COST, Map.of("missCost", 0), null);
        assertThat(dear.calibration().rate())
                .as("none is where it costs nothing")
                .isZero();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> add(Method.F1_MAX, Map.of(), CalibrationSplit.TRAIN));
    }

    private static double f1(CalibrationSample sample, double threshold) {
        int found = 0;
        int wrong = 0;
        int missed = 0;
        for (int i = 0; i < sample.scores().length; i++) {
            boolean flagged = sample.scores()[i] >= threshold;
            found += flagged && sample.anomalous()[i] ? 1 : 0;
            wrong += flagged && !sample.anomalous()[i] ? 1 : 0;
            missed += !flagged && sample.anomalous()[i] ? 1 : 0;
        }
        return 2.0 * found / (2.0 * found + wrong + missed);
    }

    @Test
    void refusesWhatNoThresholdFollowsFrom() throws Exception {
        registered("nuts", Map.of());
        refused(
                Method.FALSE_ALARM_BUDGET,
                Map.of("budget", 0.01),
                "needs 99 normal images or more to rest on, and there are 24");
        refused(Method.QUANTILE, Map.of("q", 1.5), "\"q\" must lie between 0.5 and 1.0, not 1.5.");
        refused(
                Method.QUANTILE,
                Map.of("k", 1),
                "The method quantile has no parameter \"k\"; it has q, lookShare, look, scale.");
        refused(Method.QUANTILE, Map.of("q", "much"), "\"q\" must be a number");
        refused(Method.QUANTILE, Map.of("q", Double.NaN), "\"q\" must lie between");
        refused(Method.MANUAL, Map.of(), "A manual threshold needs its raw score");
        refused(
                Method.MANUAL,
                Map.of("value", 1, "look", 2),
                "Images to look at begin at 2.0, above the threshold of 1.0");
        refused(Method.MANUAL, Map.of("value", 1, "scale", 0), "\"scale\" must lie between");
        room.label(room.version, new boolean[12]);
        refused(Method.F1_MAX, Map.of(), "None of the labeled test images is anomalous");
        assertThat(room.count("threshold")).isZero();
    }

    private void refused(Method method, Map<String, ?> parameters, String sentence) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> add(method, parameters, null))
                .withMessageContaining(sentence);
    }

    @Test
    void aliasesMoveWithTheirThresholds() throws Exception {
        registered("nuts", Map.of());
        registration.addVersion("nuts", trained(Map.of("seed", 5)), "", ada);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> models.resolve("nuts@champion", ada))
                .withMessage("The model nuts has no alias champion.");
        Threshold first = add(Method.QUANTILE, Map.of(), null);
        Threshold second = add(Method.MANUAL, Map.of("value", 3), null);
        aliases.move("nuts", "champion", 1, first.id(), "", ada);
        assertThat(models.resolve("nuts@champion", ada).version()).isEqualTo(1);
        assertThat(models.thresholdFor("nuts@champion", ada)).contains(first);
        assertThat(models.thresholdFor("nuts/1", ada)).as("the newest").contains(second);
        assertThat(models.thresholdFor("nuts/2", ada)).isEmpty();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> aliases.move("nuts", "champion", 2, first.id(), "", ada))
                .withMessage("Version 2 of nuts has no threshold " + first.id() + ".");
        aliases.move("nuts", "champion", 2, null, "fewer false alarms on line 3", ada);
        ModelVersion champion = models.resolve("nuts@champion", ada);
        assertThat(champion.version()).isEqualTo(2);
        assertThat(models.resolve("nuts@sha256:" + champion.sha256(), ada)).isEqualTo(champion);
        assertThat(audited("model.alias"))
                .containsExactly(
                        "champion: version 1, threshold " + first.id(),
                        "champion: version 1 → version 2; fewer false alarms on line 3");
        for (String wrong : new String[] {"nuts", "nuts@", "nuts/0", "nuts/latest", "nuts@sha256:12", "Nuts/1"}) {
            assertThatExceptionOfType(InputException.class).isThrownBy(() -> models.resolve(wrong, ada));
        }
        aliases.remove("nuts", "champion", "", ada);
        assertThat(models.require("nuts", ada).aliases()).isEmpty();
    }
}
