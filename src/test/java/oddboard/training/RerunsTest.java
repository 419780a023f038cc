package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.dataset.VersionId;
import oddboard.detector.SettingsException;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.Origin;
import oddboard.run.Reruns;
import oddboard.run.Run;
import oddboard.run.RunChanges;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

/** Runs made of earlier ones, by real trainings. */
@Slow
class RerunsTest {
    @TempDir
    Path folder;

    private RunFixture room;
    private Runs runs;
    private Reruns reruns;
    private User member;
    private User viewer;
    private int attempts;

    @BeforeEach
    void open() throws Exception {
        room = RunFixture.withQueue(folder.resolve("home"));
        runs = room.part(Runs.class);
        reruns = room.part(Reruns.class);
        member = new User(
                new UserId(TestDatabase.addAccount(room.database, "bob", "MEMBER")), "bob", Role.MEMBER, false);
        viewer = new User(
                new UserId(TestDatabase.addAccount(room.database, "eve", "VIEWER")), "eve", Role.VIEWER, false);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Run start(Map<String, ?> settings) {
        return runs.start(
                new RunSpec(new VersionId(room.version), "conv", settings, "mine", List.of("a"), 5, "cpu"), member);
    }

    private PlainJobContext claim(Run run) throws Exception {
        return new PlainJobContext(
                room.database, run.job().id(), Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    private Run trained(Run run) throws Exception {
        room.handler().handle(claim(run));
        return runs.find(run.id(), member).orElseThrow();
    }

    private List<String> log(Run run) {
        return runs.log(run.id(), 0).stream().map(LogLine::line).toList();
    }

    private static RunChanges epochs(int epochs) {
        return RunChanges.of(Map.of("epochs", epochs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last", "best"})
    void resumedScoresAreThoseOfARunThatTrainedAllEpochsAtOnce(String checkpoint) throws Exception {
        Map<String, Object> recipe =
                Map.of("batchSize", 8, "checkpoint", checkpoint, "noise", 0.1, "learningRate", 0.01);
        Map<String, Object> five = new HashMap<>(recipe);
        five.put("epochs", 5);
        Map<String, Object> two = new HashMap<>(recipe);
        two.put("epochs", 2);
        Run whole = trained(start(five));
        Run first = trained(start(two));
        double[] before = runs.scores(first.id(), 0, member).orElseThrow().scores();

        Run resumed = reruns.resume(first.id(), epochs(5), member);
        assertThat(resumed.origin()).isEqualTo(new Origin(Origin.Kind.RESUME, first.id(), 2));
        assertThat(resumed.training().epoch()).isEqualTo(2);
        resumed = trained(resumed);

        assertThat(log(resumed))
                .contains("resumed from run " + first.id() + " at epoch 2")
                .noneMatch(l -> l.startsWith("epoch 2 "));
        assertThat(resumed.training().epoch()).isEqualTo(5);
        assertThat(runs.losses(resumed.id())).extracting(Loss::epoch).containsExactly(1, 2, 3, 4, 5);
        assertThat(runs.losses(resumed.id()))
                .extracting(Loss::losses)
                .isEqualTo(runs.losses(whole.id()).stream().map(Loss::losses).toList());
        assertThat(runs.scores(resumed.id(), 0, member).orElseThrow().scores())
                .containsExactly(
                        runs.scores(whole.id(), 0, member).orElseThrow().scores());
        assertThat(runs.scores(first.id(), 0, member).orElseThrow().scores())
                .as("the old result stays")
                .containsExactly(before);
    }

    @Test
    void aRunThatGoesOnOutlivesTheOneThatItCameFrom() throws Exception {
        Run first = trained(start(Map.of("epochs", 2, "batchSize", 8)));
        Run resumed = reruns.resume(first.id(), epochs(3), member);
        endedForTheQueue(first);
        runs.delete(first.id(), member);
        resumed = trained(resumed);
        assertThat(resumed.origin()).isNull();
        assertThat(log(resumed)).noneMatch(l -> l.startsWith("epoch 1 ")).anyMatch(l -> l.startsWith("epoch 3 "));
        Run further = trained(reruns.resume(resumed.id(), epochs(4), member));
        assertThat(log(further)).contains("resumed from run " + resumed.id() + " at epoch 3");
    }

    /** A context without a queue ends the job's row alone. */
    private void endedForTheQueue(Run run) {
        assertThat(runs.find(run.id(), member).orElseThrow().job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aCancelledRunGoesOnToTheEpochsThatItHad() throws Exception {
        Run run = start(Map.of("epochs", 4, "batchSize", 8));
        PlainJobContext context = claim(run);
        context.stopAt(24 + 8, Stop.DRAIN);
        room.handler().handle(context);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> reruns.resume(run.id(), RunChanges.NONE, member))
                .withMessageContaining("still waits or runs");
        room.jdbc
                .sql("update job set state = 'CANCELLED', ended_at = now() where id = :id")
                .param("id", run.job().id().value())
                .update();
        Run resumed = trained(reruns.resume(run.id(), RunChanges.NONE, member));
        assertThat(resumed.training().epochs()).isEqualTo(4);
        Run whole = trained(start(Map.of("epochs", 4, "batchSize", 8)));
        assertThat(runs.scores(resumed.id(), 0, member).orElseThrow().scores())
                .containsExactly(
                        runs.scores(whole.id(), 0, member).orElseThrow().scores());
    }

    @Test
    void resumesNeitherWithFewerEpochsNorWithOtherSettingsNorWithoutACheckpoint() throws Exception {
        Run run = trained(start(Map.of("epochs", 2, "batchSize", 8)));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reruns.resume(run.id(), epochs(2), member))
                .withMessageContaining("must be 3 or more");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reruns.resume(run.id(), RunChanges.of(Map.of("epochs", 9, "seed", 1)), member))
                .satisfies(e -> assertThat(e.setting()).isEqualTo("seed"));
        assertThat(room.count("run")).as("nothing was started").isOne();
        assertThat(room.count("qrtz_triggers")).isOne();
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> reruns.resume(run.id(), epochs(9), viewer));
        assertThat(reruns.checkpoint(run.id())).contains(2);
        room.part(TrainingRepository.class).dropFinished(0);
        assertThat(reruns.checkpoint(run.id())).isEmpty();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> reruns.resume(run.id(), epochs(9), member))
                .withMessageContaining("no checkpoint");
    }

    @Test
    void theOldestCheckpointsOfFinishedRunsGoWhenTheirRoomIsUsedUp() throws Exception {
        Run first = trained(start(Map.of("epochs", 1, "batchSize", 8)));
        Run second = trained(start(Map.of("epochs", 1, "batchSize", 8, "seed", 2)));
        long one = room.jdbc
                .sql("select max(b.size) from blob b join run_checkpoint c using (sha256)")
                .query(Long.class)
                .single();
        assertThat(room.part(TrainingRepository.class).dropFinished(one)).hasSize(1);
        assertThat(reruns.checkpoint(first.id())).isEmpty();
        assertThat(reruns.checkpoint(second.id())).contains(1);
    }

    @Test
    void retriesWhatHasEndedAsANewRunAndNothingElse() throws Exception {
        Run run = start(Map.of("epochs", 1, "batchSize", 8));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> reruns.retry(run.id(), RunChanges.NONE, member))
                .withMessageContaining("still waits or runs");
        runs.cancel(run.id(), member);
        Run again = reruns.retry(run.id(), RunChanges.NONE, member);
        assertThat(again.id()).isNotEqualTo(run.id());
        assertThat(again.setup().settings()).isEqualTo(run.setup().settings());
        assertThat(again.name()).isEqualTo("mine");
        assertThat(again.tags()).containsExactly("a");
        assertThat(again.job().request().priority()).isEqualTo(5);
        assertThat(again.origin()).isEqualTo(Origin.retry(run.id()));
        assertThat(runs.find(run.id(), member).orElseThrow().job().state()).isEqualTo(JobState.CANCELLED);
    }

    /** Fifty clicks, or as many calls of a script that hears no answer. */
    @Test
    void ofManyRetriesOrResumesAtOnceOneMakesARun() throws Exception {
        Run run = trained(start(Map.of("epochs", 1, "batchSize", 8)));
        long before = room.count("run");
        assertThat(atOnce(() -> reruns.retry(run.id(), RunChanges.NONE, member)))
                .isOne();
        assertThat(atOnce(() -> reruns.resume(run.id(), epochs(3), member))).isOne();
        assertThat((long) room.count("run")).isEqualTo(before + 2);
        // Another seed is another run.
        assertThat(atOnce(() -> reruns.retry(run.id(), RunChanges.of(Map.of("seed", 7)), member)))
                .isOne();
    }

    /** How many of them succeed; the others are refused in a sentence. */
    private static int atOnce(Callable<Run> work) throws Exception {
        int made = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each : threads.invokeAll(Collections.nCopies(8, work))) {
                try {
                    each.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(ConflictException.class)
                            .hasMessageContaining("does just this already");
                }
            }
        }
        return made;
    }

