package oddboard.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
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
        String detector,
        Map<String, Object> settings,
        long seed,
        UserId by,
        String byName,
        Instant createdAt,
        @Nullable Long parameterCount,
        int epoch,
        int epochs,
        @Nullable Double imagesPerSecond,
        @Nullable Double secondsLeft,
        double trainSeconds,
        @Nullable String device,
        Run.@Nullable Metrics result,
        String note,
        @Nullable Origin origin) {

    Run with(Job current) {
        return new Run(
                id,
                version,
                current,
                name,
                tags,
                detector,
                settings,
                seed,
                by,
                byName,
                createdAt,
                parameterCount,
                epoch,
                epochs,
                imagesPerSecond,
                secondsLeft,
                trainSeconds,
                device,
                result,
                note,
                origin);
    }
}
