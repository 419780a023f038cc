package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.StoredJson;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobFailure;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.registry.Method;
import oddboard.registry.ModelManagement;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.registry.Thresholds;
import oddboard.run.RunRow;
import oddboard.storage.BlobMaintenance;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.JsonNode;

/** Bundles of real models, made as a worker makes them. */
@Slow
class ExportJobTest extends ExportJobFixture {
    @Test
    void aBundleIsMadeOnceAndKept() throws Exception {
        ModelVersion model = registered("conv", SHORT);
        ModelExport queued = obtain(BundleFormat.BOTH);
        assertThat(queued.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(queued.bundle()).isNull();
        assertThat(obtain(BundleFormat.BOTH).job().id()).isEqualTo(queued.job().id());

        PlainJobContext context = claim(queued);
        work(context);
        assertThat(context.progress()).isEqualTo("6 steps");
        ModelExport made = obtain(BundleFormat.BOTH);
        assertThat(made.job().id()).isEqualTo(queued.job().id());
        assertThat(made.job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(made.bundle().verification())
                .extracting(ModelExport.Verification::format)
                .containsExactly("onnx", "torchscript");
        assertThat(made.bundle().verification()).allSatisfy(one -> {
            assertThat(one.images()).isEqualTo(RunFixture.TEST.length);
            assertThat(one.largestDifference()).isBetween(0.0, 1e-5);
        });
        Map<String, byte[]> files = unzipped(made);
        assertThat(files)
                .containsOnlyKeys(
                        "caps-1/MODEL_CARD.md",
                        "caps-1/Score.java",
                        "caps-1/manifest.json",
                        "caps-1/model.onnx",
                        "caps-1/model.pt",
                        "caps-1/score.py",
                        "caps-1/score_torch.py");
        made.bundle()
                .files()
                .forEach(file -> assertThat(files.get("caps-1/" + file.name())).hasSize((int) file.bytes()));
        JsonNode manifest = StoredJson.MAPPER.readTree(files.get("caps-1/manifest.json"));
        assertThat(manifest.at("/model/sha256").asString()).isEqualTo(model.sha256());
        assertThat(manifest.at("/threshold").isNull()).isTrue();
        String card = new String(files.get("caps-1/MODEL_CARD.md"), StandardCharsets.UTF_8);
        assertThat(card)
                .contains("Of the line.")
                .contains("| Data set | Blobs, version 1 |")
                .contains("| Training images | 24 |")
                .contains("| Test images | 12, 4 of them labeled anomalous |")
                .contains("| Labels | label set 1 |")
                .contains("| AUC | ")
                .contains("| spot | 4 | ")
                .contains("Only 8 normal and 4 anomalous test images were labeled");
        assertThat(fixture.jdbc
                        .sql("select detail from audit where action = 'model.export'")
                        .query(String.class)
                        .list())
                .containsExactly("version 1 as both, sha256:" + model.sha256());
    }

    @Test
    void aNewThresholdMakesANewBundle() throws Exception {
        registered("conv", SHORT);
        make(obtain(BundleFormat.ONNX));
        String first = obtain(BundleFormat.ONNX).bundle().sha256();
        var threshold = fixture.part(Thresholds.class)
                .add("caps", 1, new Thresholds.Request(Method.QUANTILE, Map.of("q", 0.9), null), ada);

        ModelExport again = obtain(BundleFormat.ONNX);
        assertThat(again.bundle()).isNull();
        make(again);
        ModelExport made = obtain(BundleFormat.ONNX);
        assertThat(made.bundle().sha256()).isNotEqualTo(first);
        Map<String, byte[]> files = unzipped(made);
        JsonNode manifest = StoredJson.MAPPER.readTree(files.get("caps-1/manifest.json"));
        assertThat(manifest.at("/threshold/value").asDouble()).isEqualTo(threshold.value());
        assertThat(manifest.at("/threshold/method").asString()).isEqualTo("quantile");
        assertThat(manifest.at("/threshold/calibratedOn/n").asInt()).isEqualTo(24);
        assertThat(new String(files.get("caps-1/MODEL_CARD.md"), StandardCharsets.UTF_8))
                .contains("The threshold: This is optimistic");
    }

    /** Each has no checkpoint of its own, and its scores come from the weights of the run that computed them. */
    @Test
    void everyHeadOfOneRunIsRegisteredScoredAndExported() throws Exception {
        RunRow run = fixture.addRun("patches", Map.of("head", "all", "bankSize", 50));
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), directory()));
        List<Long> entries = fixture.jdbc
                .sql("select id from run where entry_of = :run or id = :run order by id")
                .param("run", run.id().value())
                .query(Long.class)
                .list();
        assertThat(entries).hasSize(5);
        for (long entry : entries) {
            String name = "head-" + entry;
            ModelVersion model = fixture.part(ModelRegistration.class)
                    .register(new oddboard.run.RunId(entry), name, "", List.of(), ada);
            assertThat(model.fitted() == null).isEqualTo(entry == run.id().value());
            double[] own = fixture.part(oddboard.run.RunResults.class)
                    .scores(new oddboard.run.RunId(entry))
                    .orElseThrow()
                    .scores();
            double[] again = new double[own.length];
            try (var weights =
                            fixture.part(oddboard.registry.ModelWeights.class).open(model, "cpu");
                    var images = fixture.datasets().openTest(new oddboard.dataset.VersionId(fixture.version))) {
                weights.score(
                        new SampleImages(images),
                        (i, score, explained) -> again[i] = (float) score,
                        new oddboard.detector.QuietProgress() {});
            }
            assertThat(again).as(model.settings().get("head").toString()).containsExactly(own);
            ModelExport export = exports.obtain(name, 1, BundleFormat.BOTH, ada);
            make(export);
            assertThat(exports.obtain(name, 1, BundleFormat.BOTH, ada).bundle().verification())
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.largestDifference()).isLessThan(1e-5));
        }
    }

    @Test
    void whatCannotBeExportedIsRefusedInOneSentence() throws Exception {
        registered("vae", Map.of("epochs", 1, "batchSize", 8, "sampleAtScoring", true));
        ModelExport export = obtain(BundleFormat.ONNX);
        JobFailure failure = catchThrowableOfType(JobFailure.class, () -> make(export));
        assertThat(failure.code()).isEqualTo("EXPORT_REFUSED");
        assertThat(failure.retry()).isFalse();
        assertThat(failure).hasMessageContaining("sampleAtScoring");
        fixture.jdbc
                .sql("update job set state = 'FAILED', error_code = :code, error_detail = :detail where id = :id")
                .param("id", export.job().id().value())
                .param("code", failure.code())
                .param("detail", failure.getMessage())
                .update();
        assertThatThrownBy(() -> obtain(BundleFormat.ONNX))
                .isInstanceOf(ConflictException.class)
                .hasMessage(failure.getMessage());
        assertThat(obtain(BundleFormat.TORCHSCRIPT).job().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aCanceledJobLeavesNothingAndCanBeAskedForAgain() throws Exception {
        registered("conv", SHORT);
        long blobs = fixture.count("blob");
        ModelExport export = obtain(BundleFormat.BOTH);
        PlainJobContext context = claim(export);
        context.stopAt(3, Stop.CANCEL);
        work(context);
        assertThat(context.progress()).isEqualTo("3 steps");
        assertThat(fixture.count("blob")).isEqualTo(blobs);
        fixture.jdbc
                .sql("update job set state = 'CANCELLED', ended_at = now() where id = :id")
                .param("id", export.job().id().value())
                .update();
        ModelExport again = obtain(BundleFormat.BOTH);
        assertThat(again.job().id()).isNotEqualTo(export.job().id());
        make(again);
        assertThat(obtain(BundleFormat.BOTH).bundle()).isNotNull();
    }

    @Test
    void readersTakeWhatIsThereAndStartNothing() throws Exception {
        registered("conv", SHORT);
        User reader = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "reader", "VIEWER")),
                "reader",
                Role.VIEWER,
                false);
        assertThatThrownBy(() -> exports.obtain("caps", 1, BundleFormat.ONNX, reader))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> exports.delete("caps", 1, BundleFormat.ONNX, reader))
                .isInstanceOf(AccessDeniedException.class);
        make(obtain(BundleFormat.ONNX));
        ModelExport made = exports.obtain("caps", 1, BundleFormat.ONNX, reader);
        fixture.part(Thresholds.class)
                .add("caps", 1, new Thresholds.Request(Method.MANUAL, Map.of("value", 1.0), null), ada);
        // No longer as it would be made now, but the best that there is.
        assertThat(exports.obtain("caps", 1, BundleFormat.ONNX, reader).bundle().sha256())
                .isEqualTo(made.bundle().sha256());
    }

    @Test
    void itsBytesCountForWhoAskedAndGoWithTheModel() throws Exception {
        registered("conv", SHORT);
        make(obtain(BundleFormat.ONNX));
        ModelExport made = obtain(BundleFormat.ONNX);
        assertThat(fixture.jdbc
                        .sql(
                                "select count(*) from blob_use where sha256 = :s and account_id = :a and dataset_id is not null")
                        .param("s", made.bundle().sha256())
                        .param("a", ada.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        fixture.part(ModelManagement.class).delete("caps", ada);
        fixture.jdbc
                .sql("update blob set touched_at = touched_at - interval '2 days'")
                .update();
        fixture.part(BlobMaintenance.class).collect();
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob where sha256 = :s")
                        .param("s", made.bundle().sha256())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutRoomTheBundleIsNotKept() throws Exception {
        registered("conv", SHORT);
        ModelExport export = obtain(BundleFormat.ONNX);
        fixture.jdbc.sql("""
                        insert into quota (account_id, storage, changed_by)
                        select :a, sum(b.size) + 10, 'test' from blob b where sha256 in (select sha256 from blob_use)""").param("a", ada.id().value()).update();
        JobFailure failure = catchThrowableOfType(JobFailure.class, () -> make(export));
        assertThat(failure.code()).isEqualTo("QUOTA_STORAGE");
        assertThat(exports.list(fixture.part(oddboard.registry.Models.class).require("caps", 1, ada))
                        .getFirst()
                        .bundle())
                .isNull();
    }
}
