package oddboard.sweep;

import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sweep, begun or not.
 *
 * @param begun whether it has left the sweep's list of waiting ones
 * @param run null until it begins, and after it was deleted
 * @param refused a sentence, where it could not be queued
 */
public record SweepRun(
        PlannedRun plan,
        boolean begun,
        @Nullable Run run,
        @Nullable String refused) {
    /** AUC by the newest labels; null until there is one. */
    public @Nullable Double auroc() {
        Run begunRun = run;
        Run.Metrics result = begunRun == null ? null : begunRun.result();
        return result == null ? null : result.auroc();
    }
}
