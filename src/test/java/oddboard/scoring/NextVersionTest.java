package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.InputChoice;
import oddboard.dataset.Inputs;
import oddboard.dataset.Labels;
import oddboard.dataset.ModelInput;
import oddboard.dataset.Originals;
import oddboard.image.Images;
import oddboard.job.JobFailure;
import oddboard.job.PlainJobContext;
import oddboard.label.LabelSets;
import oddboard.registry.ModelRegistration;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts become labels of the next version, which the ordinary import makes. */
@Slow
class NextVersionTest {
    @TempDir
    Path folder;

    private ScoringFixture fixture;
    private NextVersionFixture helper;
    private NextVersions versions;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        helper = new NextVersionFixture(fixture);
        versions = fixture.runs.part(NextVersions.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static byte[] mask() {
        var mask = new BufferedImage(90, 62, BufferedImage.TYPE_BYTE_GRAY);
        mask.createGraphics().fillRect(20, 10, 31, 17);
        return Images.png(mask);
    }

    /** Everything that is stored of a version, but where its bytes lie. */
    private String stored(DatasetVersion version) {
        return fixture.runs
                .jdbc
                .sql("""
                        select v::text || (select string_agg(l::text, '') from label_set l where l.version_id = v.id)
                            || (select o::text from own_image o where o.version_id = v.id)
                        from dataset_version v where id = :id""")
                .param("id", version.id().value())
                .query(String.class)
                .single();
    }

    @Test
    void newImagesAreWhatAnOrdinaryImportMakesOfThemAndTheOthersAreUntouched() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            files.put(
                    (i < 20 ? "train/good/%02d.png" : i < 24 ? "test/good/%02d.png" : "test/bent/%02d.png")
                            .formatted(i),
                    Images.png(Images.rgb(90, 62, i)));
        }
        files.put("ground_truth/bent/27_mask.png", mask());
        var set = fixture.runs.part(Datasets.class).create("Bars", "", Dataset.Visibility.TEAM, fixture.admin);
        DatasetVersion base = helper.imported(set, files);
        var run = fixture.runs
                .part(Runs.class)
                .start(
                        RunSpec.of(base.id(), "conv", Map.of("epochs", 1, "batchSize", 8))
                                .with(new InputChoice(48, ModelInput.Fit.STRETCH, 1, null)),
                        fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        fixture.runs.part(ModelRegistration.class).register(run.id(), "bars", "", List.of(), fixture.admin);

        Map<String, byte[]> fresh = new LinkedHashMap<>();
        fresh.put("line/a.png", Images.png(Images.rgb(90, 62, 101)));
        fresh.put("line/b.png", Images.png(Images.rgb(120, 80, 102)));
        fresh.put("line/gray.jpg", Images.encode(Images.gray(70, 70, 103), "jpg"));
        fresh.put("line/dent.png", Images.png(Images.rgb(90, 62, 104)));
        fresh.put("line/odd.png", Images.png(Images.rgb(60, 90, 105)));
        fresh.put("line/maybe.png", Images.png(Images.rgb(90, 62, 106)));
        fresh.put("line/silent.png", Images.png(Images.rgb(90, 62, 107)));
        fresh.put("line/again.png", Images.png(Images.rgb(90, 62, 104)));
        fresh.put("line/both1.png", Images.png(Images.rgb(90, 62, 108)));
        fresh.put("line/both2.png", Images.png(Images.rgb(90, 62, 108)));
        fresh.put("line/seen.png", files.get("train/good/03.png"));
        fresh.put("line/bent.png", files.get("test/bent/25.png"));
        fresh.put("line/broken.png", "no image".getBytes(StandardCharsets.UTF_8));
        Scoring scoring = helper.scored(set, "bars/1", fresh);
        assertThatThrownBy(() -> versions.start(scoring.id(), List.of(), null, fixture.admin))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("review some images first");
        for (String normal : List.of("a.png", "b.png", "gray.jpg", "both1.png", "seen.png", "bent.png")) {
            helper.verdict(scoring, "line/" + normal, Kind.NORMAL, "");
        }
        helper.verdict(scoring, "line/dent.png", Kind.ANOMALOUS, "dent");
        helper.verdict(scoring, "line/again.png", Kind.ANOMALOUS, "dent");
        helper.verdict(scoring, "line/odd.png", Kind.ANOMALOUS, "");
        helper.verdict(scoring, "line/both2.png", Kind.ANOMALOUS, "dent");
        helper.verdict(scoring, "line/maybe.png", Kind.UNSURE, "");
        String before = stored(base);

        DatasetVersion queued = versions.start(scoring.id(), List.of(), null, fixture.admin);
        // What is said after that waits for another version.
        helper.verdict(scoring, "line/silent.png", Kind.NORMAL, "");
        DatasetVersion next = helper.work(queued);

        assertThat(next.state()).isEqualTo(DatasetVersion.State.READY);
        assertThat(next.number()).isEqualTo(2);
        assertThat(stored(helper.find(base.id()))).isEqualTo(before);
        assertThat(next.trainCount()).isEqualTo(23);
        assertThat(next.testCount()).isEqualTo(12);
        String origin = "scoring-" + scoring.id() + "/line/";
        String[] names = fixture.runs.datasets().imageNames(next.id());
        assertThat(Arrays.copyOfRange(names, 20, 23))
                .containsExactly(origin + "a.png", origin + "b.png", origin + "gray.jpg");
        assertThat(Arrays.copyOfRange(names, 33, 35)).containsExactly(origin + "dent.png", origin + "odd.png");
        Labels labels = fixture.runs.part(LabelSets.class).labels(next.id(), 0, fixture.admin);
        assertThat(labels.type()).endsWith("", "", "dent", "").startsWith("bent", "bent");
        assertThat(labels.label(11)).isEqualTo(ImageLabel.ANOMALOUS);
        assertThat(labels.label(6)).isEqualTo(ImageLabel.NORMAL);

        // The same images in one archive, imported as one always imports.
        Map<String, byte[]> all = new LinkedHashMap<>(files);
        all.put("train/good/x1.png", fresh.get("line/a.png"));
        all.put("train/good/x2.png", fresh.get("line/b.png"));
        all.put("train/good/x3.jpg", fresh.get("line/gray.jpg"));
        all.put("test/zdent/y1.png", fresh.get("line/dent.png"));
        all.put("test/zodd/y2.png", fresh.get("line/odd.png"));
        DatasetVersion plain = helper.imported(set, all);
        assertThat(sorted(helper.squares(next))).isEqualTo(sorted(helper.squares(plain)));
        assertThat(helper.squares(next).subList(0, 20))
                .usingRecursiveComparison()
                .isEqualTo(helper.squares(base).subList(0, 20));
        Inputs inputs = fixture.runs.part(Inputs.class);
        Originals own = inputs.stored(next.id());
        Originals baseOwn = inputs.stored(base.id());
        for (int i = 0; i < 30; i++) {
            assertThat(own.file(i < 20 ? i : i + 3)).isEqualTo(baseOwn.file(i));
        }
        assertThat(own.file(21)).isEqualTo(fresh.get("line/b.png"));
        assertThat(own.file(22)).isEqualTo(fresh.get("line/gray.jpg"));
        assertThat(own.width(34)).isEqualTo(60);
        int masked = Arrays.asList(names).indexOf("test/bent/27.png") - 23;
        assertThat(own.mask(masked)).isEqualTo(baseOwn.mask(masked)).contains(1);
        assertThat(fixture.runs.datasets().mask(next, masked).orElseThrow())
                .isEqualTo(fixture.runs.datasets().mask(base, masked).orElseThrow())
                .contains(1);

        assertThat(next.report().notes())
                .contains(
                        "This is version 1 with new images: its own come first in each split, unchanged.",
                        "From scoring " + scoring.id()
                                + " with bars/1: 3 images that people call normal became training images.",
                        "From scoring " + scoring.id() + " with bars/1: 1 image stayed out, because people are unsure.",
                        "2 images are in version 1 already and not added again: " + origin + "seen.png, " + origin
                                + "bent.png.",
                        "1 image is a copy of another new one and not added twice: " + origin + "again.png.");
        assertThat(next.report().labelNotes())
                .contains(
                        "From scoring " + scoring.id()
                                + " with bars/1: 2 images that people confirmed as anomalous became test images (dent 1,"
                                + " without a type 1).",
                        "Version 1 labels 1 image otherwise than people do now: " + origin
                                + "bent.png. Correct the labels where they are wrong.")
                .anySatisfy(note -> assertThat(note).contains("both1.png", "both2.png", "they stayed out"));
        assertThat(next.report().types()).isEqualTo(Map.of("good", 4, "bent", 6, "dent", 1, "anomalous", 1));
        assertThat(versions.of(fixture.again(scoring), fixture.admin))
                .extracting(DatasetVersion::number)
                .containsExactly(2);

        // Of another version of the set, and of what another version has.
        DatasetVersion third = helper.work(versions.start(scoring.id(), List.of(), next.id(), fixture.admin));
        assertThat(third.trainCount()).isEqualTo(24);
        assertThat(third.testCount()).isEqualTo(12);
        DatasetVersion nothing = versions.start(scoring.id(), List.of(), third.id(), fixture.admin);
        assertThatThrownBy(() -> helper.work(nothing))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("none is new");
        assertThat(fixture.runs
                        .jdbc
                        .sql("select count(*) from audit where action = 'scoring.version'")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    private static List<String> sorted(List<byte[]> images) {
        return images.stream().map(Arrays::toString).sorted().toList();
    }
}
