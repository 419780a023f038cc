package oddboard.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import oddboard.detector.SettingsException;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.run.Origin;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.sweep.Axis.Values;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Sweeps in rounds: real runs on the real queue. */
@Slow
class HalvingTest extends SweepFixture {
    private SweepSpec spec(Halving halving, Map<String, Axis> settings, List<Long> seeds) {
        SweepSpec plain = spec(10, seeds, 8);
        Map<String, Axis> all = new HashMap<>(plain.settings());
        all.putAll(settings);
        return new SweepSpec(
                        "",
                        plain.versions(),
                        plain.detectors(),
                        all,
                        seeds,
                        SweepSpec.Method.GRID,
                        0,
                        0,
                        10,
                        0,
                        "cpu",
                        List.of("swept"))
                .in(halving);
    }

    private SweepSpec rates(Halving.By by) {
        return spec(
                new Halving(2, 1, by),
                Map.of("epochs", Axis.fixed(3), "learningRate", new Values(List.of(1e-5, 1e-4, 1e-3, 5e-3, 1e-2))),
                List.of(1L));
    }

    private List<SweepRun> round(Sweep sweep, int round) {
        return sweeps.runs(sweep, member).stream()
                .filter(run -> run.plan().round() == round)
                .toList();
    }

    private void trainAll(Sweep sweep) throws Exception {
        for (Run run : inQueue(sweep)) {
            train(run);
        }
    }

    private double validation(Run run) {
        return fixture.part(Runs.class).losses(run.id()).getLast().losses().get("validation");
    }

