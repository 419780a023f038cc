package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Set;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.ui.DatasetAddress;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.run.ManyRuns;
import oddboard.run.RunSearch;
import oddboard.run.Runs;
import oddboard.ui.EmptyState;
import oddboard.ui.Html;
import org.jspecify.annotations.Nullable;

/** The runs on any version of one data set, newest first. */
@Route("datasets/:id/runs")
@PermitAll
class RunsOfDatasetView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient RunSearch search;
    private final transient ManyRuns many;
    private final transient Datasets datasets;
    private final transient User viewer;
    private transient @Nullable DatasetId shown;
    private @Nullable RunsPanel panel;
    private String title = "Runs";

    RunsOfDatasetView(Runs runs, RunSearch search, ManyRuns many, Datasets datasets, Users users, JobChanges changes) {
        this.runs = runs;
        this.search = search;
        this.many = many;
        this.datasets = datasets;
        this.viewer = users.require();
        addClassName("odd-page");
        JobWatch.on(this, changes, this::moved);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        DatasetAddress.find(event, datasets, viewer)
                .ifPresent(dataset ->
                        show(dataset, RunsState.of(event.getLocation().getQueryParameters())));
    }

    private void show(Dataset dataset, RunsState state) {
        if (panel != null && dataset.id().equals(shown)) {
            panel.show(state);
            return;
        }
        removeAll();
        panel = null;
        shown = dataset.id();
        title = dataset.name() + RunMessages.DOT + "runs";
        add(new DatasetHeader(dataset, DatasetRoutes.runs(dataset.id()), viewer));
        if (search.find(RunsState.of(QueryParameters.empty()).of(dataset.id()), 1, viewer)
                .isEmpty()) {
            add(empty(dataset));
            return;
        }
        panel = new RunsPanel(
                DatasetRoutes.runs(dataset.id()),
                state,
                dataset.id(),
                "Version",
                found -> new Html("span").text("v" + found.version()),
                search,
                many,
                viewer);
        add(panel);
    }

    private void moved(Set<JobId> jobs) {
        for (JobId job : jobs) {
            runs.findByJob(job, viewer)
                    .flatMap(run -> datasets.findByVersion(run.version(), viewer)
                            .filter(d -> d.id().equals(shown))
                            .map(d -> Map.entry(run, d)))
                    .ifPresent(one -> {
                        if (panel == null) {
                            show(one.getValue(), RunsState.of(QueryParameters.empty()));
                        } else {
                            panel.moved(one.getKey());
                        }
                    });
        }
    }

    private static EmptyState empty(Dataset dataset) {
        boolean ready = dataset.ready().isPresent() && dataset.role().mayWork();
        return new EmptyState(
                "No runs yet",
                dataset.ready().isPresent()
                        ? "Train a first detector on this data set."
                        : "Runs need a version whose images are ready.",
                ready
                        ? new Anchor(DatasetRoutes.newRun(dataset.id()), "New run")
                        : new Anchor(DatasetRoutes.versions(dataset.id()), "See its versions"));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
