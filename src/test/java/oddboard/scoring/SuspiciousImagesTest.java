package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.image.Images;
import oddboard.ingest.Imports;
import oddboard.job.PlainJobContext;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect among the training images stands first among the suspicious ones, and the next version does without it. */
@Slow
class SuspiciousImagesTest {
    private static final int TRAIN = 24;
    private static final int PLANTED = 17;

    @TempDir
    Path folder;

    private ScoringFixture fixture;
    private NextVersionFixture helper;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        helper = new NextVersionFixture(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static byte[] part(int number, boolean odd) {
        var image = new BufferedImage(72, 64, BufferedImage.TYPE_BYTE_GRAY);
        var pen = image.createGraphics();
        pen.setColor(new Color(120, 120, 120));
        pen.fillRect(0, 0, 72, 64);
        pen.setColor(new Color(60 + number % 5, 60 + number % 5, 60 + number % 5));
        pen.fillOval(16 + number % 3, 14, 36, 36);
        if (odd) {
            pen.setColor(Color.WHITE);
            pen.fillRect(24, 20, 14, 24);
        }
        return Images.png(image);
    }

    private DatasetVersion version() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < TRAIN; i++) {
            files.put("train/good/%02d.png".formatted(i), part(i, i == PLANTED));
        }
        for (int i = 0; i < 8; i++) {
            files.put((i < 4 ? "test/good/%02d.png" : "test/bent/%02d.png").formatted(i), part(40 + i, i >= 4));
        }
        var set = fixture.runs.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, fixture.admin);
        return helper.imported(set, files);
    }

    private RunResults.Suspects suspects(DatasetVersion version, String detector, Map<String, ?> settings)
            throws Exception {
        Run run = fixture.runs
                .part(Runs.class)
                .start(
                        RunSpec.of(version.id(), detector, settings)
                                .with(new InputChoice(64, ModelInput.Fit.STRETCH, 1, null)),
                        fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        return fixture.runs.part(RunResults.class).suspects(run.id()).orElseThrow();
    }

    @Test
    void aDefectAmongTheTrainingImagesStandsFirst() throws Exception {
        DatasetVersion version = version();
        RunResults.Suspects trained = suspects(version, "conv", Map.of("epochs", 20, "batchSize", 8));
        assertThat(trained.scored()).isEqualTo(TRAIN);
        assertThat(trained.images()).hasSize(TRAIN).doesNotHaveDuplicates();
        assertThat(trained.images().getFirst()).isEqualTo(PLANTED);
        for (int i = 1; i < TRAIN; i++) {
            assertThat(trained.scores()[i]).isLessThanOrEqualTo(trained.scores()[i - 1]);
        }
        assertThat(suspects(version, "patches", Map.of("head", "gauss"))
                        .images()
                        .getFirst())
                .isEqualTo(PLANTED);
    }

    @Test
    void theNextVersionIsTheSameWithoutThem() throws Exception {
        DatasetVersion base = version();
        Imports imports = fixture.runs.part(Imports.class);
        List<byte[]> before = helper.squares(base);
        String[] names = fixture.runs.datasets().imageNames(base.id());

        DatasetVersion next = helper.work(imports.startWithout(base.id(), List.of(PLANTED, 3), fixture.admin));

        assertThat(next.state()).isEqualTo(DatasetVersion.State.READY);
        assertThat(next.trainCount()).isEqualTo(TRAIN - 2);
        assertThat(next.testCount()).isEqualTo(base.testCount());
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (i != PLANTED && i != 3) {
                kept.add(i);
            }
        }
        List<byte[]> after = helper.squares(next);
        String[] now = fixture.runs.datasets().imageNames(next.id());
        for (int i = 0; i < kept.size(); i++) {
            assertThat(now[i]).isEqualTo(names[kept.get(i)]);
            assertThat(after.get(i)).as(now[i]).isEqualTo(before.get(kept.get(i)));
        }
        LabelSets labels = fixture.runs.part(LabelSets.class);
        for (int i = 0; i < base.testCount(); i++) {
            assertThat(labels.forWorkers(next.id()).label(i))
                    .isEqualTo(labels.forWorkers(base.id()).label(i));
        }
        assertThat(next.report().notes())
                .contains("This is version 1 without 2 images for training: " + names[3] + ", " + names[PLANTED] + ".");
        assertThat(helper.find(base.id()).trainCount()).isEqualTo(TRAIN);
    }

    @Test
    void whatIsNoChoiceOfTrainingImagesIsRefused() throws Exception {
        DatasetVersion base = version();
        Imports imports = fixture.runs.part(Imports.class);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < TRAIN; i++) {
            all.add(i);
        }
        for (List<Integer> images : List.of(List.<Integer>of(), List.of(-1), List.of(TRAIN), all)) {
            assertThatThrownBy(() -> imports.startWithout(base.id(), images, fixture.admin))
                    .isInstanceOf(InputException.class)
                    .hasMessage("Choose some of the 24 training images, not all: numbers from 0 to 23.");
        }
    }
}
