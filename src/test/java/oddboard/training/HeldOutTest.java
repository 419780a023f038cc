package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.job.JobContext.Stop;
import oddboard.job.PlainJobContext;
import oddboard.run.Loss;
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
        return fixture.jdbc
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
        RunRow run = fixture.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH, "calibrationShare", 0.25));
        fixture.handler().handle(claim(run));
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
    void keepsOthersOutForTheValidationLossAndEndsEarlyByIt() throws Exception {
        Map<String, Object> settings = Map.of(
                "epochs", 6, "batchSize", BATCH, "calibrationShare", 0.25, "validationShare", 0.2, "patience", 5);
        RunRow undisturbed = fixture.addRun("conv", settings);
        fixture.handler().handle(claim(undisturbed));
        Stored stored = stored(undisturbed);
        assertThat(stored.heldOut).containsExactly(3, 7, 11, 15, 19, 23);
        assertThat(stored.trained)
                .as("all but every fifth of the 18 others")
                .containsExactly(0, 1, 2, 4, 6, 8, 9, 10, 13, 14, 16, 17, 20, 21, 22);
        assertThat(log(undisturbed))
                .anyMatch(line -> line.contains("15 training images of"))
                .contains("3 more training images are held out for the validation loss")
                .anyMatch(line -> line.startsWith("epoch 1  loss ") && line.contains("  validation "));
        assertThat(runs.losses(undisturbed.id()))
                .hasSize(6)
                .allMatch(loss -> loss.losses().get("validation") > 0);

        RunRow run = fixture.addRun("conv", settings);
        PlainJobContext first = claim(run);
        first.stopAt(4L * 15 + BATCH, Stop.DRAIN);
        fixture.handler().handle(first);
        fixture.handler().handle(claim(run));
        assertThat(log(run)).contains("resumed from epoch 4");
        assertThat(runs.losses(run.id()).stream().map(Loss::losses))
                .containsExactlyElementsOf(
                        runs.losses(undisturbed.id()).stream().map(Loss::losses).toList());
        assertThat(results.scores(run.id()).orElseThrow().scores())
                .isEqualTo(results.scores(undisturbed.id()).orElseThrow().scores());
    }

    @Test
    void withoutThemARunTrainsOnAll() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        fixture.handler().handle(claim(run));
        Stored stored = stored(run);
        assertThat(stored.heldOut).isEmpty();
        assertThat(stored.trained)
                .containsExactly(IntStream.range(0, 24).boxed().toArray(Integer[]::new));
        assertThat(log(run)).noneMatch(line -> line.contains("held out"));
    }
}
