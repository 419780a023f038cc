package oddboard.run.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.job.JobChanges;
import oddboard.run.RunFeed;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** The whole log of a run; follows its end while the run works. */
@Route("runs/:id/log")
@PermitAll
class LogView extends RunPage {
    private static final long serialVersionUID = 1L;
    private final transient RunFeed feed;
    private static final int LIMIT = 5000;
    private LogTail log = new LogTail(LIMIT);

    LogView(ShownRuns shownRuns, RunHead head, JobChanges changes, RunFeed feed) {
        super(shownRuns, head, changes, "log");
        this.feed = feed;
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        var lines = new LogTail(LIMIT);
        log = lines;
        lines.addClassName("odd-log--whole");
        var panel = new Panel("Log", lines);
        if (!shown.run().job().state().isEnded()) {
            var follow = new Checkbox("Follow", true);
            follow.addValueChangeListener(e -> lines.follow(e.getValue()));
            panel.setActions(follow);
        }
        panel.setNote("the last " + Format.count(LIMIT) + " lines at most");
        add(panel);
        refresh(shown);
    }

    @Override
    protected void refresh(Shown shown) {
        log.update(feed, shown.run().id());
    }
}
