package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import oddboard.job.JobId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecommendationTest {
    private static DatasetVersion version(int size, int train) {
        return new DatasetVersion(
                new VersionId(1),
                new DatasetId(1),
                1,
                DatasetVersion.State.READY,
                new JobId(1),
                size,
                3,
                train,
                100,
                50,
                0,
                ImportReport.empty(),
                Instant.EPOCH,
                null);
    }

    @ParameterizedTest
    @EnumSource
    void proposesFourDifferentRunsThatDetectorsAccept(AnomalyKind kind) {
        for (int train : new int[] {1, 2, 30, 714, 4000, 1_000_000}) {
            Recommendation recommended = Recommendation.of(kind, version(64, train), false);
            assertThat(recommended.runs()).hasSize(4).doesNotHaveDuplicates();
            for (Recommendation.Proposal one : recommended.runs()) {
                Detector detector = Detectors.byId(one.detector()).orElseThrow();
                Settings settings = Settings.of(detector.settings(), one.settings());
                detector.check(settings);
                assertThat(SmallBatches.of(detector, settings, train)).isEmpty();
            }
        }
    }

    @Test
    void recommendsByTheAnswerAndSaysWhatWasMeasured() {
        assertThat(purposes(AnomalyKind.DEFECTS)).containsExactly("defects");
        assertThat(purposes(AnomalyKind.OBJECTS)).containsExactly("objects", null);
        assertThat(purposes(AnomalyKind.UNKNOWN)).containsExactly("defects", "objects");
        assertThat(Recommendation.of(AnomalyKind.DEFECTS, version(64, 714), false)
                        .why()
                        .getFirst())
                .endsWith("Measured AUC: hex nuts 0.997, DeepPCB 0.922; the best autoencoders there: DeepPCB 0.721.");
    }

    @Test
    void recommendsRotationForObjectsAndSaysWhatItNeeds() {
        Recommendation recommended = Recommendation.of(AnomalyKind.OBJECTS, version(64, 714), false);
        assertThat(recommended.runs().get(1)).isEqualTo(new Recommendation.Proposal("rotation", Map.of(), "rotation"));
        assertThat(recommended.why().get(1))
                .contains("alike in every rotation")
                .endsWith("Measured AUC: MNIST 8 0.977, Apples 0.995.");
        assertThat(Recommendation.of(AnomalyKind.DEFECTS, version(64, 714), false)
                        .why())
                .noneMatch(why -> why.contains("otation"));
    }

    private static List<@Nullable Object> purposes(AnomalyKind kind) {
        Recommendation recommended = Recommendation.of(kind, version(64, 714), false);
        return recommended.runs().subList(0, recommended.first()).stream()
                .<@Nullable Object>map(one -> one.settings().get("purpose"))
                .toList();
    }

    @Test
    void mentionsSizeCountAndDevice() {
        assertThat(String.join(
                        " ",
                        Recommendation.of(AnomalyKind.DEFECTS, version(32, 12), true)
                                .why()))
                .contains("32 x 32", "small defects may be gone", "12 training images are few", "A worker has a GPU");
        assertThat(String.join(
                        " ",
                        Recommendation.of(AnomalyKind.OBJECTS, version(256, 5000), false)
                                .why()))
                .contains("16 times as long", "No worker has a GPU")
                .doesNotContain("few:", "may be gone");
    }

    @Test
    void trainsFewerEpochsWhereThereAreMoreOrLargerImages() {
        assertThat(epochs(64, 700)).isEqualTo(50);
        assertThat(epochs(64, 10_000)).isEqualTo(20);
        assertThat(epochs(128, 10_000)).isEqualTo(5);
    }

    private static Object epochs(int size, int train) {
        return Recommendation.of(AnomalyKind.DEFECTS, version(size, train), false)
                .runs()
                .get(1)
                .settings()
                .get("epochs");
    }
}
