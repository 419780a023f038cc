package oddboard.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.sweep.Axis.Draws;
import oddboard.sweep.Axis.Scale;
import oddboard.sweep.Axis.Steps;
import oddboard.sweep.Axis.Values;
import oddboard.sweep.SweepSpec.Method;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final Detector CONV = Detectors.byId("conv").orElseThrow();

    private static SweepSpec spec(
            Method method, Map<String, Axis> settings, List<Long> seeds, int draws, long drawSeed) {
        return new SweepSpec(
                "",
                List.of(new VersionId(1)),
                List.of("conv"),
                settings,
                seeds,
                method,
                draws,
                drawSeed,
                2,
                0,
                "",
                List.of());
    }

    private static List<Object> values(String name, Axis axis) {
        return SweepPlan.of(spec(Method.GRID, Map.of(name, axis), List.of(), 0, 0)).stream()
                .map(run -> run.settings().get(name))
                .toList();
    }

    @Test
    void aGridHasEveryCombinationOnceForEverySeedAndAlwaysInTheSameOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Map<String, Axis> axes = new LinkedHashMap<>();
            int batches = 1 + random.nextInt(4);
            int rates = 2 + random.nextInt(3);
            List<Object> sizes = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                sizes.add(8 << i);
            }
            axes.put("batchSize", new Values(sizes));
            axes.put("learningRate", new Steps(1e-4, 1e-2, rates, random.nextBoolean() ? Scale.LOG : Scale.LINEAR));
            axes.put("epochs", Axis.fixed(3));
            List<Long> seeds = random.longs(1 + random.nextInt(3), 0, 1000)
                    .distinct()
                    .boxed()
                    .toList();
            SweepSpec spec = new SweepSpec(
                    "",
                    List.of(new VersionId(4), new VersionId(2)),
                    List.of("fcn", "conv"),
                    axes,
                    seeds,
                    Method.GRID,
                    0,
                    0,
                    1,
                    0,
                    "",
                    List.of());
            List<PlannedRun> plan = SweepPlan.of(spec);
            assertThat(plan).hasSize(2 * 2 * batches * rates * seeds.size()).isEqualTo(SweepPlan.of(spec));
            assertThat(new HashSet<>(plan.stream()
                            .map(r -> List.of(r.version(), r.detector(), r.settings(), r.seed()))
                            .toList()))
                    .as("all distinct")
                    .hasSameSizeAs(plan);
            assertThat(plan)
                    .extracting(PlannedRun::place)
                    .isSorted()
                    .startsWith(0)
                    .doesNotHaveDuplicates();
            assertThat(plan).extracting(PlannedRun::epochs).containsOnly(3);
            int combinations = 2 * 2 * batches * rates;
            assertThat(plan.subList(0, combinations))
                    .as("first every combination by the first seed")
                    .extracting(PlannedRun::seed)
                    .containsOnly(seeds.getFirst());
            assertThat(plan).allSatisfy(r -> assertThat(r.combination()).isEqualTo(r.place() % combinations));
        }
    }

    @Test
    void drawsStayWithinTheirBoundsAndAreDistinctAndRepeatable() {
        for (long drawSeed = 0; drawSeed < 50; drawSeed++) {
            Map<String, Axis> axes = new LinkedHashMap<>();
            axes.put("learningRate", new Draws(1e-5, 1e-1, Scale.LOG));
            axes.put("noise", new Draws(null, 0.5, Scale.LINEAR));
            axes.put("batchSize", new Draws(7.0, 300.0, Scale.LOG));
            axes.put("optimizer", new Values(List.of("adam", "adamw")));
            axes.put("epochs", new Steps(2, 5, 4, Scale.LINEAR));
            List<PlannedRun> plan = SweepPlan.of(spec(Method.RANDOM, axes, List.of(1L, 2L), 40, drawSeed));
            assertThat(plan).hasSize(80);
            assertThat(plan).isEqualTo(SweepPlan.of(spec(Method.RANDOM, axes, List.of(1L, 2L), 40, drawSeed)));
            assertThat(new HashSet<>(plan.stream().map(PlannedRun::settings).toList()))
                    .hasSize(40);
            assertThat(plan).isNotEqualTo(SweepPlan.of(spec(Method.RANDOM, axes, List.of(1L, 2L), 40, drawSeed + 1)));
            for (PlannedRun run : plan) {
                assertThat((Double) run.settings().get("learningRate")).isBetween(1e-5, 1e-1);
                assertThat((Double) run.settings().get("noise")).isBetween(0.0, 0.5);
                assertThat((Integer) run.settings().get("batchSize")).isBetween(7, 300);
                assertThat(run.epochs())
                        .isBetween(2, 5)
                        .isEqualTo(run.settings().get("epochs"));
                Settings.of(CONV.settings(), run.settings());
            }
            assertThat(plan.stream()
                            .filter(r -> (Double) r.settings().get("learningRate") < 1e-3)
                            .count())
                    .as("half of a logarithmic range lies below its middle")
                    .isBetween(20L, 60L);
        }
    }

    @Test
    void aSmallSpaceIsDrawnWholeAndNotTwice() {
        Map<String, Axis> axes =
                Map.of("optimizer", new Values(List.of("adam", "adamw")), "epochs", new Values(List.of(1, 2, 2)));
        assertThat(SweepPlan.of(spec(Method.RANDOM, axes, List.of(), 50, 1))).hasSize(4);
        assertThat(SweepPlan.of(
                        spec(Method.RANDOM, Map.of("epochs", new Draws(1.0, 3.0, Scale.LINEAR)), List.of(), 50, 1)))
                .extracting(PlannedRun::epochs)
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void logarithmicStepsHaveOneRatioAndMeetTheirEnds() {
        List<Object> rates = values("learningRate", new Steps(1e-5, 1e-1, 9, Scale.LOG));
        assertThat(rates).hasSize(9).startsWith(1e-5).endsWith(1e-1).contains(1e-3);
        for (int i = 1; i < rates.size(); i++) {
            assertThat((Double) rates.get(i) / (Double) rates.get(i - 1)).isCloseTo(Math.sqrt(10), within(2e-3));
        }
        assertThat(values("batchSize", new Steps(1, 64, 7, Scale.LOG))).containsExactly(1, 2, 4, 8, 16, 32, 64);
        assertThat(values("epochs", new Steps(1, 4, 10, Scale.LINEAR)))
                .as("whole numbers once")
                .containsExactly(1, 2, 3, 4);
        assertThat(values("noise", new Steps(0, 0.3, 4, Scale.LINEAR))).containsExactly(0.0, 0.1, 0.2, 0.3);
    }

    @Test
    void aDetectorLeavesOutWhatItDoesNotHave() {
        SweepSpec spec = new SweepSpec(
                "",
                List.of(new VersionId(1)),
                List.of("vae", "conv"),
                Map.of("beta", new Values(List.of(0.1, 1.0, 2.0))),
                List.of(),
                Method.GRID,
                0,
                0,
                1,
                0,
                "",
                List.of());
        assertThat(SweepPlan.of(spec)).extracting(PlannedRun::detector).containsExactly("vae", "vae", "vae", "conv");
    }

    private static void refuses(String field, String words, Method method, Map<String, Axis> settings, int draws) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SweepPlan.of(spec(method, settings, List.of(), draws, 0)))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.setting()).isEqualTo(field));
    }

    @Test
    void saysWhatCanNotBeSwept() {
        refuses("epochs", "between 1 and 10000", Method.GRID, Map.of("epochs", new Values(List.of(5, 0))), 0);
        refuses(
                "epochs",
                "between 1 and 10000",
                Method.GRID,
                Map.of("epochs", new Steps(1, 20_000, 3, Scale.LINEAR)),
                0);
        refuses("widen", "no setting", Method.GRID, Map.of("widen", Axis.fixed(1)), 0);
        refuses("seed", "listed apart", Method.GRID, Map.of("seed", Axis.fixed(1)), 0);
        refuses("noise", "above 0", Method.GRID, Map.of("noise", new Steps(0, 1, 3, Scale.LOG)), 0);
        refuses("noise", "smaller number", Method.GRID, Map.of("noise", new Steps(1, 1, 3, Scale.LINEAR)), 0);
        refuses("noise", "2 to 100 steps", Method.GRID, Map.of("noise", new Steps(0, 1, 1, Scale.LINEAR)), 0);
        refuses("noise", "two numbers", Method.GRID, Map.of("noise", new Steps(Double.NaN, 1, 3, Scale.LINEAR)), 0);
        refuses("noise", "random sweep alone", Method.GRID, Map.of("noise", new Draws(0.0, 1.0, Scale.LINEAR)), 0);
        refuses("optimizer", "not a number", Method.GRID, Map.of("optimizer", new Steps(0, 1, 3, Scale.LINEAR)), 0);
        refuses("optimizer", "one of adam, adamw", Method.GRID, Map.of("optimizer", Axis.fixed("sgd")), 0);
        refuses("draws", "1 combination", Method.RANDOM, Map.of(), 0);
    }

    @Test
    void refusesMoreRunsThanTheLimitWithoutMakingThem() {
        Map<String, Axis> axes = new LinkedHashMap<>();
        for (String name : List.of("learningRate", "noise", "crop", "weightDecay")) {
            axes.put(name, new Steps(0.3, 0.9, 100, Scale.LINEAR));
        }
        refuses("runs", "A sweep has at most 1,000 runs, and this one would have 100,000,000", Method.GRID, axes, 0);
        refuses("runs", "2,000,000", Method.RANDOM, axes, 2_000_000);
    }

    @Test
    void axesReadBackFromTheirJson() {
        for (Axis axis : List.of(
                new Values(List.of(1, 2)),
                Axis.fixed("adam"),
                new Steps(1, 8, 4, Scale.LOG),
                new Draws(null, 2.0, Scale.LINEAR),
                Axis.fixed(List.of(128, 64)),
                Axis.fixed(true))) {
            assertThat(AxisJson.read("x", AxisJson.write(axis))).isEqualTo(axis);
        }
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> AxisJson.read("x", Map.of("from", 1, "steps", 2)))
                .withMessageContaining("\"to\"");
        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> AxisJson.read("x", Map.of("between", 1)));
    }
}
