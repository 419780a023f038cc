package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single detectors promise beyond the contract of all. */
@Slow
class NetworksTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages TRAIN = WaveImages.normal(40, SHAPE, 1);
    private static final WaveImages TEST = WaveImages.normal(10, SHAPE, 2);

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @ParameterizedTest
    @CsvSource({
        "fcn,3176419",
        "conv,47355",
        "vae,65835",
        "fcn-wide,55593472",
        "multi-encoder,17738179",
        "resnet,1592291",
        "resnet-aux,2323558"
    })
    void hasTheParametersOfItsPublishedForm(String id, long parameters) {
        try (Model model = open(id, Map.of(), new ImageShape(64, 3))) {
            assertThat(model.parameterCount()).isEqualTo(parameters);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fcn,256,3",
        "conv,256,1",
        "vae,48,3",
        "fcn-wide,32,1",
        "multi-encoder,80,1",
        "resnet,112,3",
        "resnet-aux,48,1"
    })
    void takesAnySizeDivisibleBySixteen(String id, int size, int channels) {
        ImageShape shape = new ImageShape(size, channels);
        WaveImages images = WaveImages.normal(4, shape, 1);
        try (Model model = open(id, Map.of("epochs", 1, "batchSize", 2), shape)) {
            assertThat(model.fit(images, new Recorder())).isTrue();
            assertThat(model.score(
                            images,
                            (i, score, image) ->
                                    assertThat(image.reconstruction()).hasSize(shape.elements()),
                            new Recorder()))
                    .isTrue();
        }
    }

    /** 300 images are three micro-batches of one batch. */
    @Test
    void abandonsATrainingInTheMiddleOfABatch() {
        var requested = new AtomicInteger();
        Recorder recorder = new Recorder() {
            @Override
            public boolean cancelRequested() {
                return requested.incrementAndGet() == 2;
            }
        };
        try (Model model = open("conv", Map.of("epochs", 5, "batchSize", 300), SHAPE)) {
            assertThat(model.fit(WaveImages.normal(300, SHAPE, 4), recorder)).isFalse();
            assertThat(model.epoch()).isZero();
        }
        assertThat(requested).hasValue(2);
        assertThat(recorder.lines).isEmpty();
        assertThat(recorder.losses).isEmpty();
    }

    @Test
    void holdsTheBestWeightsOrTheLastOnesAfterTraining() throws IOException {
        // a rate at which the loss goes up and down
        Map<String, Object> wild = Map.of("epochs", 8, "batchSize", 4, "learningRate", 0.05, "widths", "32,8");
        Recorder recorder = new Recorder();
        List<Double> best = scores(with(wild, "checkpoint", "best"), recorder);
        int bestEpoch = recorder.loss().indexOf(Collections.min(recorder.loss())) + 1;
        assertThat(bestEpoch).isLessThan(8);
        List<Double> last = scores(with(wild, "checkpoint", "last"), new Recorder());
        assertThat(best).isNotEqualTo(last);
        assertThat(best).isEqualTo(scores(with(with(wild, "epochs", bestEpoch), "checkpoint", "last"), new Recorder()));
    }

    @Test
    void trainsOnFromTheLastWeightsThoughItHoldsTheBest() throws IOException {
        Map<String, Object> wild =
                Map.of("epochs", 8, "batchSize", 4, "learningRate", 0.05, "widths", "32,8", "checkpoint", "best");
        Recorder whole = new Recorder();
        List<Double> scores = scores(wild, whole);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (Model model = open("fcn", with(wild, "epochs", 6), SHAPE)) {
            model.fit(TRAIN, new Recorder());
            model.save(saved);
        }
        Recorder rest = new Recorder();
        try (Model model = open("fcn", wild, SHAPE)) {
            model.restore(new ByteArrayInputStream(saved.toByteArray()));
            model.fit(TRAIN, rest);
            assertThat(scores(model, TEST)).isEqualTo(scores);
        }
        assertThat(rest.losses).isEqualTo(whole.losses.subList(6, 8));
    }

    @Test
    void drawsTheCodeOnlyWhereItIsAsked() {
        Map<String, Object> mean = Map.of("epochs", 2, "batchSize", 8, "kld", "mean", "beta", 0.001);
        try (Model still = open("vae", mean, SHAPE);
                Model drawn = open("vae", with(mean, "sampleAtScoring", true), SHAPE)) {
            Recorder recorder = new Recorder();
            still.fit(TRAIN, recorder);
            drawn.fit(TRAIN, new Recorder());
            assertThat(recorder.losses.getLast()).containsOnlyKeys("loss", "reconstruction", "kld");
            assertThat(scores(still, TEST)).isEqualTo(scores(still, TEST)).isNotEqualTo(scores(drawn, TEST));
            assertThat(scores(drawn, TEST)).isEqualTo(scores(drawn, TEST));
        }
    }

    @Test
    void dependsOnTheNeighboursOnlyWithBatchStatistics() {
        Map<String, Object> plain = Map.of("epochs", 4, "batchSize", 8, "widths", "4,4,4,4,8", "learningRate", 0.01);
        try (Model model = open("resnet-aux", plain, SHAPE);
                Model neighbors = open("resnet-aux", with(plain, "batchStatistics", true), SHAPE)) {
            Recorder recorder = new Recorder();
            model.fit(TRAIN, recorder);
            assertThat(recorder.losses.getLast()).containsOnlyKeys("loss", "auxiliary");
            neighbors.fit(TRAIN, new Recorder());
            WaveImages others = WaveImages.normal(3, SHAPE, 2).withOutlier();
            assertThat(scores(model, TEST).subList(0, 3))
                    .usingComparatorForType(CLOSE, Double.class)
                    .isEqualTo(scores(model, others).subList(0, 3));
            List<Double> before = scores(neighbors, TEST);
            assertThat(Math.abs(before.getFirst() - scores(neighbors, others).getFirst()))
                    .isGreaterThan(1e-3);
            assertThat(scores(neighbors, TEST)).isEqualTo(before);
        }
    }

    @Test
    void trainsOneModelAtATime() throws Exception {
        Map<String, Object> given = Map.of("epochs", 3, "batchSize", 8, "noise", 0.1);
        Recorder alone = new Recorder();
        try (Model model = open("conv", given, SHAPE)) {
            model.fit(TRAIN, alone);
        }
        List<Recorder> recorders = List.of(new Recorder(), new Recorder());
        List<Thread> threads = new ArrayList<>();
        for (Recorder recorder : recorders) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (Model model = open("conv", given, SHAPE)) {
                    model.fit(TRAIN, recorder);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(recorders).allSatisfy(recorder -> assertThat(recorder.losses).isEqualTo(alone.losses));
    }

    private static final java.util.Comparator<Double> CLOSE =
            (a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Double.compare(a, b);

    private static Map<String, Object> with(Map<String, Object> given, String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(given);
        more.put(name, value);
        return more;
    }

    private static Model open(String id, Map<String, Object> given, ImageShape shape) {
        Detector detector = Detectors.byId(id).orElseThrow();
        return detector.open(Settings.of(detector.settings(), given), shape, "cpu");
    }

    private static List<Double> scores(Map<String, Object> given, Recorder recorder) {
        try (Model model = open("fcn", given, SHAPE)) {
            model.fit(TRAIN, recorder);
            return scores(model, TEST);
        }
    }

    private static List<Double> scores(Model model, ImageSource images) {
        List<Double> scores = new ArrayList<>();
        model.score(images, (i, score, image) -> scores.add(score), new Recorder());
        return scores;
    }
}
