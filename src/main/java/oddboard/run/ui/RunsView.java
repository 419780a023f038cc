package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import oddboard.ui.EmptyState;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.PageHeader;

/** Everybody's runs, newest first. */
@Route(RunRoutes.LIST)
@PageTitle("Runs")
@Menu(title = "Runs", order = 2)
@PermitAll
class RunsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient Datasets datasets;
    private final transient Users users;
    private transient Consumer<Set<JobId>> moved = jobs -> {};

    RunsView(Runs runs, Datasets datasets, Users users, JobChanges changes) {
        this.runs = runs;
        this.datasets = datasets;
        this.users = users;
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> moved.accept(jobs));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var viewer = users.require();
        add(new PageHeader("Runs", "Newest first, over all data sets that you see"));
        if (runs.list(viewer, 1).isEmpty()) {
            add(new EmptyState(
                    "No runs yet",
                    "A run trains a detector on a data set and puts it on the leaderboard.",
                    new Anchor(DatasetRoutes.LIST, "Choose a data set")));
            moved = jobs -> jobs.stream()
                    .map(job -> runs.findByJob(job, viewer))
                    .filter(Optional::isPresent)
                    .findFirst()
                    .ifPresent(first -> beforeEnter(event));
            return;
        }
        Map<VersionId, Html> names = new HashMap<>();
        for (var dataset : datasets.list(viewer)) {
            for (var version : dataset.versions()) {
                names.put(
                        version.id(),
                        MarkupParts.link(
                                DatasetRoutes.leaderboard(dataset.id()), dataset.name() + " v" + version.number()));
            }
        }
        var panel = new RunsPanel(
                RunRoutes.LIST,
                RunsFilter.byWord(Address.value(event.getLocation().getQueryParameters(), "state")),
                Address.value(event.getLocation().getQueryParameters(), "tag"),
                "Data set",
                run -> names.getOrDefault(run.version(), new Html("span").text("–")),
                new RunsPanel.Source() {
                    @Override
                    public List<Run> newest(String tag, int limit) {
                        return runs.list(viewer, null, tag, limit);
                    }

                    @Override
                    public List<String> tags() {
                        return runs.tags(viewer);
                    }
                });
        add(panel);
        moved = jobs -> jobs.forEach(job -> runs.findByJob(job, viewer).ifPresent(panel::moved));
    }
}
