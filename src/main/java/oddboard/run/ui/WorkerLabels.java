package oddboard.run.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Labels of workers in words. */
public final class WorkerLabels {
    /** What "Any worker" means, for forms. */
    public static final String ANY =
            "Any worker: GPU workers if one is running when the run is queued, otherwise CPU workers";

    private WorkerLabels() {}

    /** What live workers offer; what is usual, where there is none. */
    static List<String> offered(Collection<String> live) {
        var offered = new ArrayList<>(List.of(""));
        offered.addAll(live);
        if (offered.size() == 1) {
            offered.addAll(List.of("cpu", "gpu"));
        }
        return offered;
    }

    public static String text(String label) {
        return switch (label) {
            case "cpu" -> "CPU workers";
            case "gpu" -> "GPU workers";
            case "" -> "Any worker";
            default -> "workers with " + label;
        };
    }
}
