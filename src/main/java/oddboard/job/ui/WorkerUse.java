package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import oddboard.job.WorkerSample;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** Small multiples of what a worker and its machine use: CPU, memory and, where there is one, GPU. */
final class WorkerUse extends Div {
    private static final long serialVersionUID = 1L;
    private final Meter cpu = new Meter("CPU");
    private final Meter memory = new Meter("Memory");
    private final Meter gpu = new Meter("GPU");
    private final Meter gpuMemory = new Meter("GPU memory");
    private final Div unknown = new Div("not known");

    WorkerUse() {
        addClassName("odd-workers__use");
        unknown.addClassName("odd-job__when");
        add(cpu, memory, gpu, gpuMemory, unknown);
    }

    /** @param sample null where nothing is known, or it is old */
    void show(@Nullable WorkerSample sample) {
        unknown.setVisible(sample == null);
        if (sample == null) {
            List.of(cpu, memory, gpu, gpuMemory).forEach(meter -> meter.setVisible(false));
            return;
        }
        cpu.show(sample.cpu(), sample.cpu() + " %",
                sample.processCpu() == null ? "" : sample.processCpu() + " % by it", sample.cpuHistory());
        show(memory, sample.memory(), sample.memoryTotal(),
                sample.processMemory() == null ? "" : Format.bytes(sample.processMemory()) + " by it");
        var card = sample.gpu();
        gpu.show(card == null ? null : card.use(), card == null ? "" : card.use() + " %",
                card == null || card.temperature() == null ? "" : card.temperature() + " °C", sample.gpuHistory());
        show(gpuMemory, card == null ? null : card.memory(), card == null ? null : card.memoryTotal(), "");
    }

    private static void show(Meter meter, @Nullable Long used, @Nullable Long total, String more) {
        boolean known = used != null && total != null && total > 0;
        meter.show(known ? Integer.valueOf((int) (100 * used / total)) : null,
                known ? Format.bytes(used) + " of " + Format.bytes(total) : "", more, List.of());
    }
}
