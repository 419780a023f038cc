package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import oddboard.account.User;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** One worker process. */
final class WorkerRow extends Div {
    private static final long serialVersionUID = 1L;
    private final StateTag state = new StateTag("", Tone.NEUTRAL);
    private final Span heartbeat = new Span();
    private final Span clock = new Span();
    private final Span slots = new Span();
    private final Span labels = new Span();
    private final Span device = new Span();
    private final Span version = new Span();
    private final WorkerUse use = new WorkerUse();
    private final Div jobs = new Div();
    private final DrainButtons drain;

    WorkerRow(WorkerInfo worker, JobQueue queue, User viewer) {
        drain = new DrainButtons(queue, viewer, worker);
        var id = new Span(worker.id());
        id.addClassName("odd-job__title");
        var where = new Span(worker.host() + ", process " + worker.pid());
        for (var small : List.of(where, device, version, heartbeat, clock)) {
            small.addClassName("odd-job__when");
        }
        jobs.addClassName("odd-workers__jobs");
        add(RowTable.cell(new Div(id, where, device, version), "Worker"),
                RowTable.cell(new Div(state, heartbeat, clock), "State"),
                RowTable.cell(new Div(labels, slots), "Takes"),
                RowTable.cell(use, "Use"), RowTable.cell(new Div(jobs, drain), "Does now"));
        slots.addClassName("odd-job__when");
    }

    /** @param current what it does now, as links or words */
    void show(WorkerInfo worker, List<Subjects.Named> current) {
        if (!worker.alive()) {
            state.set("Silent", Tone.BAD);
        } else if (worker.drain() != WorkerInfo.Drain.NONE) {
            state.set(worker.busy() > 0 ? "Draining" : "Drained", Tone.WARN);
        } else if (worker.draining()) {
            state.set("Leaving", Tone.WARN);
        } else {
            state.set("Alive", Tone.GOOD);
        }
        drain.show(worker);
        heartbeat.setText((worker.drainedBy() == null ? "" : "by " + worker.drainedBy() + ", ") + (worker.alive() ? "heard " : "last heard ") + Format.ago(worker.lastHeartbeat()));
        slots.setText(worker.busy() + " of " + worker.slots() + " busy");
        labels.setText(String.join(", ", worker.labels()));
        var sample = worker.sample();
        device.setText(worker.device() + (sample == null || sample.deviceName() == null ? "" : ": " + sample.deviceName()));
        version.setText("version " + worker.version());
        use.show(worker.alive() ? sample : null);
        clock.setText(clock(worker));
        clock.setClassName("odd-workers__clock--wrong", worker.clockIsWrong());
        jobs.removeAll();
        current.forEach(named -> jobs.add(named.link()));
        if (current.isEmpty()) {
            jobs.setText(worker.alive() && !worker.draining() ? "waits for work" : "–");
        }
    }

    private static String clock(WorkerInfo worker) {
        long off = worker.clockOffset();
        if (Math.abs(off) < 100) {
            return "clock right";
        }
        String by = Math.abs(off) < 1000 ? Math.abs(off) + " ms" : Math.abs(off) < 60_000
                ? String.format(Locale.ROOT, "%.1f s", Math.abs(off) / 1000.0) : Format.duration(Math.abs(off) / 1000.0);
        return "clock " + by + (off > 0 ? " ahead" : " behind") + (worker.clockIsWrong() ? ": takes no jobs" : "");
    }
}
