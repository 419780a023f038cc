package oddboard.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.dataset.VersionUse;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** Sweeps over the real queue, whose runs the test trains one after another. */
@Slow
class SweepsTest extends SweepFixture {
    @Test
    void keepsNoMoreRunsInTheQueueThanItsParallelismUntilAllAreDone() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L, 2L), 6, 12), member);
        assertThat(sweep.name()).isEqualTo("conv: batch size");
        assertThat(sweep.counts()).isEqualTo(new Sweep.Counts(4, 2, 2, 0, 0, 0, 0, 0, 0));
        for (int done = 0; done < 4; done++) {
            assertThat(inQueue(sweep)).hasSize(Math.min(2, 4 - done));
            train(inQueue(sweep).getFirst());
            feeder.tick();
            feeder.tick();
        }
        Sweep ended = now(sweep);
        assertThat(ended.state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(ended.counts().succeeded()).isEqualTo(4);
        assertThat(fixture.count("run")).isEqualTo(4);

        List<SweepRun> runs = sweeps.runs(ended, member);
        assertThat(runs)
                .extracting(r -> r.run().setup().settings().get("batchSize"))
                .containsExactly(6, 12, 6, 12);
        assertThat(runs).extracting(r -> r.run().setup().seed()).containsExactly(1L, 1L, 2L, 2L);
        assertThat(runs).allSatisfy(r -> assertThat(r.run().tags()).containsExactly("swept"));
        List<SweepResults.Combination> combinations = sweeps.results(runs).combinations();
        assertThat(combinations).hasSize(2).allSatisfy(c -> {
            double a = c.runs().get(0).auroc();
            double b = c.runs().get(1).auroc();
            assertThat(c.n()).isEqualTo(2);
            assertThat(c.mean()).isCloseTo((a + b) / 2, within(1e-12));
            assertThat(c.deviation()).isCloseTo(Math.abs(a - b) / Math.sqrt(2), within(1e-12));
        });
        double best = combinations.stream()
                .mapToDouble(SweepResults.Combination::mean)
                .max()
                .orElseThrow();
        assertThat(combinations).allSatisfy(c -> assertThat(c.best()).isEqualTo(c.mean() == best));
        assertThat(sweeps.secondsLeft(ended, runs)).isZero();
        assertThat(sweeps.ofRun(runs.getFirst().run().id(), member)).contains(ended);
    }

    @Test
    void manyNodesThatTickAtOnceBeginNoRunTwice() throws Exception {
        Sweep sweep = sweeps.start(spec(1, List.of(1L, 2L, 3L), 6, 8, 12), member);
        fixture.jdbc.sql("update sweep set parallelism = 5").update();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ticks = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> threads.submit(feeder::tick))
                    .toList();
            for (Future<?> tick : ticks) {
                tick.get();
            }
        }
        feeder.tick();
        assertThat(inQueue(sweep)).hasSize(5);
        assertThat(fixture.count("run")).isEqualTo(5);
        assertThat(fixture.count("qrtz_triggers")).isEqualTo(5);
    }

    @Test
    void aSweepWhoseServerDiedAfterItWasStoredGoesOnByATick() {
        Sweep sweep = sweeps.start(spec(2, List.of(1L), 6, 8, 12), member);
        inQueue(sweep).forEach(run -> end(run, JobState.SUCCEEDED));
        assertThat(inQueue(sweep)).isEmpty();
        feeder.tick();
        assertThat(inQueue(sweep)).hasSize(1);
        assertThat(now(sweep).counts().waiting()).isZero();
    }

    @Test
    void aRunThatCanNotBeginIsRefusedWithASentenceAndTheOthersGoOn() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8), member);
        end(inQueue(sweep).getFirst(), JobState.SUCCEEDED);
        fixture.jdbc
                .sql("update account set role = 'VIEWER' where id = :id")
                .param("id", member.id().value())
                .update();
        feeder.tick();
        assertThat(now(sweep).counts().refused()).isOne();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(sweeps.runs(sweep, member).getLast().refused()).isEqualTo("A viewer can't start runs.");
        assertThat(fixture.count("qrtz_triggers")).isOne();
    }

    @Test
    void belongsToWhoStartedItAndIsSeenByWhoSeesItsData() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8), member);
        assertThat(sweeps.find(sweep.id(), other)).isPresent();
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> sweeps.pause(sweep.id(), false, other));
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThat(sweeps.find(sweep.id(), other)).isEmpty();
        assertThat(sweeps.list(other)).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> sweeps.start(spec(1, List.of(), 6), other));
    }

    @Test
    void previewsHowManyAndHowLongFromWhatWasMeasuredAndSaysWhatItDoesNotKnow() throws Exception {
        SweepPreview blank = sweeps.preview(spec(4, List.of(1L, 2L), 6, 8, 12), member);
        assertThat(blank.plan()).hasSize(6);
        assertThat(blank.combinations()).isEqualTo(3);
        assertThat(blank.unknown()).isEqualTo(6);
        assertThat(blank.workSeconds()).isNull();
        assertThat(fixture.count("sweep")).as("nothing starts").isZero();

        Run earlier = fixture.part(Runs.class)
                .start(RunSpec.of(new VersionId(fixture.version), "conv", Map.of("epochs", 1, "batchSize", 8)), member);
        train(earlier);
        fixture.jdbc.sql("update run set train_seconds = 20, epoch = 2").update();
        fixture.jdbc.sql("update run_result set score_seconds = 3").update();
        fixture.jdbc.sql("update worker set slots = 2, heartbeat_at = now()").update();
        fixture.jdbc.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                select 'second', host, pid, labels, 1, device, version from worker
                """).update();
        SweepPreview known = sweeps.preview(spec(4, List.of(1L, 2L), 6, 8, 12), member);
        assertThat(known.unknown()).isZero();
        assertThat(known.workSeconds()).isCloseTo(6 * 13.0, within(1e-9));
        assertThat(known.atATime())
                .as("runs that the workers that are there train at a time")
                .isEqualTo(2);
        assertThat(known.wallSeconds()).isCloseTo(3 * 13.0, within(1e-9));
        assertThat(known.measured()).isOne();

        SweepSpec both = new SweepSpec(
                "",
                List.of(new VersionId(fixture.version)),
                List.of("conv", "fcn"),
                Map.of(),
                List.of(),
                SweepSpec.Method.GRID,
                0,
                0,
                1,
                0,
                "cpu",
                List.of());
        assertThat(sweeps.preview(both, member).unknown())
                .as("nobody trained fcn here")
                .isOne();
    }

    @Test
    void goesOnWithoutAVersionThatWasDeleted() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8), member);
        inQueue(sweep).forEach(run -> end(run, JobState.SUCCEEDED));
        fixture.context.getBean("runsOfVersions", VersionUse.class).delete(List.of(new VersionId(fixture.version)));
        fixture.jdbc.sql("delete from label_set").update();
        fixture.jdbc.sql("delete from dataset_version").update();
        feeder.tick();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(now(sweep).counts().all()).isZero();
        assertThat(sweeps.find(sweep.id(), other))
                .as("nothing tells who may see it")
                .isEmpty();
    }
}
