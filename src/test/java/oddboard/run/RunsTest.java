package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.SettingsException;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.testing.RunFixture;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

class RunsTest {
    @TempDir
    Path folder;

    private RunFixture fixture;
    private Runs runs;
    private User admin;
    private User member;
    private User viewer;
    private VersionId version;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder);
        runs = fixture.part(Runs.class);
        admin = new User(new UserId(fixture.account), "ada", Role.ADMIN, false);
        member = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "bob", "MEMBER")), "bob", Role.MEMBER, false);
        viewer = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "eve", "VIEWER")), "eve", Role.VIEWER, false);
        version = new VersionId(fixture.version);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunSpec conv(Map<String, ?> settings) {
        return RunSpec.of(version, "conv", settings);
    }

    @Test
    void refusesBeforeQueueingWhatADetectorCantTake() {
        long before = fixture.count("job");
        fixture.jdbc.sql("update dataset_version set train_count = 1").update();
        for (String detector : List.of("resnet", "resnet-aux", "multi-encoder", "rotation")) {
            assertThatExceptionOfType(SettingsException.class)
                    .isThrownBy(() -> runs.start(RunSpec.of(version, detector, Map.of()), member))
                    .withMessageContaining("has 1 training image; ")
                    .withMessageContaining("needs 2 or more")
                    .satisfies(e -> assertThat(e.setting()).isEqualTo("version"));
        }
        for (var deep : Map.of("conv", 5, "vae", 4, "resnet", 4).entrySet()) {
            fixture.jdbc.sql("update dataset_version set train_count = 9").update();
            assertThatExceptionOfType(SettingsException.class)
                    .isThrownBy(() -> runs.start(
                            RunSpec.of(
                                    version, deep.getKey(), Map.of("widths", Collections.nCopies(deep.getValue(), 8))),
                            member))
                    .satisfies(e -> assertThat(e.setting()).isEqualTo("widths"));
        }
        assertThat((long) fixture.count("job")).isEqualTo(before);
    }

    /** A detector that can't do with one image says so by itself. */
    @Test
    void everyDetectorSaysHowManyImagesItNeeds() {
        assertThat(Detectors.all().stream().filter(d -> d.minImages() > 1).map(Detector::id))
                .containsExactlyInAnyOrder("resnet", "resnet-aux", "multi-encoder", "rotation");
    }

    @Test
    void queuesARunWithEverySettingAndANameAndALabel() {
        Run run = runs.start(conv(Map.of("batchSize", 16)), member);
        assertThat(run.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(run.job().request().label()).isEqualTo("cpu");
        assertThat(run.name()).isEqualTo("batch 16");
        assertThat(run.setup().settings())
                .containsEntry("batchSize", 16)
                .containsEntry("epochs", 50)
                .containsEntry("learningRate", 1e-3);
        assertThat(run.setup().settings().keySet()).as("in the form's order").startsWith("epochs", "batchSize");
        assertThat(run.setup().seed()).isEqualTo(48763);
        assertThat(run.training().epochs()).isEqualTo(50);
        assertThat(run.creation().byName()).isEqualTo("bob");
        assertThat(runs.find(run.id(), viewer)).contains(run);
    }

    @Test
    void takesAGpuWhereAWorkerHasOne() {
        fixture.jdbc
                .sql("insert into worker (id, host, pid, labels, slots, device, version) "
                        + "values ('g', 'h', 1, '{gpu,cpu}', 1, 'cuda:0', '1')")
                .update();
        assertThat(runs.start(conv(Map.of()), member).job().request().label()).isEqualTo("gpu");
        fixture.jdbc
                .sql("update worker set heartbeat_at = now() - interval '1 hour'")
                .update();
        assertThat(runs.start(conv(Map.of()), member).job().request().label()).isEqualTo("cpu");
    }

    @Test
    void refusesAWrongSettingAndLeavesNothingBehind() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> runs.start(conv(Map.of("epochs", 0)), member))
                .satisfies(e -> assertThat(e.setting()).isEqualTo("epochs"));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> runs.start(RunSpec.of(version, "none", Map.of()), member))
                .withMessageContaining("conv");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(
                        () -> runs.start(new RunSpec(version, "conv", Map.of(), "", List.of(), 0, "a label"), member));
        assertThat(fixture.count("run")).isZero();
        assertThat(fixture.count("qrtz_triggers")).isZero();
    }

    @Test
    void viewersLookAndDoNotStart() {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> runs.start(conv(Map.of()), viewer));
    }

    @Test
    void aRunOnAPrivateDataSetIsNotThereForOthers() {
        Run run = runs.start(conv(Map.of()), admin);
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThat(runs.find(run.id(), member)).isEmpty();
        assertThat(runs.findByJob(run.job().id(), member)).isEmpty();
        assertThat(runs.list(member, 10)).isEmpty();
        assertThat(runs.list(version, member)).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> runs.cancel(run.id(), member));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> runs.start(conv(Map.of()), member));
        assertThat(runs.list(admin, 10)).hasSize(1);
    }

    @Test
    void aVersionThatIsNotReadyTakesNoRuns() {
        fixture.jdbc.sql("update dataset_version set ready_at = null").update();
        fixture.jdbc.sql("update job set state = 'RUNNING', ended_at = null").update();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> runs.start(conv(Map.of()), member))
                .withMessageContaining("still importing");
    }

    @Test
    void onlyWhoMayChangeThingsCancelsARun() {
        Run run = runs.start(conv(Map.of()), member);
        assertThat(runs.mayCancel(run, viewer)).isFalse();
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> runs.cancel(run.id(), viewer));
        assertThat(runs.cancel(run.id(), member)).isTrue();
        assertThat(runs.find(run.id(), member).orElseThrow().job().state()).isEqualTo(JobState.CANCELLED);
        assertThat(runs.cancel(run.id(), admin)).as("it had ended").isFalse();
    }

    @Test
    void listsNewestFirstWhetherOpenOrEnded() throws Exception {
        Run first = runs.start(conv(Map.of("epochs", 1)), member);
        Run second = runs.start(conv(Map.of()), member);
        Run third = runs.start(conv(Map.of()), member);
        fixture.handler()
                .handle(new PlainJobContext(fixture.database, first.job().id(), folder));
        runs.cancel(second.id(), member);

        assertThat(runs.list(viewer, 10)).extracting(Run::id).containsExactly(third.id(), second.id(), first.id());
        assertThat(runs.list(version, viewer))
                .extracting(r -> r.job().state())
                .containsExactly(JobState.QUEUED, JobState.CANCELLED, JobState.SUCCEEDED);
        assertThat(runs.list(viewer, third.id(), 1)).extracting(Run::id).containsExactly(second.id());
        assertThat(runs.list(viewer, 10).getLast())
                .isEqualTo(runs.find(first.id(), viewer).orElseThrow());
    }
}
