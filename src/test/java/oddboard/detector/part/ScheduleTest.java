package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void showsEveryImageOnceAnEpochInAnotherOrder() {
        Schedule schedule = new Schedule(103, 10, 0);
        int[] first = images(schedule.epoch(1, 0));
        assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 103).toArray());
        assertThat(first).isNotEqualTo(images(schedule.epoch(1, 1))).isNotEqualTo(images(schedule.epoch(2, 0)));
        assertThat(first).isEqualTo(images(schedule.epoch(1, 0)));
    }

    @Test
    void keepsThePartialBatchAtTheEnd() {
        assertThat(sizes(new Schedule(25, 10, 0).epoch(1, 0))).containsExactly(10, 10, 5);
    }

    @Test
    void joinsALoneLastImageToTheBatchBeforeWhereBatchesStayWhole() {
        Schedule whole = new Schedule(21, 10, 0);
        assertThat(sizes(whole.epoch(1, 0))).containsExactly(10, 11);
        assertThat(whole.maxMicroBatch()).isEqualTo(11);
        assertThat(sizes(new Schedule(21, 10, 10).epoch(1, 0))).containsExactly(10, 10, 1);
    }

    @Test
    void cutsBatchesIntoMicroBatchesThatAddUp() {
        List<MicroBatch> microBatches = new Schedule(25, 20, 8).epoch(1, 3);
        assertThat(sizes(microBatches)).containsExactly(8, 8, 4, 5);
        assertThat(microBatches.stream().map(MicroBatch::share)).containsExactly(0.4, 0.4, 0.2, 1.0);
        assertThat(microBatches.stream().map(MicroBatch::first)).containsExactly(true, false, false, true);
        assertThat(microBatches.stream().map(MicroBatch::last)).containsExactly(false, false, true, true);
        assertThat(microBatches.stream().map(MicroBatch::batch)).containsExactly(0, 0, 0, 1);
        assertThat(microBatches.stream().map(MicroBatch::from)).containsExactly(0, 8, 16, 20);
    }

    @Test
    void takesASmallSetAsOneBatch() {
        assertThat(sizes(new Schedule(3, 2000, 0).epoch(1, 0))).containsExactly(3);
    }

    private static int[] images(List<MicroBatch> microBatches) {
        return microBatches.stream()
                .flatMapToInt(microBatch -> IntStream.of(microBatch.images()))
                .toArray();
    }

    private static List<Integer> sizes(List<MicroBatch> microBatches) {
        return microBatches.stream()
                .map(microBatch -> microBatch.images().length)
                .toList();
    }
}
