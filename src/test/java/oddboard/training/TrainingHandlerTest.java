package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import oddboard.evaluation.AnomalyMaps;
import oddboard.evaluation.Evaluations;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobFailure;
import oddboard.job.JobState;
import oddboard.job.LostAttemptException;
import oddboard.job.PlainJobContext;
import oddboard.metric.Auc;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.storage.BlobStore;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Real trainings of a small network on drawn images. */
@Slow
class TrainingHandlerTest extends TrainingFixture {
    @Test
    void goesFromImagesToScoresPicturesAndMetrics() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 3, "batchSize", BATCH));
        PlainJobContext context = claim(run);

        fixture.handler().handle(context);

        RunRow done = again(run);
        assertThat(done.training().epoch()).isEqualTo(3);
        assertThat(done.setup().parameterCount()).isEqualTo(47_355);
        assertThat(done.training().device()).isEqualTo("cpu");
        assertThat(done.training().secondsLeft()).isNull();
        assertThat(done.training().seconds()).isPositive();
        assertThat(context.progress()).isEqualTo("12 images");

        var scores = results.scores(run.id()).orElseThrow();
        assertThat(scores.scores()).hasSize(12);
        assertThat(scores.errorScale()).isBetween(1.0, 255.0);
        Run.Metrics metrics = done.result();
        assertThat(metrics).isNotNull();
        assertThat(metrics.auroc()).isEqualTo(Auc.of(scores.scores(), RunFixture.TEST));
        assertThat(metrics.aurocLow()).isLessThan(metrics.auroc());
        assertThat(metrics.averagePrecision()).isBetween(0.0, 1.0);

        assertThat(runs.losses(run.id())).extracting(Loss::epoch).containsExactly(1, 2, 3);
        assertThat(runs.losses(run.id()))
                .allSatisfy(loss -> assertThat(loss.losses().get("loss")).isPositive());
        assertThat(log(run))
                .anyMatch(line -> line.matches("epoch 3  loss \\d\\.\\d{5}  \\d+ images/s  waited for data [\\d.]+ %"));
        assertThat(log(run).getLast()).matches("scored 12 test images in .* s: AUC .*");
        assertThat(fixture.jdbc
                        .sql("select epoch from run_checkpoint")
                        .query(Integer.class)
                        .list())
                .as("the last one stays, for a run that continues")
                .containsExactly(3);
        assertThat(fixture.count("blob"))
                .as("the data set's, the reconstructions' and the checkpoint's")
                .isEqualTo(3);
    }

    @Test
    void theRateIsThatOfTheWholeTraining() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 4, "batchSize", BATCH));
        drainAfter(claim(run), run, 2);
        fixture.handler().handle(claim(run));
        RunRow ended = again(run);
        assertThat(ended.training().imagesPerSecond() * ended.training().seconds())
                .isCloseTo(4.0 * RunFixture.TRAIN.length, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void aRunThatIsCanceledBeforeItsFirstImageHasNoRate() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 4, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        context.stopWith(Stop.CANCEL);
        fixture.handler().handle(context);
        assertThat(again(run).training().imagesPerSecond()).isNull();
    }

    @Test
    void keptReconstructionsGiveTheScoresButForTheirRounding() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        fixture.handler().handle(claim(run));
        double[] scores = results.scores(run.id()).orElseThrow().scores();
        RunResults.StoredPictures pictures = results.pictures(run.id()).orElseThrow();
        for (int i = 0; i < scores.length; i++) {
            byte[] picture = fixture.part(BlobStore.class)
                    .read(pictures.reconstructionsSha256(), (long) i * pictures.length(), pictures.length());
            double sum = 0;
            for (int k = 0; k < picture.length; k++) {
                double difference =
                        ((picture[k] & 0xff) - (fixture.testPixels[i * picture.length + k] & 0xff)) * 2 / 255.0;
                sum += difference * difference;
            }
            assertThat(Math.sqrt(sum)).isCloseTo(scores[i], org.assertj.core.api.Assertions.within(0.2));
        }
    }

    @Test
    void evaluatesItsErrorMapsWhereThereAreMasks() throws Exception {
        byte[] mask = new byte[RunFixture.SIZE * RunFixture.SIZE / 8];
        Arrays.fill(mask, 40, 60, (byte) 0xff);
        String sha256 = fixture.part(BlobStore.class)
                .put(new ByteArrayInputStream(mask))
                .sha256();
        fixture.jdbc
                .sql("insert into mask values (:version, :sha256, '{2}')")
                .param("version", fixture.version)
                .param("sha256", sha256)
                .update();
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        fixture.handler().handle(claim(run));
        Run.Metrics metrics = again(run).result();
        assertThat(metrics.pixelAuroc()).isBetween(0.0, 1.0);
        assertThat(metrics.aupro()).isBetween(0.0, 1.0);
        assertThat(metrics.auproAtFpr5()).isBetween(0.0, 1.0);
        assertThat(metrics.fprAtTpr95()).isBetween(0.0, 1.0);
    }

    @Test
    void completesEvaluationsThatAreOlderThanTheirMetrics() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        fixture.handler().handle(claim(run));
        Run.Metrics before = again(run).result();
        fixture.jdbc
                .sql("update run_judgement set f1 = null, f1_threshold = null, fpr_at_tpr95 = null, partial_auc = null")
                .update();
        assertThat(again(run).result().f1()).isNull();
        assertThat(fixture.part(Evaluations.class).completeSome()).isEqualTo(1);
        assertThat(fixture.part(Evaluations.class).completeSome()).isZero();
        assertThat(again(run).result()).isEqualTo(before);
    }

    @Test
    void hasNoAreaWhereTheTestSplitHasOneClass() throws Exception {
        fixture.label(fixture.version, new boolean[RunFixture.TEST.length]);
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        fixture.handler().handle(claim(run));
        Run.Metrics metrics = again(run).result();
        assertThat(metrics).isNotNull();
        assertThat(metrics.auroc()).isNull();
        assertThat(metrics.averagePrecision()).isNull();
    }

    @Test
    void stopsAtOnceWhenCancelledAndPublishesNothing() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 10_000, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        context.stopAt(RunFixture.TRAIN.length + BATCH, Stop.CANCEL);
        fixture.handler().handle(context);
        assertThat(results.scores(run.id())).isEmpty();
        assertThat(again(run).training().epoch()).isEqualTo(1);
        assertThat(runs.losses(run.id())).hasSize(1);
        assertThat(log(run)).noneMatch(line -> line.contains("leaving"));
    }

    @Test
    void aZombieWritesNothingMore() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        PlainJobContext zombie = claim(run);
        claim(run);
        assertThatExceptionOfType(LostAttemptException.class)
                .isThrownBy(() -> fixture.handler().handle(zombie));
        assertThat(log(run)).isEmpty();
        assertThat(runs.losses(run.id())).isEmpty();
        assertThat(results.scores(run.id())).isEmpty();
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithASentenceAndNoRetry() throws Exception {
        RunRow run = fixture.addRun("fcn", Map.of("epochs", 50, "batchSize", BATCH, "learningRate", 1e6));
        PlainJobContext context = claim(run);
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> fixture.handler().handle(context))
                .satisfies(e -> {
                    assertThat(e.retry()).isFalse();
                    assertThat(e.code()).isEqualTo("LOSS_NOT_FINITE");
                    assertThat(e.getMessage()).doesNotContain("Exception");
                });
        assertThat(log(run).getLast()).startsWith("training stopped: ");
    }

    @Test
    void aDetectorWithoutEpochsIsFittedScoredAndShownByItsOwnMaps() throws Exception {
        RunRow run = fixture.addRun("patches", Map.of());
        PlainJobContext context = claim(run);
        fixture.handler().handle(context);
        RunRow done = again(run);
        assertThat(done.ended().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.training().epochs()).isZero();
        assertThat(done.setup().parameterCount()).isPositive();
        assertThat(done.training().imagesPerSecond()).isPositive();
        assertThat(done.result().auroc())
                .isEqualTo(Auc.of(results.scores(run.id()).orElseThrow().scores(), RunFixture.TEST));
        assertThat(runs.losses(run.id())).isEmpty();
        assertThat(log(run)).noneMatch(line -> line.contains("epoch"));
        RunResults.StoredPictures pictures = results.pictures(run.id()).orElseThrow();
        assertThat(pictures.reconstructionsSha256()).isNull();
        assertThat(pictures.errorScale()).isEqualTo(255);
        RunResults.StoredMaps maps = pictures.maps();
        assertThat(maps.high()).isGreaterThan(maps.low());
        AnomalyMaps shown = new AnomalyMaps(maps.grid(), maps.low(), maps.high());
        assertThat(fixture.part(BlobStore.class).read(maps.sha256(), 0, 12 * shown.length()))
                .hasSize(12 * shown.length());
        assertThat(fixture.jdbc
                        .sql("select count(*) from run_checkpoint")
                        .query(Integer.class)
                        .single())
                .as("for a run that is scored again")
                .isEqualTo(1);
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob_use where sha256 = ?")
                        .param(maps.sha256())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDetectorWithoutEpochsGoesOnWhereItWasStopped() throws Exception {
        RunRow whole = fixture.addRun("patches", Map.of());
        fixture.handler().handle(claim(whole));
        RunRow run = fixture.addRun("patches", Map.of());
        PlainJobContext first = claim(run);
        first.stopAt(RunFixture.TRAIN.length + 1L, Stop.DRAIN);
        fixture.handler().handle(first);
        assertThat(again(run).ended()).isNull();
        assertThat(log(run)).anyMatch(line -> line.contains("stopped in the training images"));
        fixture.handler().handle(claim(run));
        assertThat(results.scores(run.id()).orElseThrow().scores())
                .isEqualTo(results.scores(whole.id()).orElseThrow().scores());
    }
}
