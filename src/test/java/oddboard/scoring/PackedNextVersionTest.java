package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions whose images have one size get the next ones as they are. */
@Slow
class PackedNextVersionTest {
    private static final int SIZE = RunFixture.SIZE;

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

    @Test
    void ofPackedImagesTheSquaresAreTakenAsTheyAreAndLabelsAsTheyAreNow() throws Exception {
        fixture.train("caps", "conv", Map.of("epochs", 1, "batchSize", 8));
        DatasetVersion base = helper.find(new VersionId(fixture.runs.version));
        Dataset set =
                fixture.runs.datasets().find(fixture.dataset(), fixture.admin).orElseThrow();
        boolean[] now = RunFixture.TEST.clone();
        now[1] = true;
        fixture.runs.label(fixture.runs.version, now);
        byte[] packed = DrawnSet.pixels(new boolean[4], SIZE, 77);
        Scoring first = helper.scored(set, "caps/1", Map.of("a.png", ScoringFixture.png(packed, 0, SIZE)));
        Scoring second = helper.scored(set, "caps/1", Map.of("a.png", ScoringFixture.png(packed, 1, SIZE)));
        Scoring stored = fixture.start("caps/1", List.of(), base.id(), ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(stored));
        helper.verdict(first, "a.png", Kind.NORMAL, "");
        helper.verdict(second, "a.png", Kind.ANOMALOUS, "dust");
        helper.verdict(stored, "image-30.png", Kind.NORMAL, "");

        DatasetVersion next =
                helper.work(versions.start(first.id(), List.of(second.id(), stored.id()), base.id(), fixture.admin));

        assertThat(next.trainCount()).isEqualTo(25);
        assertThat(next.testCount()).isEqualTo(13);
        assertThat(next.own()).isNull();
        List<byte[]> squares = helper.squares(next);
        List<byte[]> before = helper.squares(base);
        for (int i = 0; i < 36; i++) {
            assertThat(squares.get(i < 24 ? i : i + 1)).isEqualTo(before.get(i));
        }
        int length = SIZE * SIZE * 3;
        assertThat(squares.get(24)).isEqualTo(Arrays.copyOf(packed, length));
        assertThat(squares.get(37)).isEqualTo(Arrays.copyOfRange(packed, length, 2 * length));
        Labels labels = fixture.runs.part(LabelSets.class).labels(next.id(), 0, fixture.admin);
        for (int i = 0; i < 12; i++) {
            assertThat(labels.anomalous()[i]).isEqualTo(now[i]);
        }
        assertThat(labels.type()[12]).isEqualTo("dust");
        assertThat(next.report().notes())
                .contains("1 image is in version 1 already and not added again: scoring-" + stored.id()
                        + "/image-30.png.");
        assertThat(next.report().labelNotes())
                .contains("From scoring " + second.id()
                        + " with caps/1: 1 image that people confirmed as anomalous became a test image (dust 1).");

        fixture.runs.part(LabelSplits.class).make(base.id(), 50, 1, fixture.admin);
        assertThatThrownBy(() -> versions.start(first.id(), List.of(), base.id(), fixture.admin))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("reveal its labels first");
    }

    @Test
    void reviewsTellThePrecisionOfAlarmsAndShowTheNearestTrainingImages() throws Exception {
        ScoringFixture.Trained trained = fixture.train("caps", "conv", Map.of("epochs", 1, "batchSize", 8));
        double[] sorted = trained.scores().clone();
        Arrays.sort(sorted);
        fixture.runs
                .jdbc
                .sql(
                        "insert into threshold (model_version_id, method, value, scale, account_id) values (:m, 'manual', :v, 1, :by)")
                .param("m", trained.model().id().value())
                .param("v", sorted[4])
                .param("by", fixture.admin.id().value())
                .update();
        Scoring scoring =
                fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(scoring));
        List<ScoredImage> ranked = fixture.scorings.images(
                fixture.again(scoring),
                new ImageSelection(ImageSelection.Shown.ALL, ImageSelection.Order.SCORE),
                0,
                12);
        Verdicts verdicts = fixture.runs.part(Verdicts.class);
        // Eight are flagged: of the five that are reviewed four are right, one is unsure, and one was missed.
        for (int i = 0; i < 4; i++) {
            verdicts.set(scoring.id(), ranked.get(i).index(), Kind.ANOMALOUS, "spot", "", fixture.admin);
        }
        verdicts.set(scoring.id(), ranked.get(4).index(), Kind.NORMAL, "", "", fixture.admin);
        verdicts.set(scoring.id(), ranked.get(5).index(), Kind.UNSURE, "", "", fixture.admin);
        verdicts.set(scoring.id(), ranked.get(11).index(), Kind.ANOMALOUS, "", "", fixture.admin);

        RegisteredModel model = fixture.runs.part(Models.class).require("caps", fixture.admin);
        ReviewedScoring reviewed =
                fixture.runs.part(Reviews.class).of(model, 10, fixture.admin).getFirst();
        assertThat(reviewed.flagged()).isEqualTo(8);
        assertThat(reviewed.alarms()).isEqualTo(5);
        assertThat(reviewed.confirmed()).isEqualTo(4);
        assertThat(reviewed.missed()).isEqualTo(1);
        // All five confirmed but one: at the upper end p^5 = 0.975; at the lower one 5 p^4 (1 - p) + p^5 = 0.025.
        assertThat(reviewed.precision().rate()).isEqualTo(0.8);
        assertThat(reviewed.precision().low()).isCloseTo(0.28358206, within(1e-8));
        assertThat(reviewed.precision().high()).isCloseTo(0.99494924, within(1e-8));
        assertThat(verdicts.types(scoring.id())).containsExactly("spot");

        Neighbors.Found found = fixture.runs.part(Neighbors.class).nearest(fixture.again(scoring), 7, 6, fixture.admin);
        byte[] train = DrawnSet.pixels(RunFixture.TRAIN, SIZE, 1);
        byte[] test = fixture.runs.testPixels;
        int length = SIZE * SIZE * 3;
        Integer[] order = new Integer[RunFixture.TRAIN.length];
        double[] distance = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            distance[i] = distance(train, i * length, test, 7 * length);
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> distance[i]));
        assertThat(found.step()).isEqualTo(1);
        assertThat(found.version().value()).isEqualTo(fixture.runs.version);
        assertThat(found.nearest()).extracting(Neighbors.Neighbor::index).containsExactly(Arrays.copyOf(order, 6));
        assertThat(found.nearest().getFirst().file()).isEqualTo("image-" + order[0] + ".png");
        for (Neighbors.Neighbor one : found.nearest()) {
            // Means are rounded to bytes.
            assertThat(one.distance()).isCloseTo(distance[one.index()], within(0.5));
        }
    }

    /** Of means of 2 x 2 pixels. */
    private static double distance(byte[] one, int from, byte[] other, int to) {
        double sum = 0;
        for (int y = 0; y < SIZE; y += 2) {
            for (int x = 0; x < SIZE; x += 2) {
                for (int c = 0; c < 3; c++) {
                    double difference = 0;
                    for (int at :
                            new int[] {y * SIZE + x, y * SIZE + x + 1, (y + 1) * SIZE + x, (y + 1) * SIZE + x + 1}) {
                        difference += (one[from + 3 * at + c] & 255) - (other[to + 3 * at + c] & 255);
                    }
                    sum += difference * difference / 16;
                }
            }
        }
        return Math.sqrt(sum / (16 * 16 * 3));
    }
}
