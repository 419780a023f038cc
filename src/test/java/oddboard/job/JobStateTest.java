package oddboard.job;

import static oddboard.job.JobState.CANCELLED;
import static oddboard.job.JobState.FAILED;
import static oddboard.job.JobState.QUEUED;
import static oddboard.job.JobState.RETRY_WAIT;
import static oddboard.job.JobState.RUNNING;
import static oddboard.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobStateTest {
    private static final Map<JobState, Set<JobState>> MAY_BECOME = Map.of(
            QUEUED,
            EnumSet.of(RUNNING, CANCELLED, FAILED),
            RETRY_WAIT,
            EnumSet.of(RUNNING, CANCELLED, FAILED),
            RUNNING,
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED, RETRY_WAIT, QUEUED),
            SUCCEEDED,
            Set.of(),
            FAILED,
            Set.of(),
            CANCELLED,
            Set.of());

    @Test
    void becomesOnlyWhatThisTableSaysForEveryPair() {
        for (JobState from : JobState.values()) {
            for (JobState to : JobState.values()) {
                assertThat(from.canBecome(to))
                        .as(from + " -> " + to)
                        .isEqualTo(MAY_BECOME.get(from).contains(to));
            }
        }
    }

    @Test
    void hasEndedExactlyWhereNothingCanFollow() {
        for (JobState state : JobState.values()) {
            assertThat(state.isEnded())
                    .as(state.name())
                    .isEqualTo(MAY_BECOME.get(state).isEmpty());
        }
    }
}
