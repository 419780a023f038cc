package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small images and small networks for what every detector has to keep. */
abstract class DetectorContract {
    static final ImageShape SHAPE = new ImageShape(32, 3);
    static final WaveImages TRAIN = WaveImages.normal(20, SHAPE, 1);
    static final WaveImages TEST = WaveImages.normal(9, SHAPE, 2).withOutlier();

    /** Those of the given that the detector has. */
    static Settings settings(Detector detector, Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("batchSize", 8, "seed", 5, "learningRate", 0.002));
        switch (detector.id()) {
            case "fcn-wide" -> all.put("widths", "64,32,16,8");
            case "multi-encoder" -> all.put("widths", "64,16");
            case "resnet", "resnet-aux" -> all.put("widths", "8,8,16,16,8");
            case "rotation" -> all.put("steps", 12);
            default -> {}
        }
        all.putAll(given);
        if (!detector.traits().epochs()) {
            all.keySet()
                    .retainAll(detector.settings().stream().map(Setting::name).toList());
        }
        return Settings.of(detector.settings(), all);
    }

    static Model open(Detector detector, Map<String, Object> given) {
        return detector.open(settings(detector, given), SHAPE, "cpu");
    }

    static List<Double> scores(Model model) {
        List<Double> scores = new ArrayList<>();
        assertThat(model.score(TEST, (i, score, image) -> scores.add(score), new Recorder()))
                .isTrue();
        assertThat(scores).hasSize(TEST.count());
        return scores;
    }
}
