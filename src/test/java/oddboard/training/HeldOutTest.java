package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Training images that are kept out of training so that thresholds can be calibrated on them. */
@Slow
class HeldOutTest extends TrainingFixture {
    private static final String SCORES =
            "select train_images, train_scores, held_out_images, held_out_scores from run_result where run_id = :run";

    private record Stored(Integer[] trained, double[] trainedScores, Integer[] heldOut, double[] heldOutScores) {}

    private Stored stored(RunRow run) {
        return room.jdbc
                .sql(SCORES)
                .param("run", run.id().value())
                .query((rs, n) -> new Stored(
                        (Integer[]) rs.getArray(1).getArray(),
                        RunResults.doubles(rs, 2),
                        (Integer[]) rs.getArray(3).getArray(),
                        RunResults.doubles(rs, 4)))
                .single();
    }

    @Test
    void keepsThemOutOfTrainingAndScoresThem() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH, "calibrationShare", 0.25));
        room.handler().handle(claim(run));
        Stored stored = stored(run);
        assertThat(stored.heldOut).containsExactly(3, 7, 11, 15, 19, 23);
        assertThat(stored.trained).hasSize(18).doesNotContain(stored.heldOut);
        assertThat(stored.heldOutScores).hasSize(6);
        assertThat(Arrays.stream(stored.heldOutScores)).allMatch(score -> score > 0);
        assertThat(stored.trainedScores).hasSize(18);
        assertThat(log(run))
                .anyMatch(line -> line.contains("18 training images of"))
                .contains("6 more training images are held out to calibrate thresholds");
        assertThat(runs.losses(run.id())).hasSize(2);
    }

    @Test
    void withoutThemARunTrainsOnAll() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        room.handler().handle(claim(run));
        Stored stored = stored(run);
        assertThat(stored.heldOut).isEmpty();
        assertThat(stored.trained)
                .containsExactly(IntStream.range(0, 24).boxed().toArray(Integer[]::new));
        assertThat(log(run)).noneMatch(line -> line.contains("held out"));
    }
}
