package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.job.WorkerTroubles;
import oddboard.ui.EmptyState;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** The worker processes: who is there, with what, and what each does now. */
@Route("workers")
@Menu(title = "Workers", order = 30)
@PageTitle("Workers")
@PermitAll
class WorkersView extends Div {
    private static final long serialVersionUID = 1L;
    private static final String COMMAND = """
            SPRING_DATASOURCE_URL=jdbc:postgresql://HOST:5432/oddboard \\
            SPRING_DATASOURCE_USERNAME=oddboard SPRING_DATASOURCE_PASSWORD=... \\
            java --enable-native-access=ALL-UNNAMED -jar oddboard.jar --oddboard.role=worker \\
              --oddboard.worker.labels=cpu""";

    private final transient JobQueue queue;
    private final transient WorkerTroubles troubles;
    private final transient Subjects subjects;
    private final transient User viewer;
    private final PageHeader header = new PageHeader("Workers", "");
    private final MarkupTable<WorkerRow.Busy> table;
    private final Panel panel;
    private final BrokenWorkers broken = new BrokenWorkers();
    private final Panel howTo = new Panel("Start another worker", command());
    private final EmptyState empty = new EmptyState(
            "No worker has been heard of yet",
            "Imports and runs wait until one is there. Start it on any machine that reaches the database:",
            command());

    WorkersView(
            JobQueue queue,
            WorkerTroubles troubles,
            JobChanges changes,
            Users users,
            Subjects subjects,
            Ticker ticker) {
        this.queue = queue;
        this.troubles = troubles;
        this.subjects = subjects;
        this.viewer = users.require();
        addClassName("odd-page");
        table = new MarkupTable<WorkerRow.Busy>("Workers", row -> row.worker().id(), WorkerRow.columns(viewer))
                .styled("odd-workers__table")
                .stacked();
        new DrainButtons(queue, viewer).listen(table);
        panel = new Panel("", table).flush();
        howTo.setNote("on any machine that reaches the database");
        add(header, broken, empty, panel, howTo);
        refresh();
        JobWatch.on(this, changes, ids -> refresh());
        ticker.every(Duration.ofSeconds(5), this, this::refresh);
    }

    final void refresh() {
        var workers = queue.workers().stream()
                .sorted(Comparator.comparing(WorkerInfo::alive).reversed().thenComparing(WorkerInfo::id))
                .toList();
        var running = queue.running().stream()
                .filter(j -> j.execution().worker() != null)
                .collect(Collectors.groupingBy(job -> job.execution().worker()));
        var alive = workers.stream().filter(WorkerInfo::alive).toList();
        header.setSubtitle(alive.size() + " alive · "
                + alive.stream().mapToInt(WorkerInfo::busy).sum() + " of "
                + alive.stream().mapToInt(WorkerInfo::slots).sum() + " slots busy");
        var ended = troubles.recent();
        broken.setVisible(!ended.isEmpty());
        broken.show(ended);
        empty.setVisible(workers.isEmpty());
        panel.setVisible(!workers.isEmpty());
        howTo.setVisible(!workers.isEmpty());
        table.show(workers.stream()
                .map(worker -> new WorkerRow.Busy(
                        worker,
                        running.getOrDefault(worker.id(), List.of()).stream()
                                .map(job -> subjects.name(job, viewer))
                                .toList()))
                .toList());
    }

    private static Pre command() {
        var command = new Pre(COMMAND);
        command.addClassName("odd-command");
        command.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Command that starts a worker");
        return command;
    }
}
