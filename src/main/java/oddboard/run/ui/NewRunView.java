package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.backbone.Backbone;
import oddboard.backbone.Backbones;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.dataset.ui.DatasetAddress;
import oddboard.detector.Detectors;
import oddboard.job.JobQueue;
import oddboard.quota.Quotas;
import oddboard.quota.ui.QuotaBars;
import oddboard.run.RecommendedRuns;
import oddboard.run.Reruns;
import oddboard.run.Run;
import oddboard.run.RunDurations;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.SweepRoutes;
import oddboard.ui.EmptyState;
import oddboard.ui.PageHeader;

/** Starts a run on a data set: {@code ?detector=ID} and {@code ?version=ID} choose these, {@code ?from=RUN} takes another run's. */
@Route("datasets/:id/new-run")
@PermitAll
class NewRunView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Runs runs;
    private final transient Reruns reruns;
    private final transient Datasets datasets;
    private final transient Users users;
    private final transient JobQueue queue;
    private final transient Quotas quotas;
    private final transient RecommendedRuns recommended;
    private final transient RunDurations durations;
    private final transient Backbones backbones;
    private String title = "New run";

    NewRunView(
            Runs runs,
            Reruns reruns,
            Datasets datasets,
            Users users,
            JobQueue queue,
            Quotas quotas,
            RecommendedRuns recommended,
            RunDurations durations,
            Backbones backbones) {
        this.backbones = backbones;
        this.runs = runs;
        this.reruns = reruns;
        this.datasets = datasets;
        this.users = users;
        this.queue = queue;
        this.quotas = quotas;
        this.recommended = recommended;
        this.durations = durations;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var viewer = users.require();
        var dataset = DatasetAddress.find(event, datasets, viewer);
        if (dataset.isEmpty()) {
            return;
        }
        title = "New run" + RunMessages.DOT + dataset.get().name();
        var query = event.getLocation().getQueryParameters();
        add(new PageHeader(
                "New run",
                "on " + dataset.get().name(),
                new Anchor(sweep(dataset.get(), query), "Sweep settings instead"),
                new Anchor(DatasetRoutes.leaderboard(dataset.get().id()), "Back to the data set")));
        show(dataset.get(), viewer, query);
    }

    private static String sweep(Dataset dataset, QueryParameters query) {
        Map<String, String> whole = new LinkedHashMap<>();
        String requested = Address.value(query, "version");
        whole.put(
                "version",
                requested.isEmpty()
                        ? dataset.ready().map(v -> v.id().toString()).orElse("")
                        : requested);
        whole.put("detector", Address.value(query, "detector"));
        whole.put("from", Address.value(query, "from"));
        return Address.of(SweepRoutes.NEW, whole);
    }

    private void show(Dataset dataset, User viewer, QueryParameters query) {
        if (!dataset.role().mayWork()) {
            add(new EmptyState(
                    "You may look, but not start runs",
                    viewer.mayChange()
                            ? "Ask " + dataset.ownerName() + ", who owns the data set, to make you an editor."
                            : "Ask an administrator to make you a member.",
                    new Anchor(DatasetRoutes.leaderboard(dataset.id()), "Leaderboard")));
        } else if (dataset.ready().isEmpty()) {
            add(new EmptyState(
                    "No version is ready yet",
                    "A run needs images. Add some, or wait until their import has ended.",
                    new Anchor(DatasetRoutes.newVersion(dataset.id()), "Add images"),
                    new Anchor(DatasetRoutes.versions(dataset.id()), "See the imports")));
        } else if (Detectors.all().isEmpty()) {
            add(new EmptyState("No detectors", "This program was built without any detector."));
        } else {
            Optional<Run> from = Optional.of(Address.value(query, "from"))
                    .map(Address::id)
                    .filter(id -> id.isPresent())
                    .flatMap(id -> runs.find(new RunId(id.getAsLong()), viewer));
            var version = Address.id(Address.value(query, "version"));
            VersionId shown = version.isPresent() ? new VersionId(version.getAsLong()) : null;
            if (from.isEmpty()) {
                dataset.versions().stream()
                        .filter(v -> v.state() == DatasetVersion.State.READY && (shown == null || v.id().equals(shown)))
                        .findFirst()
                        .ifPresent(v -> add(new RecommendationPanel(recommended, v, viewer)));
            }
            add(new NewRunForm(
                    runs,
                    reruns,
                    queue.labels(),
                    QuotaBars.beforeRuns(quotas, viewer),
                    new FormHints((v, detector) -> durations.estimate(v, detector, viewer)),
                    dataset,
                    viewer,
                    from.orElse(null),
                    backbones.list().stream()
                            .filter(Backbone::isReady)
                            .map(Backbone::name)
                            .toList(),
                    new NewRunForm.Preset(Address.value(query, "detector"), shown)));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
