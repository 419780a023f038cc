package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.VersionId;
import oddboard.job.PlainJobContext;
import oddboard.testing.RunFixture;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

/** Renaming and deleting data sets that runs use. */
class DatasetManagementTest {
    @TempDir
    Path folder;

    private RunFixture fixture;
    private DatasetManagement management;
    private User owner;
    private User other;
    private VersionId version;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder);
        management = fixture.part(DatasetManagement.class);
        owner = new User(new UserId(fixture.account), "ada", Role.MEMBER, false);
        other = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "otto", "MEMBER")), "otto", Role.MEMBER, false);
        version = new VersionId(fixture.version);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Dataset dataset() {
        return fixture.datasets().findByVersion(version, owner).orElseThrow();
    }

    private RunRow succeeded() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", 8));
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), folder));
        return run;
    }

    @Test
    void whatAWaitingRunUsesIsNotDeletedEvenWhereItIsMeant() {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1));
        assertThat(management.loss(dataset()).open())
                .singleElement()
                .satisfies(o -> assertThat(o.href()).isEqualTo("runs/" + run.id()));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> management.delete(dataset().id(), true, owner))
                .withMessageContaining("run " + run.id())
                .withMessageContaining("waits or runs");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> management.delete(version, true, owner));
        assertThat(fixture.count("run")).isOne();
        assertThat(fixture.count("dataset_version")).isOne();
    }

    @Test
    void deletesWhatRunsUsedOnlyTogetherWithThem() throws Exception {
        succeeded();
        DatasetManagement.Loss loss = management.loss(dataset());
        assertThat(loss.runs()).isOne();
        assertThat(loss.images()).isEqualTo(36);
        long checkpoint = JdbcClient.create(fixture.database)
                .sql("select size from blob where sha256 in (select sha256 from run_checkpoint)")
                .query(Long.class)
                .single();
        assertThat(loss.bytes())
                .as("images and the checkpoint that the run keeps")
                .isEqualTo((36 + 12) * 32 * 32 * 3 + checkpoint);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> management.delete(version, false, owner))
                .withMessageContaining("used by 1 run");
        management.delete(version, true, owner);
        assertThat(fixture.count("run")).isZero();
        assertThat(fixture.count("run_result")).isZero();
        assertThat(fixture.count("run_judgement")).isZero();
        assertThat(fixture.count("label_set")).isZero();
        assertThat(fixture.count("dataset")).isOne();
        assertThat(fixture.datasets().findVersion(version, owner)).isEmpty();
    }

    @Test
    void deletesADataSetThatNobodyUses() {
        var id = dataset().id();
        management.delete(id, false, owner);
        assertThat(fixture.datasets().find(id, owner)).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> management.delete(id, false, owner));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> fixture.part(Runs.class).start(RunSpec.of(version, "conv", Map.of()), owner));
        assertThat(fixture.count("qrtz_triggers")).isZero();
    }

    @Test
    void aDeletionAwaitsTheRunThatIsBeingQueuedAndIsThenRefused() throws Exception {
        var transaction = fixture.part(TransactionTemplate.class);
        var id = dataset().id();
        var deletion = new CompletableFuture<Void>();
        transaction.executeWithoutResult(status -> {
            fixture.part(Runs.class).start(RunSpec.of(version, "conv", Map.of()), owner);
            Thread.ofVirtual().start(() -> {
                try {
                    management.delete(id, true, owner);
                    deletion.complete(null);
                } catch (RuntimeException e) {
                    deletion.completeExceptionally(e);
                }
            });
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> deletion.get(500, TimeUnit.MILLISECONDS));
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> deletion.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(ConflictException.class);
        assertThat(fixture.count("run")).isOne();
        assertThat(fixture.datasets().find(id, owner)).isPresent();
    }

    @Test
    void onlyOwnerAndAdministratorsChangeAndDelete() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> management.delete(dataset().id(), true, other));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> management.change(dataset().id(), "Mine", null, null, null, null, other));
        Dataset changed =
                management.change(dataset().id(), " Caps ", "two lines", null, Dataset.Visibility.PRIVATE, null, owner);
        assertThat(changed.name()).isEqualTo("Caps");
        assertThat(changed.description()).isEqualTo("two lines");
        assertThat(fixture.datasets().find(changed.id(), other)).isEmpty();
        assertThat(management
                        .change(changed.id(), null, null, null, Dataset.Visibility.TEAM, null, owner)
                        .name())
                .isEqualTo("Caps");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> management.change(changed.id(), " ", null, null, null, null, owner));
    }

    @Test
    void deletesARunThatHasEnded() throws Exception {
        Runs runs = fixture.part(Runs.class);
        RunRow waiting = fixture.addRun("conv", Map.of("epochs", 1));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> runs.delete(waiting.id(), owner))
                .withMessageContaining("cancel it first");
        RunRow done = succeeded();
        User viewer = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "eve", "VIEWER")), "eve", Role.VIEWER, false);
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> runs.delete(done.id(), viewer));
        runs.delete(done.id(), owner);
        assertThat(runs.find(done.id(), owner)).isEmpty();
        assertThat(fixture.count("run_result")).isZero();
    }

    @Test
    void ofTwoWhoDescribeOneDataSetTheSecondIsTold() {
        Dataset read = dataset();
        management.change(read.id(), null, "from Ada", null, null, read.revision(), owner);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> management.change(read.id(), null, "from Bob", null, null, read.revision(), owner))
                .withMessageContaining("Somebody else has changed");
        assertThat(dataset().description()).isEqualTo("from Ada");
    }
}
