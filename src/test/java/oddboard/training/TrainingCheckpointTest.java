package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.job.JobContext.Stop;
import oddboard.job.PlainJobContext;
import oddboard.run.Loss;
import oddboard.run.RunRow;
import oddboard.storage.BlobStore;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Real trainings that stop, and go on from what they stored. */
@Slow
class TrainingCheckpointTest extends TrainingFixture {
    @Test
    void goesOnFromItsCheckpointToTheVeryScoresOfAnUndisturbedRun() throws Exception {
        Map<String, Integer> settings = Map.of("epochs", 8, "batchSize", BATCH);
        RunRow undisturbed = fixture.addRun("conv", settings);
        fixture.handler().handle(claim(undisturbed));

        RunRow run = fixture.addRun("conv", settings);
        PlainJobContext first = claim(run);
        drainAfter(first, run, 5);
        assertThat(results.scores(run.id())).isEmpty();
        assertThat(fixture.count("run_checkpoint")).isPositive();

        fixture.handler().handle(claim(run));

        assertThat(log(run)).contains("the worker shuts down: stopped in epoch 6", "resumed from epoch 5");
        assertThat(runs.losses(run.id())).hasSize(8);
        assertThat(results.scores(run.id()).orElseThrow().scores())
                .isEqualTo(results.scores(undisturbed.id()).orElseThrow().scores());
        assertThat(again(run).result()).isNotNull();
    }

    @Test
    void beginsAgainWhereEveryCheckpointIsDamaged() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 6, "batchSize", BATCH));
        drainAfter(claim(run), run, 3);
        fixture.jdbc
                .sql("update blob_chunk set bytes = set_byte(bytes, 600, get_byte(bytes, 600) # 1) "
                        + "where blob_id in (select b.id from blob b join run_checkpoint c using (sha256))")
                .update();

        fixture.handler().handle(claim(run));

        assertThat(log(run))
                .anyMatch(line -> line.contains("can't be used: its bytes are damaged"))
                .anyMatch(line -> line.startsWith("restarted"));
        assertThat(runs.losses(run.id())).hasSize(6);
    }

    @Test
    void takesTheCheckpointBeforeADamagedOne() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 6, "batchSize", BATCH));
        drainAfter(claim(run), run, 3);
        String garbage = fixture.part(BlobStore.class)
                .put(new ByteArrayInputStream(new byte[100]))
                .sha256();
        fixture.jdbc
                .sql("insert into run_checkpoint (run_id, epoch, sha256, attempt) values (:run, 5, :sha256, 1)")
                .param("run", run.id().value())
                .param("sha256", garbage)
                .update();

        fixture.handler().handle(claim(run));

        assertThat(log(run))
                .anyMatch(line -> line.contains("it belongs to another run"))
                .anyMatch(line -> line.startsWith("resumed from epoch "));
    }

    @Test
    void forgetsWhatWasToldAfterTheCheckpointBeforeItGoesOn() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        fixture.part(TrainingRepository.class).addLoss(run.id(), 1, new Loss(2, Map.of("loss", 99.0), 1, 0));
        PlainJobContext context = claim(run);
        context.stopWith(Stop.CANCEL);
        fixture.handler().handle(context);
        assertThat(runs.losses(run.id())).isEmpty();
    }

    @Test
    void finishesWhereItsTemporaryFilesCanNeitherBeWrittenNorDeleted() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        for (int save = 1; save <= 5; save++) {
            Path inTheWay = context.directory().resolve("checkpoint-" + save);
            Files.createDirectories(inTheWay.resolve("full"));
        }

        fixture.handler().handle(context);

        assertThat(results.scores(run.id())).isPresent();
        assertThat(log(run)).anyMatch(line -> line.startsWith("a checkpoint could not be written"));
        assertThat(fixture.count("run_checkpoint")).isZero();
    }

    @Test
    void keepsAtMostTwoCheckpoints() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 2, "batchSize", BATCH));
        PlainJobContext context = claim(run);
        TrainingRepository work = fixture.part(TrainingRepository.class);
        List<List<String>> dropped = new java.util.ArrayList<>();
        List<String> stored = new java.util.ArrayList<>();
        for (byte i = 0; i < 4; i++) {
            stored.add(fixture.part(BlobStore.class)
                    .put(new ByteArrayInputStream(new byte[] {i}))
                    .sha256());
            context.fenced(() -> dropped.add(work.addCheckpoint(run.id(), 1, 1, stored.getLast())));
        }
        assertThat(dropped)
                .isEqualTo(Arrays.asList(List.of(), List.of(), List.of(stored.get(0)), List.of(stored.get(1))));
    }
}
