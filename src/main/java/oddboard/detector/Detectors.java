package oddboard.detector;

import java.util.List;
import java.util.Optional;
import oddboard.detector.conv.ConvDetector;
import oddboard.detector.fcn.FcnDetector;
import oddboard.detector.fcnwide.FcnWideDetector;
import oddboard.detector.multiencoder.MultiEncoderDetector;
import oddboard.detector.resnet.ResnetAuxDetector;
import oddboard.detector.resnet.ResnetDetector;
import oddboard.detector.vae.VaeDetector;

/** Every detector that this program has; a new one is one line here. */
public final class Detectors {
    private static final List<Detector> ALL = List.of(
            new FcnDetector(),
            new ConvDetector(),
            new VaeDetector(),
            new FcnWideDetector(),
            new MultiEncoderDetector(),
            new ResnetDetector(),
            new ResnetAuxDetector());

    private Detectors() {}

    public static List<Detector> all() {
        return ALL;
    }

    public static Optional<Detector> byId(String id) {
        return ALL.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
