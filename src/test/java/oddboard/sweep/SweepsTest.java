package oddboard.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.dataset.VersionUse;
import oddboard.detector.SettingsException;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.sweep.Axis.Values;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Sweeps over the real queue, whose runs the test trains one after another. */
@Slow
class SweepsTest {
    @TempDir
    Path folder;

    private RunFixture room;
    private Sweeps sweeps;
    private SweepFeeder feeder;
    private User member;
    private User other;
    private int attempts;

    @BeforeEach
    void open() throws Exception {
        room = RunFixture.withQueue(folder.resolve("home"));
        sweeps = room.part(Sweeps.class);
        feeder = room.part(SweepFeeder.class);
        member = new User(
                new UserId(TestDatabase.addAccount(room.database, "bob", "MEMBER")), "bob", Role.MEMBER, false);
        other = new User(
                new UserId(TestDatabase.addAccount(room.database, "mia", "MEMBER")), "mia", Role.MEMBER, false);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private SweepSpec spec(int parallelism, List<Long> seeds, Object... batches) {
        return new SweepSpec(
                "",
                List.of(new VersionId(room.version)),
                List.of("conv"),
                Map.of("batchSize", new Values(List.of(batches)), "epochs", Axis.fixed(1)),
                seeds,
                SweepSpec.Method.GRID,
                0,
                0,
                parallelism,
                0,
                "cpu",
                List.of("swept"));
    }

    private Sweep now(Sweep sweep) {
        return sweeps.find(sweep.id(), member).orElseThrow();
    }

    private List<Run> inQueue(Sweep sweep) {
        return sweeps.runs(sweep, member).stream()
                .map(SweepRun::run)
                .filter(run -> run != null && !run.job().state().isEnded())
                .toList();
    }

    private PlainJobContext claim(Run run) throws Exception {
        return new PlainJobContext(
                room.database, run.job().id(), Files.createDirectories(folder.resolve("a" + ++attempts)));
    }

    private void train(Run run) throws Exception {
        room.handler().handle(claim(run));
    }

    private void end(Run run, JobState state) {
        room.jdbc
                .sql("update job set state = :state, ended_at = now() where id = :id")
                .param("state", state.name())
                .param("id", run.job().id().value())
                .update();
    }

    @Test
    void keepsNoMoreRunsInTheQueueThanItsParallelismUntilAllAreDone() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L, 2L), 6, 12), member);
        assertThat(sweep.name()).isEqualTo("conv: batch size");
        assertThat(sweep.counts()).isEqualTo(new Sweep.Counts(4, 2, 2, 0, 0, 0, 0, 0));
        for (int done = 0; done < 4; done++) {
            assertThat(inQueue(sweep)).hasSize(Math.min(2, 4 - done));
            train(inQueue(sweep).getFirst());
            feeder.tick();
            feeder.tick();
        }
        Sweep ended = now(sweep);
        assertThat(ended.state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(ended.counts().succeeded()).isEqualTo(4);
        assertThat(room.count("run")).isEqualTo(4);

        List<SweepRun> runs = sweeps.runs(ended, member);
        assertThat(runs).extracting(r -> r.run().settings().get("batchSize")).containsExactly(6, 12, 6, 12);
        assertThat(runs).extracting(r -> r.run().seed()).containsExactly(1L, 1L, 2L, 2L);
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
        room.jdbc.sql("update sweep set parallelism = 5").update();
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
        assertThat(room.count("run")).isEqualTo(5);
        assertThat(room.count("qrtz_triggers")).isEqualTo(5);
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
    void aPauseTakesBackWhatWaitsAndLetsWhatRunsComeToItsEnd() throws Exception {
        Sweep sweep = sweeps.start(spec(3, List.of(1L), 6, 8, 12, 24), member);
        Run first = inQueue(sweep).getFirst();
        claim(first);
        Sweep paused = sweeps.pause(sweep.id(), false, member);
        assertThat(paused.state()).isEqualTo(Sweep.State.PAUSED);
        assertThat(inQueue(sweep)).extracting(Run::id).containsExactly(first.id());
        assertThat(paused.counts().waiting()).isEqualTo(3);
        assertThat(room.count("run"))
                .as("those that never began leave no trace")
                .isOne();
        end(first, JobState.SUCCEEDED);
        feeder.tick();
        assertThat(inQueue(sweep)).isEmpty();
        assertThat(sweeps.resume(sweep.id(), member).counts().queued()).isEqualTo(3);
        assertThat(sweeps.runs(sweep, member))
                .extracting(r -> r.plan().settings().get("batchSize"))
                .containsExactly(6, 8, 12, 24);
    }

    @Test
    void aPauseThatStopsDoesAgainLaterWhatItStopped() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L), 6, 8), member);
        List<Run> two = inQueue(sweep);
        claim(two.get(0));
        claim(two.get(1));
        sweeps.pause(sweep.id(), true, member);
        assertThat(inQueue(sweep))
                .allSatisfy(run -> assertThat(run.job().cancelRequested()).isTrue());
        end(two.get(0), JobState.CANCELLED);
        end(two.get(1), JobState.SUCCEEDED);
        feeder.tick();
        assertThat(now(sweep).counts()).isEqualTo(new Sweep.Counts(2, 1, 0, 0, 1, 0, 0, 0));
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.PAUSED);
        assertThat(sweeps.resume(sweep.id(), member).counts().queued()).isOne();
    }

    @Test
    void isCancelledAsOne() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L), 6, 8, 12), member);
        claim(inQueue(sweep).getFirst());
        Sweep cancelled = sweeps.cancel(sweep.id(), member);
        assertThat(cancelled.state()).isEqualTo(Sweep.State.CANCELLED);
        assertThat(cancelled.counts().cancelled()).isOne();
        assertThat(inQueue(sweep))
                .hasSize(1)
                .allSatisfy(run -> assertThat(run.job().cancelRequested()).isTrue());
        feeder.tick();
        assertThat(now(sweep).counts().waiting()).as("begins no more").isOne();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sweeps.resume(sweep.id(), member))
                .withMessageContaining("was canceled");
    }

    @Test
    void followsItsParallelismUpAndDown() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8, 12, 24), member);
        assertThat(sweeps.setParallelism(sweep.id(), 3, member).counts().queued())
                .isEqualTo(3);
        Sweep fewer = sweeps.setParallelism(sweep.id(), 2, member);
        assertThat(fewer.counts().queued()).isEqualTo(2);
        assertThat(fewer.counts().waiting()).isEqualTo(2);
        assertThat(sweeps.runs(sweep, member).subList(0, 2))
                .as("the last go back")
                .allSatisfy(r -> assertThat(r.run()).isNotNull());
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> sweeps.setParallelism(sweep.id(), 0, member));
    }

    @Test
    void doesAllItsFailuresAgainAsOne() {
        Sweep sweep = sweeps.start(spec(3, List.of(1L), 6, 8, 12), member);
        List<Run> three = inQueue(sweep);
        end(three.get(0), JobState.FAILED);
        end(three.get(1), JobState.CANCELLED);
        end(three.get(2), JobState.SUCCEEDED);
        feeder.tick();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(now(sweep).counts().retriable()).isEqualTo(2);
        Sweep again = sweeps.retry(sweep.id(), member);
        assertThat(again.state()).isEqualTo(Sweep.State.RUNNING);
        assertThat(again.counts()).isEqualTo(new Sweep.Counts(3, 0, 2, 0, 1, 0, 0, 0));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sweeps.retry(sweep.id(), member))
                .withMessageContaining("nothing to retry");
    }

    @Test
    void aRunThatCanNotBeginIsRefusedWithASentenceAndTheOthersGoOn() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8), member);
        end(inQueue(sweep).getFirst(), JobState.SUCCEEDED);
        room.jdbc
                .sql("update account set role = 'VIEWER' where id = :id")
                .param("id", member.id().value())
                .update();
        feeder.tick();
        assertThat(now(sweep).counts().refused()).isOne();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(sweeps.runs(sweep, member).getLast().refused()).isEqualTo("A viewer can't start runs.");
        assertThat(room.count("qrtz_triggers")).isOne();
    }

    @Test
    void belongsToWhoStartedItAndIsSeenByWhoSeesItsData() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8), member);
        assertThat(sweeps.find(sweep.id(), other)).isPresent();
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> sweeps.pause(sweep.id(), false, other));
        room.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThat(sweeps.find(sweep.id(), other)).isEmpty();
        assertThat(sweeps.list(other)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> sweeps.start(spec(1, List.of(), 6), other));
    }

    @Test
    void previewsHowManyAndHowLongFromWhatWasMeasuredAndSaysWhatItDoesNotKnow() throws Exception {
        SweepPreview blank = sweeps.preview(spec(4, List.of(1L, 2L), 6, 8, 12), member);
        assertThat(blank.plan()).hasSize(6);
        assertThat(blank.combinations()).isEqualTo(3);
        assertThat(blank.unknown()).isEqualTo(6);
        assertThat(blank.workSeconds()).isNull();
        assertThat(room.count("sweep")).as("nothing starts").isZero();

        Run earlier = room.part(Runs.class)
                .start(RunSpec.of(new VersionId(room.version), "conv", Map.of("epochs", 1, "batchSize", 8)), member);
        train(earlier);
        room.jdbc.sql("update run set train_seconds = 20, epoch = 2").update();
        room.jdbc.sql("update run_result set score_seconds = 3").update();
        room.jdbc.sql("update worker set slots = 2, heartbeat_at = now()").update();
        SweepPreview known = sweeps.preview(spec(4, List.of(1L, 2L), 6, 8, 12), member);
        assertThat(known.unknown()).isZero();
        assertThat(known.workSeconds()).isCloseTo(6 * 13.0, within(1e-9));
        assertThat(known.atATime()).as("slots of the workers that are there").isEqualTo(2);
        assertThat(known.wallSeconds()).isCloseTo(3 * 13.0, within(1e-9));
        assertThat(known.measured()).isOne();

        SweepSpec both = new SweepSpec(
                "",
                List.of(new VersionId(room.version)),
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
        room.part(VersionUse.class).delete(List.of(new VersionId(room.version)));
        room.jdbc.sql("delete from label_set").update();
        room.jdbc.sql("delete from dataset_version").update();
        feeder.tick();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(now(sweep).counts().all()).isZero();
        assertThat(sweeps.find(sweep.id(), other))
                .as("nothing tells who may see it")
                .isEmpty();
    }
}
