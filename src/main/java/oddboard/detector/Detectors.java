package oddboard.detector;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Every detector that this program has; a new one is one line in {@code META-INF/services}. */
public final class Detectors {
    // Found by name, so that this package does not depend on those that depend on it.
    private static final List<Detector> ALL =
            ServiceLoader.load(Detector.class, Detectors.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Detectors() {}

    public static List<Detector> all() {
        return ALL;
    }

    public static Optional<Detector> byId(String id) {
        return ALL.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
