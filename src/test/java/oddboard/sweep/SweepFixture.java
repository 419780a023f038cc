package oddboard.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.run.Run;
import oddboard.sweep.Axis.Values;
import oddboard.testing.RunFixture;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over the real queue, whose runs the test trains one after another. */
abstract class SweepFixture {
    @TempDir
    Path folder;

    RunFixture fixture;
    Sweeps sweeps;
    SweepFeeder feeder;
    User member;
    User other;
    private int attempts;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder.resolve("home"));
        sweeps = fixture.part(Sweeps.class);
        feeder = fixture.part(SweepFeeder.class);
        member = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "bob", "MEMBER")), "bob", Role.MEMBER, false);
        other = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "mia", "MEMBER")), "mia", Role.MEMBER, false);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    SweepSpec spec(int parallelism, List<Long> seeds, Object... batches) {
        return new SweepSpec(
                "",
                List.of(new VersionId(fixture.version)),
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

    Sweep now(Sweep sweep) {
        return sweeps.find(sweep.id(), member).orElseThrow();
    }

    List<Run> inQueue(Sweep sweep) {
        return sweeps.runs(sweep, member).stream()
                .map(SweepRun::run)
                .filter(run -> run != null && !run.job().state().isEnded())
                .toList();
    }

    PlainJobContext claim(Run run) throws Exception {
        return new PlainJobContext(
                fixture.database, run.job().id(), Files.createDirectories(folder.resolve("a" + ++attempts)));
    }

    void train(Run run) throws Exception {
        fixture.handler().handle(claim(run));
    }

    void end(Run run, JobState state) {
        fixture.jdbc
                .sql("update job set state = :state, ended_at = now() where id = :id")
                .param("state", state.name())
                .param("id", run.job().id().value())
                .update();
    }
}
