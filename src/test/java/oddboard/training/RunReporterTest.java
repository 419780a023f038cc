package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import oddboard.dataset.VersionId;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.WeightFiles;
import oddboard.job.JobContext;
import oddboard.job.JobId;
import oddboard.job.PlainJobContext;
import oddboard.label.LabelSplitMade;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.storage.BlobStore;
import oddboard.testing.RunFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

/** The reporter's flush is called by the test, its thread is never started. */
class RunReporterTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private RunFixture fixture;
    private RunRow run;
    private RunReporter reporter;
    private Flaky context;

    /** A real context whose database is away while {@code away} is set, before or after the commit. */
    private static final class Flaky implements JobContext {
        private final PlainJobContext real;
        private boolean away;
        private boolean commits;

        Flaky(PlainJobContext real) {
            this.real = real;
        }

        @Override
        public void fenced(Runnable work) {
            if (!away || commits) {
                real.fenced(work);
            }
            if (away) {
                throw new DataAccessResourceFailureException("the line is cut");
            }
        }

        @Override
        public JobId job() {
            return real.job();
        }

        @Override
        public int attempt() {
            return real.attempt();
        }

        @Override
        public String worker() {
            return real.worker();
        }

        @Override
        public String device() {
            return real.device();
        }

        @Override
        public Stop stop() {
            return real.stop();
        }

        @Override
        public void progress(long done, long total, String unit) {
            real.progress(done, total, unit);
        }

        @Override
        public void publish(Runnable work) {
            real.publish(work);
        }

        @Override
        public Path directory() {
            return real.directory();
        }
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new RunFixture(folder);
        run = fixture.addRun("conv", Map.of("epochs", 5));
        context = new Flaky(new PlainJobContext(fixture.database, run.job(), folder));
        reporter = new RunReporter(run.id(), context, fixture.part(TrainingRepository.class), nanos::get);
    }

    @AfterEach
    void close() {
        reporter.close();
        fixture.close();
    }

    private static Loss loss(int epoch) {
        return new Loss(epoch, Map.of("loss", 1.0 / epoch), 100, 0.01);
    }

    @Test
    void keepsEverythingWhileTheDatabaseIsAwayAndBringsItInOrderAfterwards() {
        context.away = true;
        for (int epoch = 1; epoch <= 3; epoch++) {
            reporter.log("epoch " + epoch);
            reporter.loss(loss(epoch));
            reporter.flush();
        }
        Runs runs = fixture.part(Runs.class);
        assertThat(runs.log(run.id(), 0)).isEmpty();

        context.away = false;
        reporter.reached(new TrainingRepository.Reached(3, 100.0, 12.0, 30));
        reporter.flush();
        assertThat(runs.log(run.id(), 0)).extracting(LogLine::line).containsExactly("epoch 1", "epoch 2", "epoch 3");
        assertThat(runs.losses(run.id())).containsExactly(loss(1), loss(2), loss(3));
        assertThat(fixture.stored(run).training().secondsLeft()).isEqualTo(12);
    }

    @Test
    void aCheckpointIsStoredWithTheLossesOfItsEpochs() {
        BlobStore blobs = fixture.part(BlobStore.class);
        TrainingRepository work = fixture.part(TrainingRepository.class);
        try (Checkpoints checkpoints = new Checkpoints(run.id(), context, work, blobs, reporter, nanos::get);
                Model model = RunDetector.open(run, new ImageShape(32, 3), context.device(), WeightFiles.NONE)) {
            reporter.log("epoch 1");
            reporter.loss(loss(1));
            checkpoints.release(model);
        }
        Runs runs = fixture.part(Runs.class);
        assertThat(work.checkpoints(run.id())).hasSize(1);
        assertThat(runs.losses(run.id())).containsExactly(loss(1));
        reporter.flush();
        assertThat(runs.losses(run.id())).containsExactly(loss(1));
        assertThat(runs.log(run.id(), 0)).hasSize(1);
    }

    @Test
    void aLineWhoseCommitWasNotHeardOfIsKeptOnce() {
        reporter.log("once");
        context.away = true;
        context.commits = true;
        reporter.flush();
        context.away = false;
        reporter.flush();
        assertThat(fixture.part(Runs.class).log(run.id(), 0)).hasSize(1);
    }

    @Test
    void aLineHasTheTimeAtWhichItWasWrittenByTheDatabasesClock() {
        reporter.log("early");
        nanos.addAndGet(60_000_000_000L);
        reporter.log("late");
        reporter.flush();
        var lines = fixture.part(Runs.class).log(run.id(), 0);
        assertThat(Duration.between(lines.get(0).at(), lines.get(1).at())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatStillWaitsGoesWithTheResult() {
        context.away = true;
        reporter.log("last words");
        reporter.loss(loss(5));
        reporter.flush();
        context.publish(reporter::writeAll);
        context.away = false;
        reporter.flush();
        assertThat(fixture.part(Runs.class).log(run.id(), 0))
                .extracting(LogLine::line)
                .containsExactly("last words");
        assertThat(fixture.part(Runs.class).losses(run.id())).containsExactly(loss(5));
    }

    @Test
    void learnsThatItsAttemptIsLostAndStopsWriting() {
        new PlainJobContext(fixture.database, run.job(), folder);
        reporter.log("of a zombie");
        reporter.flush();
        assertThat(reporter.lost()).isTrue();
        assertThat(fixture.count("run_log")).isZero();
    }

    @Test
    void aLineMayHoldWhatTheDatabasesTextCannot() {
        reporter.log("a\0b");
        reporter.flush();
        assertThat(fixture.part(Runs.class).log(run.id(), 0).getFirst().line()).isEqualTo("a b");
    }

    @Test
    void aLineLosesItsMetricsOnceTheyAreHiddenWhateverItsWords() {
        reporter.log("a: AUC 0.1 that is no metric");
        reporter.logWithMetrics("evaluated all", " -> 0.9");
        reporter.flush();
        // A worker of the version before knows no such column.
        fixture.jdbc
                .sql("insert into run_log (run_id, attempt, number, line) values (:run, 1, 9, :line)")
                .param("run", run.id().value())
                .param("line", "scored 12 test images in 0.1 s: AUC 0.8000")
                .update();
        fixture.context.publishEvent(new LabelSplitMade(new VersionId(fixture.version)));
        assertThat(fixture.part(Runs.class).log(run.id(), 0))
                .extracting(LogLine::line)
                .containsExactly("a: AUC 0.1 that is no metric", "evaluated all", "scored 12 test images in 0.1 s");
    }
}
