package oddboard.worker;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this process does for the queue.
 *
 * @param labels it takes jobs with one of these labels
 * @param slots how many jobs it does at the same time, of which one may compute: the engine trains one model at a time in a
 *              process. So there is one where {@code importSlots} is not 0, and what was configured above it counts there.
 * @param importSlots how many jobs that do not compute, above all imports, it does beside them, so that they never wait for
 *                    a training; 0 = all take the same slots
 * @param scoringSlots how many jobs that score images it does beside all others, so that they wait neither for a training nor
 *                     for an import; 0 = they take the slots of imports
 * @param device {@code cpu} or {@code cuda:N}
 * @param standstill a job that takes no step for so long, and for 20 of its steps, is taken for stuck: its process ends
 * @param untilIdle the process leaves when it has had no job for so long; null = never
 * @param maxJobs the process leaves when it has done so many jobs; 0 = never
 * @param parentPid the process without which this one is to leave; null where it stands alone
 */
@ConfigurationProperties("oddboard.worker")
record WorkerSettings(
        @DefaultValue("cpu") List<String> labels,
        @DefaultValue("1") int slots,
        @DefaultValue("1") int importSlots,
        @DefaultValue("1") int scoringSlots,
        @DefaultValue("cpu") String device,
        @DefaultValue("10m") Duration standstill,
        @Nullable Duration untilIdle,
        @DefaultValue("0") int maxJobs,
        @Nullable Long parentPid) {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:-]{1,60}");

    WorkerSettings {
        labels = labels.stream().map(String::strip).toList();
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException(
                        "oddboard.worker.labels has \"" + label + "\"; a label is letters, digits and _ . : - only.");
            }
        }
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("oddboard.worker.slots is " + slots + "; it must be from 1 to 64.");
        }
        if (importSlots < 0 || importSlots > 16) {
            throw new IllegalArgumentException(
                    "oddboard.worker.import-slots is " + importSlots + "; it must be from 0 to 16.");
        }
        if (scoringSlots < 0 || scoringSlots > 16) {
            throw new IllegalArgumentException(
                    "oddboard.worker.scoring-slots is " + scoringSlots + "; it must be from 0 to 16.");
        }
        if (untilIdle != null && (untilIdle.isNegative() || untilIdle.isZero())) {
            throw new IllegalArgumentException(
                    "oddboard.worker.until-idle is " + untilIdle + "; it must be longer than nothing, such as 10m.");
        }
        if (maxJobs < 0) {
            throw new IllegalArgumentException("oddboard.worker.max-jobs is " + maxJobs + "; it must be 0 or more.");
        }
        if (importSlots > 0) {
            importSlots += slots - 1;
            slots = 1;
        }
    }

    /** How many jobs of any kind may run at the same time. */
    int threads() {
        return slots + importSlots + scoringSlots;
    }
}
