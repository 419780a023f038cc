package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All heads of the detector patches in one pass, wherever an image stands; and how soon it stops. */
@Slow
class PatchesAllHeadsTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages TRAIN = WaveImages.normal(150, SHAPE, 1);
    private static final WaveImages TEST = WaveImages.normal(9, SHAPE, 2).withOutlier();

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @ParameterizedTest
    @CsvSource({
        "patches,defects,features,raw+hog,gauss bank subspace knn",
        "patches,objects,features,raw+hog,gauss bank subspace knn",
        "patches,objects,features,hog,gauss bank subspace knn",
        "backbone,defects,networkInput,64,bank subspace knn",
        "backbone,objects,networkInput,64,gauss bank subspace knn"
    })
    void scoresAllHeadsInOnePassAsEachAloneWould(
            String detector, String purpose, String setting, String value, String entries) {
        Map<String, Object> given = Map.of("purpose", purpose, setting, value, "bankSize", 50);
        Map<String, List<Double>> together = new LinkedHashMap<>();
        Map<String, List<float[]>> maps = new LinkedHashMap<>();
        try (Model model = open(detector, with(given, "all"), SHAPE)) {
            model.fit(TRAIN, new Recorder());
            List<String> names = new ArrayList<>(List.of("preset"));
            model.entries().forEach(entry -> {
                assertThat(entry.settings()).isEqualTo(Map.of("head", entry.name()));
                assertThat(entry.parameters()).isPositive();
                names.add(entry.name());
            });
            assertThat(names).containsExactly(("preset " + entries).split(" "));
            List<ScoreSink> sinks = new ArrayList<>();
            for (String name : names) {
                List<Double> scores = new ArrayList<>();
                List<float[]> of = new ArrayList<>();
                together.put(name, scores);
                maps.put(name, of);
                sinks.add((i, score, shown) -> {
                    scores.add(score);
                    of.add(shown.map().clone());
                });
            }
            assertThat(model.scoreAll(TEST, sinks, new Recorder())).isTrue();
            assertThat(scores(model)).isEqualTo(together.get("preset"));
        }
        together.forEach((head, scores) -> {
            try (Model alone = open(detector, with(given, head), SHAPE)) {
                assertThat(alone.entries()).isEmpty();
                alone.fit(TRAIN, new Recorder());
                List<Double> expected = scores(alone);
                assertThat(scores).hasSameSizeAs(expected);
                for (int i = 0; i < scores.size(); i++) {
                    assertThat(scores.get(i))
                            .as(head + ", image " + i)
                            .isCloseTo(expected.get(i), withinPercentage(1e-3));
                    assertThat(maps.get(head).get(i)).hasSize(alone.mapGrid().values());
                }
            }
        });
    }

    private static Map<String, Object> with(Map<String, Object> given, String head) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put("head", head);
        return all;
    }

    /** Neither other images in the batch nor the order count beyond the last digits of float32. */
    @ParameterizedTest
    @CsvSource({"defects,all", "objects,all"})
    void scoresAnImageTheSameWhereverItStands(String purpose, String head) {
        try (Model model = open(Map.of("purpose", purpose, "head", head, "bankSize", 50), SHAPE)) {
            model.fit(TRAIN, new Recorder());
            List<List<Double>> whole = all(model, TEST, 1);
            for (int shift : new int[] {1, 7}) {
                List<List<Double>> shifted = all(model, new Shifted(TEST, shift, 300), 1);
                for (int plan = 0; plan < whole.size(); plan++) {
                    for (int i = 0; i < 300; i++) {
                        assertThat(shifted.get(plan).get(i))
                                .isCloseTo(whole.get(plan).get((i + shift) % TEST.count()), withinPercentage(1e-4));
                    }
                }
            }
        }
    }

    private static List<List<Double>> all(Model model, ImageSource images, int least) {
        List<List<Double>> scores = new ArrayList<>();
        List<ScoreSink> sinks = new ArrayList<>();
        for (int plan = 0; plan < least + model.entries().size(); plan++) {
            List<Double> of = new ArrayList<>();
            scores.add(of);
            sinks.add((i, score, shown) -> of.add(score));
        }
        model.scoreAll(images, sinks, new Recorder());
        return scores;
    }

    /** The same images over and over, from another one on. */
    private record Shifted(ImageSource of, int shift, int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return of.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            of.read((index + shift) % of.count(), to);
        }
    }

    /** Whatever a batch holds, it ends soon after somebody asked. */
    @ParameterizedTest
    @CsvSource({"defects", "objects"})
    void stopsWithinASecond(String purpose) {
        ImageShape large = new ImageShape(256, 3);
        ImageSource many = new Shifted(WaveImages.normal(4, large, 1), 0, 100_000);
        try (Model model = open(Map.of("purpose", purpose, "head", "all"), large)) {
            for (int after : new int[] {1, 40}) {
                Stopping stopping = new Stopping(after);
                assertThat(model.fit(many, stopping)).isFalse();
                assertThat((System.nanoTime() - stopping.asked) / 1e9)
                        .as("stopped after batch " + after)
                        .isLessThan(1);
            }
        }
    }

    @Test
    void stopsWithinASecondWhileItChoosesABank() throws IOException {
        Map<String, Object> given = Map.of("head", "bank", "bankSize", 10_000);
        ImageSource many = new Shifted(WaveImages.normal(400, SHAPE, 1), 0, 2000);
        long[] asked = new long[1];
        byte[] saved;
        try (Model model = open(given, SHAPE)) {
            QuietProgress late = new QuietProgress() {
                private boolean observed;
                private int questions;

                @Override
                public boolean stopRequested() {
                    // Twice more between the last batch and the middle of the choice.
                    if (observed && ++questions == 3) {
                        asked[0] = System.nanoTime();
                    }
                    return questions > 3;
                }

                @Override
                public void images(int epoch, int done, int total) {
                    observed = done == total;
                }
            };
            assertThat(model.fit(many, late)).isFalse();
            assertThat((System.nanoTime() - asked[0]) / 1e9).isLessThan(1);
            saved = saved(model);
        }
        List<Double> scores;
        try (Model model = open(given, SHAPE)) {
            assertThat(model.fit(many, new Recorder())).isTrue();
            scores = scores(model);
        }
        try (Model model = open(given, SHAPE)) {
            model.restore(new ByteArrayInputStream(saved));
            assertThat(model.fit(many, new Recorder())).isTrue();
            assertThat(scores(model)).isEqualTo(scores);
        }
    }

    /** Notes the moment in which a stop was wanted, half a batch before it is asked for. */
    private static final class Stopping implements QuietProgress {
        private final int after;
        private int batches;
        private long asked;

        Stopping(int after) {
            this.after = after;
        }

        @Override
        public boolean stopRequested() {
            return batches > after;
        }

        @Override
        public void images(int epoch, int done, int total) {
            if (++batches == after) {
                // The next batch is done in full before anybody asks again.
                asked = System.nanoTime();
            }
        }
    }

    private static Model open(Map<String, Object> given, ImageShape shape) {
        return open("patches", given, shape);
    }

    private static Model open(String id, Map<String, Object> given, ImageShape shape) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put("seed", 5);
        return detector.open(Settings.of(detector.settings(), all), shape, "cpu");
    }

    private static List<Double> scores(Model model) {
        List<Double> scores = new ArrayList<>();
        model.score(TEST, (i, score, shown) -> scores.add(score), new Recorder());
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }
}
