package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.evaluation.Evaluations;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobFailure;
import oddboard.job.LostAttemptException;
import oddboard.job.PlainJobContext;
import oddboard.metric.Auc;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.storage.BlobStore;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings of a small network on drawn images. */
@Slow
class TrainingHandlerTest {
    private static final int BATCH = 8;

    @TempDir
    Path folder;

    private RunFixture room;
    private Runs runs;
    private RunResults results;
    private int attempts;

    @BeforeEach
    void open() throws IOException {
        room = new RunFixture(folder.resolve("home"));
        runs = room.part(Runs.class);
        results = room.part(RunResults.class);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private PlainJobContext claim(RunRow run) throws IOException {
        return new PlainJobContext(
                room.database, run.job(), Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    private RunRow again(RunRow run) {
        return room.stored(run);
    }

    private List<String> log(RunRow run) {
        return runs.log(run.id(), 0).stream().map(LogLine::line).toList();
    }

    @Test
    void goesFromImagesToScoresPicturesAndFigures() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 3, "batchSize", BATCH));
        PlainJobContext context = claim(run);

        room.handler().handle(context);

        RunRow done = again(run);
        assertThat(done.epoch()).isEqualTo(3);
        assertThat(done.parameterCount()).isEqualTo(47_355);
        assertThat(done.device()).isEqualTo("cpu");
        assertThat(done.secondsLeft()).isNull();
        assertThat(done.trainSeconds()).isPositive();
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
        assertThat(room.jdbc
                        .sql("select epoch from run_checkpoint")
                        .query(Integer.class)
                        .list())
                .as("the last one stays, for a run that goes on")
                .containsExactly(3);
        assertThat(room.count("blob"))
                .as("the data set's, the reconstructions' and the checkpoint's")
                .isEqualTo(3);
    }

