package oddboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.PackedImages;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.image.Crop;
import oddboard.ingest.Preprocessing;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import oddboard.run.Runs;
import oddboard.storage.BlobMaintenance;
import oddboard.storage.BlobStore;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** From a run that succeeded to versions of a model. */
@Slow
class ModelRegistrationTest extends ModelFixture {
    @Test
    void aVersionIsAllThatMadeTheRun() throws Exception {
        RunId run = trained(Map.of("seed", 7));
        ModelVersion version = registration.register(run, "nuts", "Found on the line", List.of("line 3"), ada);
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.detector()).isEqualTo("conv");
        assertThat(version.settings()).containsEntry("epochs", 2).containsEntry("seed", 7);
        assertThat(version.seed()).isEqualTo(7);
        assertThat(version.preprocessing()).isEqualTo(new Preprocessing(RunFixture.SIZE, 3, Crop.SQUARE, 1, "", null));
        assertThat(version.source().run()).isEqualTo(run);
        assertThat(version.source().labelSet()).isEqualTo(1);
        assertThat(version.sha256()).matches("[0-9a-f]{64}");
        assertThat(version.software()).isEqualTo("development");
        assertThat(version.cost().parameterCount()).isEqualTo(47_355);
        RegisteredModel model = models.require("nuts", ada);
        assertThat(model.description()).isEqualTo("Found on the line");
        assertThat(model.tags()).containsExactly("line 3");
        assertThat(models.ofRun(run)).containsExactly(version);
        assertThat(audited("model.create")).hasSize(1);
        assertThat(audited("model.version"))
                .containsExactly("version 1 of run " + run + ", sha256 " + version.sha256());
    }

    @Test
    void theWeightsScoreAsTheRunDid() throws Exception {
        // The lowest loss is not the last one: the first weights after each update of this size are better.
        for (Map<String, Object> settings : List.<Map<String, Object>>of(
                Map.of("checkpoint", "best", "epochs", 6, "learningRate", 0.05), Map.of("checkpoint", "last"))) {
            ModelVersion version = registered("m-" + settings.get("checkpoint"), settings);
            double[] expected = fixture.part(RunResults.class)
                    .scores(version.source().run())
                    .orElseThrow()
                    .scores();
            double[] scores = new double[expected.length];
            try (Model model = fixture.part(ModelWeights.class).open(version, "cpu");
                    PackedImages test =
                            fixture.datasets().openTest(version.source().data())) {
                model.score(
                        new Test1(test),
                        (index, score, reconstruction) -> scores[index] = (float) score,
                        new QuietProgress() {});
            }
            assertThat(scores).isEqualTo(expected);
        }
    }

    private record Test1(PackedImages images) implements ImageSource {
        @Override
        public int count() {
            return images.count();
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(images.size(), images.channels());
        }

        @Override
        public void read(int index, ByteBuffer to) {
            images.read(index, to);
        }
    }

    @Test
    void theDigestTellsVersionsApart() throws Exception {
        ModelVersion one = registered("nuts", Map.of());
        ModelVersion two = registration.addVersion("nuts", trained(Map.of("seed", 3)), "another seed", ada);
        assertThat(two.version()).isEqualTo(2);
        assertThat(two.sha256()).isNotEqualTo(one.sha256());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> registration.addVersion("nuts", one.source().run(), "", ada))
                .withMessage("Run " + one.source().run() + " is version 1 of nuts already.");
    }

    @Test
    void refusesWhatIsNoModel() throws Exception {
        RunId waiting = fixture.addRun("conv", Map.of("epochs", 1)).id();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> registration.register(waiting, "nuts", "", List.of(), ada))
                .withMessage("Run " + waiting + " has not succeeded; only a run that has can become a model.");
        RunId run = trained(Map.of());
        for (String name : List.of("", "Nuts", "-nuts", "nuts-", "a b", "a/b", "n".repeat(65))) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> registration.register(run, name, "", List.of(), ada))
                    .withMessageStartingWith("A model's name has 1 to 64");
        }
        registration.register(run, "nuts", "", List.of(), ada);
        RunId other = trained(Map.of());
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> registration.register(other, "nuts", "", List.of(), ada))
                .withMessageContaining("There is a model called nuts already");
        fixture.jdbc
                .sql("delete from run_checkpoint where run_id = :run")
                .param("run", other.value())
                .update();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> registration.addVersion("nuts", other, "", ada))
                .withMessageStartingWith("The weights of run " + other + " are not stored (any more)");
    }

    @Test
    void refusesACheckpointThatTheScoresAreNotOf() throws Exception {
        RunId run = trained(Map.of());
        fixture.jdbc
                .sql("update run_checkpoint set epoch = 1 where run_id = :run")
                .param("run", run.value())
                .update();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> registration.register(run, "nuts", "", List.of(), ada))
                .withMessageContaining("is of epoch 1 of 2");
    }

    @Test
    void aDetectorWithoutEpochsIsRegisteredToo() throws Exception {
        RunId run = trained("patches", Map.of());
        ModelVersion version = registration.register(run, "patches", "", List.of(), ada);
        try (Model model = fixture.part(ModelWeights.class).open(version, "cpu")) {
            assertThat(model.epoch()).isEqualTo(1);
        }
    }

    @Test
    void theRunMayGoAndTheWeightsStay() throws Exception {
        ModelVersion version = registered("nuts", Map.of());
        fixture.jdbc.sql("delete from run_checkpoint").update();
        fixture.part(BlobStore.class).delete(version.weightsSha256());
        fixture.part(Runs.class).delete(version.source().run(), ada);
        fixture.jdbc
                .sql("update blob set created_at = now() - interval '3 days'")
                .update();
        fixture.part(BlobMaintenance.class).collect();
        ModelVersion kept = models.require("nuts", 1, ada);
        assertThat(kept.source().run()).isNull();
        assertThat(kept.source().runName()).isEqualTo("a run");
        assertThat(kept.sha256()).isEqualTo(version.sha256());
        fixture.part(ModelWeights.class).open(kept, "cpu").close();
        Threshold threshold = thresholds.add(
                "nuts", 1, new Thresholds.Request(Method.QUANTILE, Map.of(), CalibrationSplit.TEST_NORMAL), ada);
        assertThat(threshold.calibration().n()).isEqualTo(8);
    }

    @Test
    void theDataStaysAsLongAsAModelNeedsIt() throws Exception {
        ModelVersion version = registered("nuts", Map.of());
        DatasetManagement management = fixture.part(DatasetManagement.class);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> management.delete(version.source().dataset(), true, ada))
                .withMessage(
                        "The data set Blobs is what the model nuts was trained on; delete that first if nobody needs it.");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> management.delete(version.source().data(), true, ada));
        fixture.part(ModelManagement.class).delete("nuts", ada);
        management.delete(version.source().dataset(), true, ada);
        assertThat(fixture.count("model_version") + fixture.count("dataset_version"))
                .isZero();
    }

    @Test
    void rightsAreThoseOfTheDataSet() throws Exception {
        RunId run = trained(Map.of());
        var otto = member("otto");
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> registration.register(run, "nuts", "", List.of(), otto));
        registration.register(run, "nuts", "", List.of(), ada);
        assertThat(models.find("nuts", otto)).isEmpty();
        assertThat(models.list(otto)).isEmpty();
        fixture.jdbc.sql("update dataset set visibility = 'team'").update();
        assertThat(models.list(otto)).hasSize(1);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> registration.addVersion("nuts", run, "", otto));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> aliases.move("nuts", "champion", 1, null, "", otto));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> thresholds.add(
                        "nuts", 1, new Thresholds.Request(Method.MANUAL, Map.of("value", 1), null), otto));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> fixture.part(ModelManagement.class).delete("nuts", otto));
    }
}
