package oddboard.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.account.Users;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobNews;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** What runs, what waits for what, and what ended lately. */
@Route("queue")
@Menu(title = "Queue", order = 20)
@PageTitle("Queue")
@PermitAll
@StyleSheet("context://oddboard-job.css")
class QueueView extends Div {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("#", "Job", "State", "Label", "Priority", "By", "");
    private static final int ENDED = 20;
    /** Rows of open jobs shown at first; a sweep may queue thousands. */
    static final int STEP = 100;

    private final transient JobQueue queue;
    private final transient Users users;
    private final transient Subjects subjects;
    private final transient User viewer;
    private final transient Map<UserId, String> names = new HashMap<>();
    private final PageHeader header = new PageHeader("Queue", "");
    private final RowTable<JobId, Job, JobRow> open = table("Jobs that run or wait, in order");
    private final RowTable<JobId, Job, JobRow> ended = table("Jobs that ended lately");
    private final Panel openPanel;
    private final Panel endedPanel;
    private final EmptyState empty = new EmptyState("Nothing runs and nothing waits",
            "An import or a run appears here as soon as somebody starts one.",
            new Button("Choose a data set", e -> UI.getCurrent().navigate("")));
    private final Button more = new Button("", e -> showMore());
    private int shown = STEP;

    QueueView(JobQueue queue, JobNews news, Users users, Subjects subjects, Ticker ticker) {
        this.queue = queue;
        this.users = users;
        this.subjects = subjects;
        this.viewer = users.require();
        addClassNames("odd-page", "queue-view");
        more.addClassName("row-table-more");
        more.addThemeVariants(ButtonVariant.TERTIARY);
        openPanel = new Panel("", open, more).flush();
        endedPanel = new Panel("Ended lately", ended).flush();
        add(header, empty, openPanel, endedPanel);
        refresh();
        JobWatch.on(this, news, ids -> refresh());
        ticker.every(Duration.ofSeconds(5), this, this::refresh);
    }

    final void refresh() {
        int all = queue.countOpen();
        var jobs = queue.open(0, shown);
        long running = jobs.stream().filter(j -> j.state() == JobState.RUNNING).count();
        header.setSubtitle(Format.count(running) + " running · " + Format.count(Math.max(0, all - running))
                + " waiting");
        empty.setVisible(jobs.isEmpty());
        openPanel.setVisible(!jobs.isEmpty());
        open.show(jobs);
        more.setVisible(all > shown);
        more.setText("Show more of the " + Format.count((long) all - shown) + " jobs behind these");
        var past = queue.ended(ENDED);
        endedPanel.setVisible(!past.isEmpty());
        ended.show(past);
    }

    private void showMore() {
        shown += STEP;
        refresh();
    }

    private RowTable<JobId, Job, JobRow> table(String label) {
        return new RowTable<>(label, COLUMNS, Job::id, this::row, JobRow::show);
    }

    private JobRow row(Job job) {
        return new JobRow(job, subjects.name(job, viewer), name(job.by()), queue, viewer);
    }

    private String name(UserId id) {
        return names.computeIfAbsent(id, i -> users.find(i).map(User::name).orElse("someone"));
    }
}
