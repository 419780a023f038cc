package oddboard.detector;

import java.util.List;
import java.util.Optional;
import oddboard.detector.conv.ConvDetector;
import oddboard.detector.fcn.FcnDetector;

/** Every detector that this program has; a new one is one line here. */
public final class Detectors {
    private static final List<Detector> ALL = List.of(
            new FcnDetector(),
            new ConvDetector());

    private Detectors() {}

    public static List<Detector> all() {
        return ALL;
    }

    public static Optional<Detector> byId(String id) {
        return ALL.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
