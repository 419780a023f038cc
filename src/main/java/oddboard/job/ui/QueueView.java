package oddboard.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.account.Users;
import oddboard.job.Job;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** What runs, what waits for what and until when, and what finished recently. */
@Route("queue")
@Menu(title = "Queue", order = 20)
@PageTitle("Queue")
@PermitAll
class QueueView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    /** Rows of open jobs shown at first, somewhat more than a window has room for; a sweep may queue thousands. */
    static final int FIRST = 30;

    private static final int STEP = 100;
    private static final int REST = 10;
    /** Nanoseconds for which words such as "1 min ago" hold. */
    private static final long TELLS_TIME = 5_000_000_000L;

    private final transient JobQueue queue;
    private final transient QueueSnapshots snapshots;
    private final transient Subjects subjects;
    private final transient User viewer;
    private final transient Map<UserId, String> userNames;
    private final transient Map<JobId, Subjects.Named> named = new HashMap<>();
    private final PageHeader header = new PageHeader("Queue", "");
    private final QueueFilter filter;
    private final MarkupTable<JobRow.Named> open;
    private final MarkupTable<JobRow.Named> ended;
    private final Panel openPanel;
    private final Panel endedPanel;
    private final EmptyState empty = new EmptyState(
            "Nothing runs and nothing waits",
            "An import or a run appears here as soon as somebody starts one.",
            new Button("Choose a data set", e -> UI.getCurrent().navigate("")));
    private final EmptyState none = new EmptyState(
            "No open jobs match this filter", "Others run or wait; choose all labels and everybody to see them.");
    private final Button more = new Button("", e -> showMore());
    private int shown = FIRST;
    private long restUntil = System.nanoTime();

    QueueView(
            JobQueue queue,
            QueueSnapshots snapshots,
            JobChanges changes,
            Users users,
            Subjects subjects,
            Ticker ticker) {
        this.queue = queue;
        this.snapshots = snapshots;
        this.subjects = subjects;
        this.viewer = users.require();
        var all = users.list();
        userNames = all.stream().collect(Collectors.toMap(User::id, User::name));
        filter = new QueueFilter(all, this::refilter);
        addClassName("odd-page");
        open = table("Jobs that run or wait, in order");
        ended = table("Jobs that finished recently");
        more.addClassName("odd-queue__more");
        more.addThemeVariants(ButtonVariant.TERTIARY);
        openPanel = new Panel("", open, more).flush();
        endedPanel = new Panel("Recently finished", ended).flush();
        header.setActions(filter);
        add(header, empty, none, openPanel, endedPanel);
        JobWatch.on(this, changes, ids -> {
            if (System.nanoTime() - restUntil >= 0) {
                refresh(snapshots::shared);
            }
        });
        ticker.every(Duration.ofSeconds(5), this, () -> refresh(snapshots::shared));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter.read(event.getLocation().getQueryParameters(), queue.labels());
        refresh();
    }

    private void refilter() {
        shown = FIRST;
        refresh();
    }

    final void refresh() {
        refresh(snapshots::now);
    }

    /** Rests ten times as long as this took, so that pages left open are no burden however long the queue is. */
    private void refresh(Function<QueueSnapshots.What, QueueSnapshots.Snapshot> source) {
        long began = System.nanoTime();
        show(source.apply(new QueueSnapshots.What(filter.label(), filter.by(), shown)));
        long ended = System.nanoTime();
        restUntil = ended + REST * (ended - began);
    }

    private void show(QueueSnapshots.Snapshot snapshot) {
        var counts = snapshot.counts();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        var jobs = snapshot.open();
        var past = snapshot.ended();
        nameAll(jobs, past);
        int running = counts.getOrDefault(JobState.RUNNING, 0);
        header.setSubtitle(Format.count(running) + " running · " + Format.count(all - running) + " waiting");
        boolean filtered = filter.label() != null || filter.by() != null;
        filter.setVisible(filtered || !jobs.isEmpty());
        empty.setVisible(jobs.isEmpty() && !filtered);
        none.setVisible(jobs.isEmpty() && filtered);
        openPanel.setVisible(!jobs.isEmpty());
        show(open, jobs);
        more.setVisible(all > shown);
        more.setText("Show more of the " + Format.count(Math.max(0, (long) all - shown)) + " jobs behind these");
        endedPanel.setVisible(!past.isEmpty());
        show(ended, past);
    }

    private void show(MarkupTable<JobRow.Named> table, List<Job> some) {
        table.show(
                some.stream()
                        .map(job -> new JobRow.Named(
                                job,
                                name(job),
                                userNames.getOrDefault(job.request().by(), "someone")))
                        .toList(),
                System.nanoTime() / TELLS_TIME);
    }

    /** Asks the packages once for all that are new on the page, and forgets what has left it. */
    private void nameAll(List<Job> jobs, List<Job> past) {
        var all = Stream.concat(jobs.stream(), past.stream()).toList();
        named.keySet().retainAll(all.stream().map(Job::id).collect(Collectors.toCollection(HashSet::new)));
        named.putAll(subjects.names(
                all.stream().filter(j -> !named.containsKey(j.id())).toList(), viewer));
    }

    private void showMore() {
        shown += STEP;
        refresh();
    }

    private MarkupTable<JobRow.Named> table(String label) {
        return new MarkupTable<JobRow.Named>(label, row -> row.job().id().toString(), JobRow.columns(viewer))
                .styled("odd-queue__table")
                .stacked()
                .on(
                        JobRow.CANCEL,
                        row -> JobCancelButton.ask(
                                queue, row.job(), row.subject().text(), viewer))
                .on(JobRow.PLACE, row -> {
                    if (PlaceDialog.allowed(row.job(), viewer)) {
                        new PlaceDialog(queue, row.job(), row.subject().text(), viewer).open();
                    }
                });
    }

    private Subjects.Named name(Job job) {
        return named.getOrDefault(job.id(), Subjects.unnamed(job));
    }
}
