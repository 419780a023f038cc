package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void storesTheFirstAtOnceAndSoonAnother() {
        CheckpointSchedule pace = new CheckpointSchedule(0);
        assertThat(pace.due(SECOND / 10)).isTrue();
        pace.saved(SECOND / 10, SECOND / 10);
        assertThat(pace.due(SECOND)).isFalse();
        assertThat(pace.due(2 * SECOND)).isTrue();
    }

    @Test
    void storesEveryTenSecondsLaterOn() {
        CheckpointSchedule pace = new CheckpointSchedule(0);
        pace.saved(1000 * SECOND, 1000 * SECOND + SECOND / 100);
        assertThat(pace.due(1009 * SECOND)).isFalse();
        assertThat(pace.due(1011 * SECOND)).isTrue();
    }

    @Test
    void aCheckpointThatTakesLongIsStoredSoSeldomThatItTakesATwentieth() {
        CheckpointSchedule pace = new CheckpointSchedule(0);
        pace.saved(1000 * SECOND, 1003 * SECOND);
        assertThat(pace.due(1062 * SECOND)).isFalse();
        assertThat(pace.due(1064 * SECOND)).isTrue();
    }
}
