package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Two steps of resnet-aux, and a third in the epoch where T grows, beside the same steps in double precision. */
@Slow
class ResnetAuxStepsTest {
    private static final int BATCH = 6;
    private static final int SIZE = 32;
    private static final ImageShape SHAPE = new ImageShape(SIZE, 1);
    private static final Blotches IMAGES = new Blotches();
    private static final double RATE = 1e-3;

    @Test
    void followsThePublishedOrder() {
        Engine.useThreads(1);
        Detector detector = Detectors.byId("resnet-aux").orElseThrow();
        Settings settings = Settings.of(
                detector.settings(), Map.of("epochs", 3, "batchSize", BATCH, "widths", "2,3,3,3,2", "latent", 3));
        try (Model model = detector.open(settings, SHAPE, "cpu")) {
            NetworkModel network = (NetworkModel) model;
            boolean[] statistics = statistics(network);
            ResnetAuxReference reference =
                    new ResnetAuxReference(network.weights().all(), statistics, autoencoderArrays(network));
            Compared compared = new Compared(network, reference, settings.integer("seed"));
            model.fit(IMAGES, compared);
            assertThat(compared.steps).isEqualTo(3);
        }
    }

    /** Images so unlike each other that BatchNorm does not magnify the rounding. */
    private static final class Blotches implements ImageSource {
        private final byte[][] images = new byte[BATCH][SIZE * SIZE];

        Blotches() {
            SplittableRandom random = new SplittableRandom(5);
            for (byte[] image : images) {
                int[] gray = random.ints(64, 0, 256).toArray();
                for (int i = 0; i < image.length; i++) {
                    image[i] = (byte) gray[i / SIZE / 4 * 8 + i % SIZE / 4];
                }
            }
        }

        @Override
        public int count() {
            return BATCH;
        }

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(images[index]);
        }
    }

    private static boolean[] statistics(NetworkModel model) {
        List<Parameter> all = new ArrayList<>();
        model.network()
                .parts()
                .forEach(part -> all.addAll(part.block().getParameters().values()));
        boolean[] statistics = new boolean[all.size()];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = !all.get(i).requiresGradient();
        }
        return statistics;
    }

    private static int autoencoderArrays(NetworkModel model) {
        return model.network().parts().stream()
                .filter(part -> part.optimizer() == 0)
                .mapToInt(part -> part.block().getParameters().size())
                .sum();
    }

    /** Each epoch is one batch; after each it drives the reference through the same batch and compares. */
    private static final class Compared implements QuietProgress {
        private final NetworkModel model;
        private final ResnetAuxReference reference;
        private final long seed;
        private int steps;

        Compared(NetworkModel model, ResnetAuxReference reference, long seed) {
            this.model = model;
            this.reference = reference;
            this.seed = seed;
        }

        @Override
        public void epoch(int epoch, Map<String, Double> losses, double imagesPerSecond, double waitShare) {
            MicroBatch microBatch =
                    new Schedule(BATCH, BATCH, 0).epoch(seed, epoch - 1).getFirst();
            reference.stepAutoencoder(pixels(microBatch), BATCH, SIZE, dropout(microBatch));
            assertThat(losses.get("loss"))
                    .as("loss of step " + (steps + 1))
                    .isCloseTo(reference.loss, within(1e-4 * reference.loss));
            // A bias before a BatchNorm has no gradient, only rounding; in evaluation mode it counts all the same.
            reference.adopt(model.weights().all(), false);
            reference.stepSecondDecoder(epoch - 1);
            assertThat(losses.get("auxiliary"))
                    .as("auxiliary of step " + (steps + 1))
                    .isCloseTo(reference.auxiliary, within(1e-4 * reference.auxiliary));
            // by the third step rounding has turned too many signs; its losses still show T
            if (steps < 2) {
                compareWeights();
            }
            reference.adopt(model.weights().all(), true);
            steps++;
        }

        /** Every weight: within a quarter of one update, and all of an array within a fiftieth of one on average. */
        private void compareWeights() {
            long turned = 0;
            long compared = 0;
            for (int a = 0; a < reference.arrays.size(); a++) {
                NDArray array = model.weights().all().get(a);
                float[] own = array.toFloatArray();
                double[] wanted = reference.arrays.get(a).v;
                double squares = 0;
                for (int i = 0; i < own.length; i++, compared++) {
                    double difference = Math.abs(own[i] - wanted[i]);
                    if (difference <= RATE / 4) {
                        squares += reference.uncertain.get(a)[i] ? 0 : difference * difference;
                        continue;
                    }
                    // Adam makes a whole step of a gradient's sign, however small: where rounding turned the sign (the
                    // biases before a BatchNorm have rounding alone), all that holds is the step's size.
                    assertThat(reference.uncertain.get(a)[i] && difference < 2.1 * RATE)
                            .as(
                                    "array %d %s, element %d, step %d: %s instead of %s",
                                    a, array.getShape(), i, steps + 1, own[i], wanted[i])
                            .isTrue();
                    turned++;
                }
                assertThat(Math.sqrt(squares / own.length))
                        .as("array %d, step %d", a, steps + 1)
                        .isLessThan(RATE / 50);
            }
            assertThat(turned).as("weights moved the other way, of " + compared).isLessThan(compared / 100);
        }

        private static double[] pixels(MicroBatch microBatch) {
            ByteBuffer bytes = ByteBuffer.allocate(BATCH * SIZE * SIZE);
            for (int image : microBatch.images()) {
                IMAGES.read(image, bytes);
            }
            double[] pixels = new double[bytes.capacity()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = 2 * (bytes.get(i) & 0xff) / 255. - 1;
            }
            return pixels;
        }

        /** What the engine's generator draws for the only dropout of the step. */
        private double[] dropout(MicroBatch microBatch) {
            JniUtils.setSeed(Seeds.mix(seed, 1, microBatch.epoch(), microBatch.from()));
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray ones = scope.ones(new Shape(BATCH, 2 * (SIZE / 16) * (SIZE / 16)), DataType.FLOAT32);
                NDArray mask = Layers.dropout(0.2f)
                        .forward(new ParameterStore(scope, false), new ai.djl.ndarray.NDList(ones), true)
                        .head();
                float[] values = mask.toFloatArray();
                double[] wide = new double[values.length];
                for (int i = 0; i < wide.length; i++) {
                    // 1 / 0.8 is not a float
                    wide[i] = values[i] == 0 ? 0 : 1.25;
                }
                return wide;
            }
        }
    }
}