    @Test
    void keptReconstructionsGiveTheScoresButForTheirRounding() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        room.handler().handle(claim(run));
        double[] scores = results.scores(run.id()).orElseThrow().scores();
        RunResults.StoredReconstructions pictures =
                results.reconstructions(run.id()).orElseThrow();
        for (int i = 0; i < scores.length; i++) {
            byte[] picture =
                    room.part(BlobStore.class).read(pictures.sha256(), (long) i * pictures.length(), pictures.length());
            double sum = 0;
            for (int k = 0; k < picture.length; k++) {
                double difference =
                        ((picture[k] & 0xff) - (room.testPixels[i * picture.length + k] & 0xff)) * 2 / 255.0;
                sum += difference * difference;
            }
            assertThat(Math.sqrt(sum)).isCloseTo(scores[i], org.assertj.core.api.Assertions.within(0.2));
        }
    }

    @Test
    void judgesItsErrorMapsWhereThereAreMasks() throws Exception {
        byte[] mask = new byte[RunFixture.SIZE * RunFixture.SIZE / 8];
        Arrays.fill(mask, 40, 60, (byte) 0xff);
        String sha256 =
                room.part(BlobStore.class).put(new ByteArrayInputStream(mask)).sha256();
        room.jdbc
                .sql("insert into mask values (:version, :sha256, '{2}')")
                .param("version", room.version)
                .param("sha256", sha256)
                .update();
        RunRow run = room.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        room.handler().handle(claim(run));
        Run.Metrics metrics = again(run).result();
        assertThat(metrics.pixelAuroc()).isBetween(0.0, 1.0);
        assertThat(metrics.aupro()).isBetween(0.0, 1.0);
        assertThat(metrics.fprAtTpr95()).isBetween(0.0, 1.0);
    }

    @Test
    void completesJudgementsThatAreOlderThanTheirFigures() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        room.handler().handle(claim(run));
        Run.Metrics before = again(run).result();
        room.jdbc
                .sql("update run_judgement set f1 = null, f1_threshold = null, fpr_at_tpr95 = null, partial_auc = null")
                .update();
        assertThat(again(run).result().f1()).isNull();
        assertThat(room.part(Evaluations.class).completeSome()).isEqualTo(1);
        assertThat(room.part(Evaluations.class).completeSome()).isZero();
        assertThat(again(run).result()).isEqualTo(before);
    }

    @Test
    void hasNoAreaWhereTheTestSplitHasOneClass() throws Exception {
        room.label(room.version, new boolean[RunFixture.TEST.length]);
        RunRow run = room.addRun("conv", Map.of("epochs", 1, "batchSize", BATCH));
        room.handler().handle(claim(run));
        Run.Metrics metrics = again(run).result();
        assertThat(metrics).isNotNull();
        assertThat(metrics.auroc()).isNull();
        assertThat(metrics.averagePrecision()).isNull();
    }

    @Test
    void goesOnFromItsCheckpointToTheVeryScoresOfAnUndisturbedRun() throws Exception {
        Map<String, Integer> settings = Map.of("epochs", 8, "batchSize", BATCH);
        RunRow undisturbed = room.addRun("conv", settings);
        room.handler().handle(claim(undisturbed));

        RunRow run = room.addRun("conv", settings);
        PlainJobContext first = claim(run);
        drainAfter(first, run, 5);
        assertThat(results.scores(run.id())).isEmpty();
        assertThat(room.count("run_checkpoint")).isPositive();

        room.handler().handle(claim(run));

        assertThat(log(run)).contains("the worker is leaving: stopped in epoch 6", "resumed from epoch 5");
        assertThat(runs.losses(run.id())).hasSize(8);
        assertThat(results.scores(run.id()).orElseThrow().scores())
                .isEqualTo(results.scores(undisturbed.id()).orElseThrow().scores());
        assertThat(again(run).result()).isNotNull();
    }

    /** The worker leaves after so many epochs and a batch of the next one. */
    private void drainAfter(PlainJobContext context, RunRow run, int epochs) throws Exception {
        context.stopAt((long) epochs * RunFixture.TRAIN.length + BATCH, Stop.DRAIN);
        room.handler().handle(context);
        assertThat(again(run).epoch()).isEqualTo(epochs);
    }

    @Test
    void beginsAgainWhereEveryCheckpointIsDamaged() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 6, "batchSize", BATCH));
        drainAfter(claim(run), run, 3);
        room.jdbc
                .sql("update blob_chunk set bytes = set_byte(bytes, 600, get_byte(bytes, 600) # 1) "
                        + "where blob_id in (select b.id from blob b join run_checkpoint c using (sha256))")
                .update();

        room.handler().handle(claim(run));

        assertThat(log(run))
                .anyMatch(line -> line.contains("can't be used: its bytes are damaged"))
                .anyMatch(line -> line.startsWith("began again"));
        assertThat(runs.losses(run.id())).hasSize(6);
    }

    @Test
    void takesTheCheckpointBeforeADamagedOne() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 6, "batchSize", BATCH));
        drainAfter(claim(run), run, 3);
        String garbage = room.part(BlobStore.class)
                .put(new ByteArrayInputStream(new byte[100]))
                .sha256();
        room.jdbc
                .sql("insert into run_checkpoint (run_id, epoch, sha256, attempt) values (:run, 5, :sha256, 1)")
                .param("run", run.id().value())
                .param("sha256", garbage)
                .update();

        room.handler().handle(claim(run));

        assertThat(log(run))
                .anyMatch(line -> line.contains("it belongs to another run"))
                .anyMatch(line -> line.startsWith("resumed from epoch "));
    }

    @Test
    void forgetsWhatWasToldAfterTheCheckpointBeforeItGoesOn() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        room.part(TrainingRepository.class).addLoss(run.id(), 1, new Loss(2, Map.of("loss", 99.0), 1, 0));
        PlainJobContext context = claim(run);
        context.stopWith(Stop.CANCEL);
        room.handler().handle(context);
        assertThat(runs.losses(run.id())).isEmpty();
    }

    @Test
    void stopsAtOnceWhenCancelledAndPublishesNothing() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 10_000, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        context.stopAt(RunFixture.TRAIN.length + BATCH, Stop.CANCEL);
        room.handler().handle(context);
        assertThat(results.scores(run.id())).isEmpty();
        assertThat(again(run).epoch()).isEqualTo(1);
        assertThat(runs.losses(run.id())).hasSize(1);
        assertThat(log(run)).noneMatch(line -> line.contains("leaving"));
    }

    @Test
    void aZombieWritesNothingMore() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        PlainJobContext zombie = claim(run);
        claim(run);
        assertThatExceptionOfType(LostAttemptException.class)
                .isThrownBy(() -> room.handler().handle(zombie));
        assertThat(log(run)).isEmpty();
        assertThat(runs.losses(run.id())).isEmpty();
        assertThat(results.scores(run.id())).isEmpty();
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithASentenceAndNoRetry() throws Exception {
        RunRow run = room.addRun("fcn", Map.of("epochs", 50, "batchSize", BATCH, "learningRate", 1e6));
        PlainJobContext context = claim(run);
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> room.handler().handle(context))
                .satisfies(e -> {
                    assertThat(e.retry()).isFalse();
                    assertThat(e.code()).isEqualTo("LOSS_NOT_FINITE");
                    assertThat(e.getMessage()).doesNotContain("Exception");
                });
        assertThat(log(run).getLast()).startsWith("training stopped: ");
    }

    @Test
    void keepsAtMostTwoCheckpoints() throws Exception {
        RunRow run = room.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        TrainingRepository work = room.part(TrainingRepository.class);
        List<List<String>> dropped = new java.util.ArrayList<>();
        List<String> stored = new java.util.ArrayList<>();
        for (byte i = 0; i < 4; i++) {
            stored.add(room.part(BlobStore.class)
                    .put(new ByteArrayInputStream(new byte[] {i}))
                    .sha256());
            context.fenced(() -> dropped.add(work.addCheckpoint(run.id(), 1, 1, stored.getLast())));
        }
        assertThat(dropped)
                .isEqualTo(Arrays.asList(List.of(), List.of(), List.of(stored.get(0)), List.of(stored.get(1))));
    }
}
