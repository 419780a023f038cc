package oddboard.export;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;

/** What bundles of tests are made of. */
final class TestSource {
    static final double THRESHOLD = 7.25;
    private static final Facts FACTS = new Facts(
            "Screws under\nthe ring light.",
            "Screws | M4",
            2,
            1200,
            300,
            40,
            "label set 4",
            "ab".repeat(32),
            List.of(new Facts.Metric("AUC", 0.9312, 0.9010, 0.9544)),
            List.of(new Facts.TypeMetric("scratch", 12, 0.712)),
            List.of("Trained on images of one camera_A."),
            List.of(new Facts.License("Images of the data set", "CC BY 4.0")),
            "0.1.0");

    private TestSource() {}

    static Opened of(TrainedModels kind) {
        return new Opened(
                source(kind.detector().id(), kind.settings(), kind.shape(), kind::trained, kind.test()), kind);
    }

    static Opened untrained(String id, Map<String, Object> given) {
        var detector = Detectors.byId(id).orElseThrow();
        Settings settings = Settings.of(detector.settings(), given);
        ImageShape shape = new ImageShape(32, 3);
        return new Opened(
                source(
                        id,
                        settings,
                        shape,
                        () -> detector.open(settings, shape, "cpu"),
                        new TrainedModels.Images(WaveImages.normal(3, shape, 1), 1)),
                TrainedModels.CONV);
    }

    private static Source source(
            String detector,
            Settings settings,
            ImageShape shape,
            Source.ModelOpener opener,
            TrainedModels.Images images) {
        return new Source(
                "screws",
                3,
                "cd".repeat(32),
                "r1",
                detector,
                settings.asMap(),
                shape,
                new Source.Preparation("SQUARE", 1, ""),
                opener,
                images,
                null,
                FACTS,
                new ExportedThreshold(THRESHOLD, 0.5, null, Map.of("method", "quantile")));
    }

    record Opened(Source source, TrainedModels kind) {
        BufferedImage image(int index) {
            int size = source.shape().size();
            int channels = source.shape().channels();
            byte[] bytes = kind.test().image(index);
            BufferedImage image = new BufferedImage(
                    size, size, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < size * size; i++) {
                for (int c = 0; c < channels; c++) {
                    if (channels == 1) {
                        image.getRaster().setSample(i % size, i / size, 0, bytes[i] & 0xff);
                    } else {
                        image.getRaster().setSample(i % size, i / size, c, bytes[i * channels + c] & 0xff);
                    }
                }
            }
            return image;
        }

        double[] scores() throws Exception {
            double[] scores = new double[kind.test().count()];
            try (Model model = source.model().open()) {
                model.score(kind.test(), (i, score, explanation) -> scores[i] = score, new QuietProgress() {});
            }
            return scores;
        }
    }
}