    @Test
    void ofTwoWhoEditOneNoteTheSecondIsToldAndNothingIsLost() {
        Run read = start(Map.of());
        Run told = runs.describe(read.id(), null, "from Ada", null, read.revision(), member);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> runs.describe(read.id(), null, "from Bob", null, read.revision(), member))
                .withMessageContaining("Somebody else has changed")
                .satisfies(e -> assertThat(e.code()).isEqualTo("CHANGED_MEANWHILE"));
        assertThat(runs.describe(read.id(), null, "from both", null, told.revision(), member)
                        .note())
                .isEqualTo("from both");
    }

    @Test
    void aCloneChangesWhatIsSaidAndNamesItselfAnew() {
        Run run = start(Map.of("epochs", 3));
        Run other = reruns.copy(run.id(), RunChanges.of(Map.of("batchSize", 16)), member);
        assertThat(other.setup().settings()).containsEntry("epochs", 3).containsEntry("batchSize", 16);
        assertThat(other.name()).isEqualTo("epochs 3, batch 16");
        assertThat(other.origin()).isEqualTo(Origin.copy(run.id()));
        Run fcn = reruns.copy(run.id(), new RunChanges(null, "fcn", Map.of(), null, List.of(), 1, null, null), member);
        assertThat(fcn.setup().detector()).isEqualTo("fcn");
        assertThat(fcn.training().epochs()).as("another detector's own").isEqualTo(50);
        assertThat(fcn.tags()).isEmpty();
    }

    @Test
    void keepsANoteAndTagsThatItsOwnerMayChange() {
        Run run = start(Map.of());
        Run told = runs.describe(run.id(), null, "  too bright\nsee run 3 ", List.of("x", " x", "y"), null, member);
        assertThat(told.note()).isEqualTo("too bright\nsee run 3");
        assertThat(told.tags()).containsExactly("x", "y");
        assertThat(told.name()).isEqualTo("mine");
        assertThat(runs.describe(run.id(), "new name", null, null, null, member).note())
                .isEqualTo("too bright\nsee run 3");
        assertThat(runs.tags(viewer)).containsExactly("x", "y");
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> runs.describe(run.id(), null, "mine now", null, null, viewer));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> runs.describe(run.id(), null, "x".repeat(5001), null, null, member))
                .withMessageContaining("5,000");
    }
}
