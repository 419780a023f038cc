package oddboard.quota;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What holds for everybody for whom an administrator set nothing else; -1 = no limit.
 *
 * @param storage such as 100GB
 * @param running jobs at a time
 * @param gpuHours in a calendar month
 */
@ConfigurationProperties("oddboard.quota")
record QuotaSettings(
        @DefaultValue("-1B") DataSize storage,
        @DefaultValue("-1") long running,
        @DefaultValue("-1") long gpuHours) {
    QuotaSettings {
        if (storage.toBytes() < Quota.NONE || running < Quota.NONE || gpuHours < Quota.NONE) {
            throw new IllegalArgumentException(
                    "oddboard.quota.storage, .running and .gpu-hours are 0 or more; -1 means no limit.");
        }
    }
}
