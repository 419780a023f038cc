package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.job.WorkerInfo;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** One worker process. */
final class WorkerRow extends Div {
    private static final long serialVersionUID = 1L;
    private final StateTag state = new StateTag("", Tone.NEUTRAL);
    private final Span heartbeat = new Span();
    private final Span slots = new Span();
    private final Span labels = new Span();
    private final Span device = new Span();
    private final Span version = new Span();
    private final Div jobs = new Div();

    WorkerRow(WorkerInfo worker) {
        addClassName("worker-row");
        var id = new Span(worker.id());
        id.addClassName("job-row-title");
        var where = new Span(worker.host() + ", process " + worker.pid());
        where.addClassName("job-row-when");
        heartbeat.addClassName("job-row-when");
        slots.addClassName("num");
        add(RowTable.cell(new Div(id, where), "Worker"), RowTable.cell(new Div(state, heartbeat), "State"),
                RowTable.small(slots, "Slots"), RowTable.small(labels, "Labels"), RowTable.small(device, "Device"),
                RowTable.small(version, "Version"), RowTable.small(jobs, "Does now"));
    }

    /** @param current what it does now, as links or words */
    void show(WorkerInfo worker, List<Subjects.Named> current) {
        if (!worker.alive()) {
            state.set("Silent", Tone.BAD);
        } else if (worker.draining()) {
            state.set("Leaving", Tone.WARN);
        } else {
            state.set("Alive", Tone.GOOD);
        }
        heartbeat.setText((worker.alive() ? "heard " : "last heard ") + Format.ago(worker.lastHeartbeat()));
        slots.setText(worker.busy() + " of " + worker.slots() + " busy");
        labels.setText(String.join(", ", worker.labels()));
        device.setText(worker.device());
        version.setText(worker.version());
        jobs.removeAll();
        current.forEach(named -> jobs.add(named.link()));
        if (current.isEmpty()) {
            jobs.setText(worker.alive() && !worker.draining() ? "waits for work" : "–");
        }
    }
}
