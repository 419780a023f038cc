package oddboard.run;

import java.util.List;
import oddboard.dataset.VersionId;
import oddboard.job.Job;
import oddboard.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A run as its own table has it.
 *
 * @param ended its job where that has ended, and so waits for nothing; how an open one stands only the queue knows
 */
public record RunRow(
        RunId id,
        VersionId version,
        JobId job,
        @Nullable Job ended,
        String name,
        List<String> tags,
        String note,
        Run.Setup setup,
        Run.Creation creation,
        Run.TrainingStatus training,
        Run.@Nullable Metrics result,
        @Nullable Origin origin,
        Run.Entries entries) {

    Run with(Job current) {
        return new Run(id, version, current, name, tags, note, setup, creation, training, result, origin, entries);
    }
}
