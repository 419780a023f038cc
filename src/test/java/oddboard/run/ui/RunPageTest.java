package oddboard.run.ui;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages about runs, with runs that a worker really trains. */
public abstract class RunPageTest extends PageTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired
    protected Runs runs;

    protected final DatasetVersion version(Dataset dataset) {
        return dataset.ready().orElseThrow();
    }

    protected final Run start(Dataset dataset, String name, int epochs) {
        return runs.start(
                new RunSpec(
                        version(dataset).id(),
                        "fcn",
                        Map.of("epochs", epochs, "batchSize", 16),
                        name,
                        List.of(),
                        0,
                        "cpu"),
                users.require());
    }

    protected final Run succeeded(Dataset dataset, String name) {
        return ended(start(dataset, name, 2), JobState.SUCCEEDED);
    }

    protected final Run ended(Run run, JobState state) {
        return Await.until(
                "run " + run.id() + " to be " + state,
                LONG,
                () -> runs.find(run.id(), users.require())
                        .filter(r -> r.job().state() == state)
                        .orElse(null));
    }

    /** Waits for words on the open page, which must come by themselves. */
    protected final void awaitText(String words) {
        Await.until("\"" + words + "\" on the open page", LONG, () -> {
            roundTrip();
            return text().contains(words) ? true : null;
        });
    }
}
