package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ui.DatasetAddress;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.ui.EmptyState;
import oddboard.ui.Html;

/** The runs on any version of one data set, newest first. */
@Route("datasets/:id/runs")
@PermitAll
class RunsOfDatasetView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient Datasets datasets;
    private final transient Users users;
    private transient Consumer<Set<JobId>> moved = jobs -> {};
    private String title = "Runs";

    RunsOfDatasetView(Runs runs, Datasets datasets, Users users, JobChanges changes) {
        this.runs = runs;
        this.datasets = datasets;
        this.users = users;
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> moved.accept(jobs));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var viewer = users.require();
        var dataset = DatasetAddress.find(event, datasets, viewer);
        if (dataset.isEmpty()) {
            return;
        }
        var query = event.getLocation().getQueryParameters();
        show(dataset.get(), viewer, RunsFilter.byWord(Address.value(query, "state")), Address.value(query, "tag"));
    }

    private void show(Dataset dataset, User viewer, RunsFilter filter, String tag) {
        removeAll();
        title = dataset.name() + RunMessages.DOT + "runs";
        add(new DatasetHeader(dataset, DatasetRoutes.runs(dataset.id()), viewer));
        if (runs.list(dataset.id(), viewer).isEmpty()) {
            add(empty(dataset));
            moved = jobs -> jobs.stream()
                    .flatMap(job -> ours(dataset, job, viewer).stream())
                    .findFirst()
                    .ifPresent(first -> show(dataset, viewer, filter, tag));
            return;
        }
        var numbers = dataset.versions().stream().collect(Collectors.toMap(DatasetVersion::id, DatasetVersion::number));
        var panel = new RunsPanel(
                DatasetRoutes.runs(dataset.id()),
                filter,
                tag,
                "Version",
                run -> new Html("span")
                        .text("v"
                                + Optional.ofNullable(numbers.get(run.version()))
                                        .map(String::valueOf)
                                        .orElse("?")),
                new RunsPanel.Source() {
                    @Override
                    public List<Run> newest(String wanted, int limit) {
                        return runs.list(dataset.id(), viewer).stream()
                                .filter(run -> wanted.isEmpty() || run.tags().contains(wanted))
                                .limit(limit)
                                .toList();
                    }

                    @Override
                    public List<String> tags() {
                        return runs.list(dataset.id(), viewer).stream()
                                .flatMap(run -> run.tags().stream())
                                .distinct()
                                .sorted()
                                .toList();
                    }
                });
        add(panel);
        moved = jobs -> jobs.forEach(job -> ours(dataset, job, viewer).ifPresent(panel::moved));
    }

    private Optional<Run> ours(Dataset dataset, JobId job, User viewer) {
        return runs.findByJob(job, viewer)
                .filter(run -> dataset.versions().stream().anyMatch(v -> v.id().equals(run.version())));
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
