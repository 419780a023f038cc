package oddboard.job.ui;

import java.util.List;
import oddboard.job.WorkerSample;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.jspecify.annotations.Nullable;

/** Small multiples of what a worker and its machine use: CPU, memory and, where there is one, GPU. */
final class WorkerUse {
    private WorkerUse() {}

    /** @param sample null where nothing is known, or it is old */
    static Html html(@Nullable WorkerSample sample) {
        var use = new Html("div", "odd-workers__use");
        if (sample == null) {
            return use.add("span", "odd-job__when", "not known");
        }
        share(
                use,
                "CPU",
                sample.cpu(),
                sample.processCpu() == null ? "" : sample.processCpu() + " % by it",
                sample.cpuHistory());
        memory(
                use,
                "Memory",
                sample.memory(),
                sample.memoryTotal(),
                sample.processMemory() == null ? "" : Format.bytes(sample.processMemory()) + " by it");
        var card = sample.gpu();
        if (card != null) {
            share(
                    use,
                    "GPU",
                    card.use(),
                    card.temperature() == null ? "" : card.temperature() + " °C",
                    sample.gpuHistory());
            memory(use, "GPU memory", card.memory(), card.memoryTotal(), "");
        }
        return use;
    }

    private static void share(Html use, String name, @Nullable Integer percent, String more, List<Integer> history) {
        if (percent != null) {
            use.add(Meter.html(name, percent, percent + " %", more, history));
        }
    }

    private static void memory(Html use, String name, @Nullable Long used, @Nullable Long total, String more) {
        if (used != null && total != null && total > 0) {
            use.add(Meter.html(
                    name,
                    (int) (100 * used / total),
                    Format.bytes(used) + " of " + Format.bytes(total),
                    more,
                    List.of()));
        }
    }
}
