package oddboard.node;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The devices that a machine's workers are to use: each gets a process of its own. */
final class WorkerDevices {
    private static final Pattern DEVICE = Pattern.compile("cpu|cuda:[0-9]{1,3}");

    private WorkerDevices() {}

    /**
     * @param given such as {@code cuda:0,cuda:1}; null for none
     * @throws StartException where one is no device
     */
    static List<String> parse(@Nullable String given) {
        if (given == null) {
            return List.of();
        }
        List<String> devices =
                Arrays.stream(given.split(",")).map(String::strip).toList();
        for (String device : devices) {
            if (!DEVICE.matcher(device).matches()) {
                throw new StartException("oddboard.worker.devices has \"" + device
                        + "\"; it is a list such as cuda:0,cuda:1 of cpu and cuda:N.");
            }
        }
        return devices;
    }

    /** The label of a worker on this device to which nobody gave one. */
    static String defaultLabel(String device) {
        return device.equals("cpu") ? "cpu" : "gpu";
    }
}
