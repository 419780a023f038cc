package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oddboard.job.JobContext.Stop;
import oddboard.job.PlainJobContext;
import oddboard.run.LogLine;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.testing.RunFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small network on drawn images, trained as a worker trains it. */
abstract class TrainingFixture {
    static final int BATCH = 8;

    @TempDir
    Path folder;

    RunFixture fixture;
    Runs runs;
    RunResults results;
    private int attempts;

    @BeforeEach
    void open() throws IOException {
        fixture = new RunFixture(folder.resolve("home"));
        runs = fixture.part(Runs.class);
        results = fixture.part(RunResults.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    PlainJobContext claim(RunRow run) throws IOException {
        return new PlainJobContext(
                fixture.database, run.job(), Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    RunRow again(RunRow run) {
        return fixture.stored(run);
    }

    List<String> log(RunRow run) {
        return runs.log(run.id(), 0).stream().map(LogLine::line).toList();
    }

    /** The worker leaves after so many epochs and a batch of the next one. */
    void drainAfter(PlainJobContext context, RunRow run, int epochs) throws Exception {
        context.stopAt((long) epochs * RunFixture.TRAIN.length + BATCH, Stop.DRAIN);
        fixture.handler().handle(context);
        assertThat(again(run).training().epoch()).isEqualTo(epochs);
    }
}