    @Test
    void trainsAllShortAndTheBetterOnesLonger() throws Exception {
        Sweep sweep = sweeps.start(rates(Halving.By.VALIDATION), member);
        assertThat(sweep.counts().all()).isEqualTo(5);
        assertThat(sweep.counts().toCome()).isEqualTo(3 + 2);
        assertThat(sweeps.preview(rates(Halving.By.VALIDATION), member).plan())
                .allSatisfy(run -> assertThat(run.epochs()).isOne());
        feeder.tick();
        assertThat(round(sweep, 1)).as("the first round has not ended").isEmpty();
        trainAll(sweep);
        feeder.tick();

        List<SweepRun> first = round(sweep, 0);
        assertThat(first).hasSize(5).allSatisfy(one -> {
            assertThat(one.run().setup().settings()).containsEntry("validationShare", 0.2);
            assertThat(one.run().training().epoch()).isOne();
        });
        List<Integer> better = first.stream()
                .sorted(Comparator.comparing(one -> validation(one.run())))
                .map(one -> one.plan().combination())
                .limit(3)
                .toList();
        List<SweepRun> second = round(sweep, 1);
        assertThat(second).extracting(one -> one.plan().combination()).containsExactlyInAnyOrderElementsOf(better);
        assertThat(second).allSatisfy(one -> {
            assertThat(one.plan().epochs()).isEqualTo(2);
            assertThat(one.run().origin().kind()).isEqualTo(Origin.Kind.RESUME);
            assertThat(one.run().tags()).containsExactly("swept");
        });
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.RUNNING);
        trainAll(sweep);
        feeder.tick();
        assertThat(round(sweep, 2))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.plan().epochs()).isEqualTo(3));
        trainAll(sweep);
        feeder.tick();

        Sweep ended = now(sweep);
        assertThat(ended.state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(ended.counts().all()).isEqualTo(10);
        assertThat(ended.counts().toCome()).isZero();
        List<SweepRun> runs = sweeps.runs(ended, member);
        assertThat(sweeps.rounds(ended, runs))
                .extracting(SweepRound::epochs, SweepRound::combinations, SweepRound::runs, SweepRound::ended)
                .containsExactly(tuple(1, 5, 5, 5), tuple(2, 3, 3, 3), tuple(3, 2, 2, 2));
        var best = sweeps.results(runs).combinations().stream()
                .filter(SweepResults.Combination::best)
                .toList();
        assertThat(best).isNotEmpty().allSatisfy(one -> assertThat(one.round()).isEqualTo(2));

        // Trained in rounds as at once.
        SweepRun last = round(ended, 2).getFirst();
        Run whole = fixture.part(Runs.class)
                .start(
                        RunSpec.of(
                                last.plan().version(),
                                "conv",
                                last.run().setup().settings()),
                        member);
        train(whole);
        assertThat(scores(last.run().id())).isEqualTo(scores(whole.id()));
    }

    private double[] scores(RunId run) {
        return fixture.part(RunResults.class).scores(run).orElseThrow().scores();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void choosesByTheAucThatCountsWhereAskedTo() throws Exception {
        Sweep sweep = sweeps.start(rates(Halving.By.AUC), member);
        trainAll(sweep);
        List<SweepRun> first = round(sweep, 0);
        assertThat(first)
                .allSatisfy(one -> assertThat(one.run().setup().settings()).doesNotContainKey("validationShare"));
        feeder.tick();
        List<Integer> better = first.stream()
                .sorted(Comparator.<SweepRun>comparingDouble(one -> -one.auroc())
                        .thenComparing(one -> one.plan().combination()))
                .map(one -> one.plan().combination())
                .limit(3)
                .toList();
        assertThat(round(sweep, 1))
                .extracting(one -> one.plan().combination())
                .containsExactlyInAnyOrderElementsOf(better);
    }

    @Test
    void manyNodesPlanARoundOnceAndOneThatDiedIsReplaced() throws Exception {
        Sweep sweep = sweeps.start(rates(Halving.By.VALIDATION), member);
        List<Run> open = inQueue(sweep);
        // A worker leaves in the middle of a run, and another takes it up.
        PlainJobContext leaving = claim(open.getFirst());
        leaving.stopAt(8, oddboard.job.JobContext.Stop.DRAIN);
        fixture.handler().handle(leaving);
        trainAll(sweep);
        fixture.jdbc.sql("update sweep_run set begun = begun").update();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ticks = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> threads.submit(feeder::tick))
                    .toList();
            for (Future<?> tick : ticks) {
                tick.get();
            }
        }
        feeder.tick();
        assertThat(round(sweep, 1)).hasSize(3);
        assertThat(inQueue(sweep)).hasSize(3);
        assertThat(now(sweep).counts().toCome()).isEqualTo(2);
    }

    @Test
    void goesOnWithoutThoseThatFailedAndEndsWhereNoneIsLeft() throws Exception {
        Sweep sweep = sweeps.start(rates(Halving.By.VALIDATION), member);
        List<Run> open = inQueue(sweep);
        end(open.get(0), JobState.FAILED);
        end(open.get(1), JobState.FAILED);
        end(open.get(2), JobState.CANCELLED);
        trainAll(sweep);
        feeder.tick();
        assertThat(round(sweep, 1)).hasSize(2);
        inQueue(sweep).forEach(run -> end(run, JobState.FAILED));
        feeder.tick();
        assertThat(round(sweep, 2)).isEmpty();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(now(sweep).counts().toCome()).isZero();
    }

    @Test
    void plansNoRoundWhileItIsPausedAndNoneAfterItWasCanceled() throws Exception {
        Sweep sweep = sweeps.start(rates(Halving.By.VALIDATION), member);
        trainAll(sweep);
        sweeps.pause(sweep.id(), false, member);
        feeder.tick();
        assertThat(round(sweep, 1)).isEmpty();
        sweeps.resume(sweep.id(), member);
        assertThat(round(sweep, 1)).hasSize(3);
        sweeps.cancel(sweep.id(), member);
        feeder.tick();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.CANCELLED);
        assertThat(round(sweep, 2)).isEmpty();
    }

    @Test
    void countsEachCombinationByTheMeanOverItsSeeds() {
        SweepSpec spec = spec(
                new Halving(3, 2, Halving.By.VALIDATION),
                Map.of("epochs", Axis.fixed(10), "learningRate", new Values(List.of(1e-4, 1e-3, 1e-2, 1e-1))),
                List.of(1L, 2L));
        Rounds rounds = SweepPlan.rounds(spec);
        assertThat(IntStream.range(0, rounds.count()).mapToObj(rounds::epochs)).containsExactly(2, 6, 10);
        assertThat(IntStream.range(0, rounds.count()).mapToObj(rounds::combinations))
                .containsExactly(4, 2, 1);
        assertThat(rounds.runsAfter(0)).isEqualTo(2 * (2 + 1));
        List<PlannedRun> next = rounds.after(0, List.of(score(0, .5), score(1, .2), score(2, .9), score(3, .1)), 8);
        assertThat(next)
                .extracting(PlannedRun::place, PlannedRun::combination, PlannedRun::seed, PlannedRun::epochs)
                .containsExactly(tuple(8, 1, 1L, 6), tuple(9, 3, 1L, 6), tuple(10, 1, 2L, 6), tuple(11, 3, 2L, 6));
    }

    private static Rounds.Score score(int combination, double value) {
        return new Rounds.Score(combination, value);
    }

    @Test
    void refusesWhatHasNoRounds() {
        Halving halving = new Halving(3, 3, Halving.By.VALIDATION);
        refused("epochs", spec(halving, Map.of("epochs", new Values(List.of(4, 8))), List.of()));
        refused("firstEpochs", spec(halving, Map.of("epochs", Axis.fixed(3)), List.of()));
        refused(
                "validationShare",
                spec(halving, Map.of("epochs", Axis.fixed(9), "validationShare", Axis.fixed(0)), List.of()));
        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> new Halving(1, 3, Halving.By.AUC));
        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> new Halving(3, 0, Halving.By.AUC));
        SweepSpec patches = new SweepSpec(
                        "",
                        spec(halving, Map.of(), List.of()).versions(),
                        List.of("patches"),
                        Map.of(),
                        List.of(),
                        SweepSpec.Method.GRID,
                        0,
                        0,
                        1,
                        0,
                        "cpu",
                        List.of())
                .in(halving);
        refused("halving", patches);
    }

    private void refused(String setting, SweepSpec spec) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> sweeps.preview(spec, member))
                .satisfies(e -> assertThat(e.setting()).isEqualTo(setting));
    }
}
