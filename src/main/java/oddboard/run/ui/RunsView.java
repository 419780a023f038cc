package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.run.ManyRuns;
import oddboard.run.RunRoutes;
import oddboard.run.RunSearch;
import oddboard.run.Runs;
import oddboard.ui.EmptyState;
import oddboard.ui.MarkupParts;
import oddboard.ui.PageHeader;
import org.jspecify.annotations.Nullable;

/** Everybody's runs. */
@Route(RunRoutes.LIST)
@PageTitle("Runs")
@Menu(title = "Runs", order = 2)
@PermitAll
class RunsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient RunSearch search;
    private final transient ManyRuns many;
    private final transient User viewer;
    private @Nullable RunsPanel panel;

    RunsView(Runs runs, RunSearch search, ManyRuns many, Users users, JobChanges changes) {
        this.runs = runs;
        this.search = search;
        this.many = many;
        this.viewer = users.require();
        addClassName("odd-page");
        JobWatch.on(this, changes, this::moved);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(RunsState.of(event.getLocation().getQueryParameters()));
    }

    private void show(RunsState state) {
        if (panel != null) {
            panel.show(state);
            return;
        }
        removeAll();
        add(new PageHeader("Runs", "Over all data sets that you see"));
        if (runs.list(viewer, 1).isEmpty()) {
            add(new EmptyState(
                    "No runs yet",
                    "A run trains a detector on a data set and puts it on the leaderboard.",
                    new Anchor(DatasetRoutes.LIST, "Choose a data set")));
            return;
        }
        panel = new RunsPanel(
                RunRoutes.LIST,
                state,
                null,
                "Data set",
                found -> MarkupParts.link(
                        DatasetRoutes.leaderboard(found.dataset()), found.datasetName() + " v" + found.version()),
                search,
                many,
                viewer);
        add(panel);
    }

    private void moved(Set<JobId> jobs) {
        for (JobId job : jobs) {
            runs.findByJob(job, viewer).ifPresent(run -> {
                if (panel == null) {
                    show(RunsState.of(QueryParameters.empty()));
                } else {
                    panel.moved(run);
                }
            });
        }
    }
}
