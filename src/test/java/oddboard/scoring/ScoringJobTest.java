package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.Sha256;
import oddboard.dataset.VersionId;
import oddboard.detector.Detectors;
import oddboard.job.JobContext.Stop;
import oddboard.job.PlainJobContext;
import oddboard.scoring.ScoringSpec.Maps;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real models of drawn images score as a worker does it. */
@Slow
class ScoringJobTest {
    private static final int SIZE = RunFixture.SIZE;

    @TempDir
    Path folder;

    private ScoringFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static Map<String, Object> settings(String detector, String more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (Detectors.byId(detector).orElseThrow().traits().epochs()) {
            settings.put("epochs", 2);
            settings.put("batchSize", 8);
        }
        if (detector.equals("rotation")) {
            settings.put("steps", 10);
        }
        if (!more.isEmpty()) {
            String[] parts = more.split("=");
            settings.put(parts[0], parts[1].equals("true") ? (Object) true : Double.valueOf(parts[1]));
        }
        return settings;
    }

    static LinkedHashMap<String, byte[]> pngs(byte[] packed, int count) throws Exception {
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put("part/%04d.png".formatted(i), ScoringFixture.png(packed, i, SIZE));
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({"conv,''", "vae,sampleAtScoring=true", "patches,''"})
    void goesOnWhereItWasAndScoresAsInOneGo(String detector, String more) throws Exception {
        fixture.train("caps", detector, settings(detector, more));
        int count = 700;
        byte[] packed = DrawnSet.pixels(new boolean[count], SIZE, 5);
        // The same picture far apart: it has one score, whichever attempt comes to it.
        System.arraycopy(packed, 3 * SIZE * SIZE * 3, packed, 690 * SIZE * SIZE * 3, SIZE * SIZE * 3);
        UploadId zip = fixture.upload("many.zip", ScoringFixture.zip(pngs(packed, count)));
        Scoring whole = fixture.start("caps/1", List.of(zip), null, Maps.NONE);
        fixture.work(fixture.claim(whole));

        Scoring broken = fixture.start("caps/1", List.of(zip), null, Maps.NONE);
        PlainJobContext first = fixture.claim(broken);
        first.stopAt(600, Stop.LOST);
        fixture.work(first);
        int done = fixture.again(broken).counts().done();
        assertThat(done).isBetween(100, 699);
        assertThat(fixture.images(broken)).hasSize(done);
        fixture.work(fixture.claim(broken));

        assertThat(fixture.again(broken).counts().done()).isEqualTo(count);
        assertThat(fixture.scores(broken)).containsExactly(fixture.scores(whole));
        assertThat(fixture.scores(broken)[690]).isEqualTo(fixture.scores(broken)[3]);
        assertThat(fixture.runs
                        .jdbc
                        .sql("select sum(count) from scoring_chunk where scoring_id = :id")
                        .param("id", broken.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(count);
    }

    @Test
    void filesThatAreNoImagesAreNamedAndFailNothing() throws Exception {
        fixture.train("caps", "conv", settings("conv", ""));
        byte[] good = ScoringFixture.png(fixture.runs.testPixels, 0, SIZE);
        byte[] other = ScoringFixture.png(fixture.runs.testPixels, 1, SIZE);
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        files.put("a/good.png", good);
        files.put("a/cut.png", java.util.Arrays.copyOf(good, good.length / 2));
        files.put("a/text.png", "no image".getBytes(StandardCharsets.UTF_8));
        files.put("a/empty.png", new byte[0]);
        files.put("b/other.png", other);
        Scoring scoring = fixture.start(
                "caps/1",
                List.of(
                        fixture.upload("files.zip", ScoringFixture.zip(files)),
                        fixture.upload("broken.zip", new byte[] {'P', 'K', 3, 4, 9}),
                        fixture.upload("single.png", other)),
                null,
                Maps.FLAGGED);
        fixture.work(fixture.claim(scoring));

        List<ScoredImage> images = fixture.images(scoring);
        assertThat(images)
                .extracting(ScoredImage::file)
                .containsExactly(
                        "files.zip/a/good.png",
                        "files.zip/a/cut.png",
                        "files.zip/a/text.png",
                        "files.zip/a/empty.png",
                        "files.zip/b/other.png",
                        "broken.zip",
                        "single.png");
        assertThat(images)
                .extracting(image -> image.fault() == null ? "" : image.fault().code())
                .containsExactly("", "IMAGE_TRUNCATED", "NOT_AN_IMAGE", "IMAGE_EMPTY", "", "ZIP_DAMAGED", "");
        assertThat(images.get(0).sha256()).isEqualTo(HexFormat.of().formatHex(Sha256.of(good)));
        assertThat(images.get(6).score()).isEqualTo(images.get(4).score()).isNotNull();
        assertThat(fixture.again(scoring).counts()).isEqualTo(new Scoring.Counts(7, 7, 4, 0, 0, 0, 0));
        assertThat(fixture.again(scoring).job().state()).isEqualTo(oddboard.job.JobState.SUCCEEDED);
        assertThat(fixture.scorings.images(
                        fixture.again(scoring),
                        new ImageSelection(ImageSelection.Shown.ERRORS, ImageSelection.Order.INDEX),
                        0,
                        10))
                .hasSize(4);
    }

    @Test
    void aThresholdMakesThreeOutcomesAndDecidesWhichMapsStay() throws Exception {
        ScoringFixture.Trained trained = fixture.train("caps", "conv", settings("conv", ""));
        double[] sorted = trained.scores().clone();
        java.util.Arrays.sort(sorted);
        fixture.runs
                .jdbc
                .sql("""
                        insert into threshold (model_version_id, method, value, look, scale, account_id)
                        values (:model, 'manual', :value, :look, 0.5, :by)""")
                .param("model", trained.model().id().value())
                .param("value", sorted[9])
                .param("look", sorted[7])
                .param("by", fixture.admin.id().value())
                .update();
        Scoring scoring = fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), Maps.FLAGGED);
        fixture.work(fixture.claim(scoring));

        Scoring done = fixture.again(scoring);
        assertThat(done.counts()).isEqualTo(new Scoring.Counts(12, 12, 0, 3, 2, 0, 0));
        assertThat(done.counts().passed()).isEqualTo(7);
        assertThat(fixture.images(scoring))
                .allSatisfy(image -> assertThat(image.hasMap()).isEqualTo(image.score() >= sorted[7]));
        List<ScoredImage> flagged = fixture.scorings.images(
                done, new ImageSelection(ImageSelection.Shown.FLAGGED, ImageSelection.Order.SCORE), 0, 10);
        assertThat(flagged).extracting(ScoredImage::score).containsExactly(sorted[11], sorted[10], sorted[9]);
        assertThat(done.threshold().calibrated(sorted[9])).isEqualTo(0.5);
        assertThat(fixture.scorings.images(
                        done, new ImageSelection(ImageSelection.Shown.LOOK, ImageSelection.Order.SCORE), 0, 10))
                .hasSize(2);
        assertThat(fixture.scorings.images(
                        done, new ImageSelection(ImageSelection.Shown.PASSED, ImageSelection.Order.SCORE), 0, 10))
                .hasSize(7);

        Verdicts verdicts = fixture.runs.part(Verdicts.class);
        verdicts.set(done.id(), flagged.getFirst().index(), ScoredImage.Verdict.Kind.NORMAL, "", "dust", fixture.admin);
        assertThat(fixture.scorings
                        .image(done, flagged.getFirst().index())
                        .orElseThrow()
                        .verdict()
                        .note())
                .isEqualTo("dust");
        assertThat(fixture.again(scoring).counts().verdicts()).isEqualTo(1);
    }

    @Test
    void aDeletedScoringLeavesNothingButItsUploads() throws Exception {
        fixture.train("caps", "conv", settings("conv", ""));
        var sql = fixture.runs.jdbc;
        long blobs = fixture.runs.count("blob");
        UploadId zip =
                fixture.upload("test.zip", ScoringFixture.zip(pngs(fixture.runs.testPixels, RunFixture.TEST.length)));
        Scoring scoring = fixture.start("caps/1", List.of(zip), null, Maps.ALL);
        assertThatThrownBy(() -> fixture.scorings.delete(scoring.id(), fixture.admin))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Scoring " + scoring.id() + " still waits or runs; cancel it first.");
        fixture.work(fixture.claim(scoring));
        assertThat(fixture.runs.count("blob")).isEqualTo(blobs + 3);
        User reader = new User(
                new UserId(TestDatabase.addAccount(fixture.runs.database, "otto", "MEMBER")),
                "otto",
                Role.MEMBER,
                false);
        assertThatThrownBy(() -> fixture.scorings.delete(scoring.id(), reader))
                .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);

        fixture.scorings.delete(scoring.id(), fixture.admin);
        assertThat(fixture.scorings.find(scoring.id(), fixture.admin)).isEmpty();
        for (String table : List.of("scoring", "scoring_image", "scoring_chunk", "scoring_upload")) {
            assertThat(fixture.runs.count(table)).as(table).isZero();
        }
        sql.sql("update blob set touched_at = touched_at - interval '2 days'").update();
        fixture.runs.part(oddboard.storage.BlobMaintenance.class).collect();
        assertThat(fixture.runs.count("blob")).isEqualTo(blobs + 1);
        fixture.runs.part(Uploads.class).remove(fixture.dataset(), zip, fixture.admin);
        assertThat(sql.sql("select detail from audit where action = 'scoring.delete'")
                        .query(String.class)
                        .list())
                .containsExactly("with caps/1, 12 images, 0 verdicts");
    }

