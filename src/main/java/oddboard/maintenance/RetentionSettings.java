package oddboard.maintenance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long what nobody may need any more is kept; 0 = for ever.
 *
 * @param checkpoints of runs that succeeded, all together at most: the oldest go first
 * @param endedCheckpoints of runs that failed or were canceled, from which one could still resume
 * @param logs lines of runs that ended so long ago
 * @param previews reconstructions from the training of such runs
 * @param jobEvents the history of such jobs, but for their ends
 * @param orphanJobs jobs whose run, version, scoring or bundle was deleted
 * @param bundles of models for other programs, made so long ago
 * @param notices sent to users
 * @param events of this page
 * @param every how often it is done
 */
@ConfigurationProperties("oddboard.retention")
record RetentionSettings(
        @DefaultValue("10GB") DataSize checkpoints,
        @DefaultValue("30d") Duration endedCheckpoints,
        @DefaultValue("365d") Duration logs,
        @DefaultValue("30d") Duration previews,
        @DefaultValue("365d") Duration jobEvents,
        @DefaultValue("90d") Duration orphanJobs,
        @DefaultValue("90d") Duration bundles,
        @DefaultValue("90d") Duration notices,
        @DefaultValue("730d") Duration events,
        @DefaultValue("1h") Duration every) {
    RetentionSettings {
        if (checkpoints.isNegative() || every.toSeconds() < 1) {
            throw new IllegalArgumentException("oddboard.retention.checkpoints is 0 or more, and .every at least 1s.");
        }
    }
}
