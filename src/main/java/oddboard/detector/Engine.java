package oddboard.detector;

import java.util.List;
import oddboard.detector.part.Devices;

/** The engine below the detectors, as a worker sees it. */
public final class Engine {
    private Engine() {}

    /** Loads the native libraries, so that broken ones are reported before a job needs them. */
    public static void warmUp() {
        Devices.warmUp();
    }

    /** What {@link Detector#open} takes: {@code cpu} and {@code cuda:N} for each GPU. */
    public static List<String> devices() {
        return Devices.names();
    }

    /** Such as "CPU, 2 threads, PyTorch 2.7.1". */
    public static String describeDevice(String device) {
        return Devices.describe(device);
    }
}