    @Test
    void whatCanNotBeScoredIsRefusedBeforeItIsQueued() throws Exception {
        fixture.train("caps", "conv", settings("conv", ""));
        UploadId file = fixture.upload("a.png", ScoringFixture.png(fixture.runs.testPixels, 0, SIZE));
        assertThatThrownBy(() -> fixture.start("caps/2", List.of(file), null, Maps.NONE))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixture.start("caps/1", List.of(), null, Maps.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Give either uploads");
        assertThatThrownBy(() -> fixture.start("caps/1", List.of(new UploadId(999)), null, Maps.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no upload 999");
        fixture.runs.jdbc.sql("update dataset_version set channels = 1").update();
        assertThatThrownBy(() -> fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), Maps.NONE))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("32 × 32 × 1");
        assertThat(fixture.runs.count("scoring")).isZero();

        fixture.start("caps/1", List.of(file), null, Maps.NONE);
        assertThatThrownBy(() -> fixture.runs.part(Uploads.class).remove(fixture.dataset(), file, fixture.admin))
                .isInstanceOf(ConflictException.class);
        User stranger = new User(
                new UserId(TestDatabase.addAccount(fixture.runs.database, "otto", "MEMBER")),
                "otto",
                Role.MEMBER,
                false);
        fixture.runs.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThat(fixture.scorings.list(null, Long.MAX_VALUE, 10, stranger)).isEmpty();
        assertThat(fixture.scorings.list(null, Long.MAX_VALUE, 10, fixture.admin))
                .hasSize(1);
    }
}
