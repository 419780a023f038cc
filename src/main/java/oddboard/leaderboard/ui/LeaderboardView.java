package oddboard.leaderboard.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelSets;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.job.JobId;
import oddboard.job.JobNews;
import oddboard.job.ui.JobWatch;
import oddboard.leaderboard.Leaderboards;
import oddboard.run.Runs;
import oddboard.run.ui.Address;
import oddboard.ui.EmptyState;

/** A data set's first page: which run is best so far, and by how much. */
@Route("datasets/:id")
@PermitAll
@StyleSheet("context://boards.css")
@StyleSheet("context://oddboard-dataset.css")
class LeaderboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Datasets datasets;
    private final transient Leaderboards leaderboards;
    private final transient Runs runs;
    private final transient LabelSets labelSets;
    private final transient Users users;
    private String title = "Leaderboard";
    private transient Consumer<Set<JobId>> moved = jobs -> { };

    LeaderboardView(Datasets datasets, Leaderboards leaderboards, Runs runs, LabelSets labelSets,
            Users users, JobNews news) {
        this.datasets = datasets;
        this.leaderboards = leaderboards;
        this.runs = runs;
        this.labelSets = labelSets;
        this.users = users;
        addClassName("odd-page");
        JobWatch.on(this, news, jobs -> moved.accept(jobs));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var viewer = users.require();
        var dataset = event.getRouteParameters().get("id").map(Address::id).filter(id -> id.isPresent())
                .flatMap(id -> datasets.find(new DatasetId(id.getAsLong()), viewer));
        if (dataset.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "There is no such data set, or you may not see it.");
            return;
        }
        title = dataset.get().name() + " · leaderboard";
        show(dataset.get(), viewer, BoardState.of(event.getLocation().getQueryParameters()));
    }

    private void show(Dataset dataset, User viewer, BoardState state) {
        removeAll();
        add(new DatasetHeader(dataset, DatasetRoutes.leaderboard(dataset.id()), viewer));
        Optional<DatasetVersion> version = version(dataset, state);
        if (version.isEmpty()) {
            add(noImages(dataset, viewer));
            moved = jobs -> datasets.find(dataset.id(), viewer).filter(now -> !now.versions().equals(dataset.versions()))
                    .ifPresent(now -> show(now, viewer, state));
            return;
        }
        var board = new Board(dataset, version.get(), viewer, state, leaderboards, runs,
                labelSets.list(version.get().id()), v -> show(dataset, viewer, v));
        add(board);
        moved = board::moved;
    }

    private static Optional<DatasetVersion> version(Dataset dataset, BoardState state) {
        return dataset.versions().stream()
                .filter(v -> v.number() == state.version() && v.state() == DatasetVersion.State.READY).findFirst()
                .or(dataset::ready);
    }

    private EmptyState noImages(Dataset dataset, User viewer) {
        boolean importing = dataset.versions().stream().anyMatch(v -> v.state() == DatasetVersion.State.IMPORTING);
        if (importing) {
            return new EmptyState("The images are being imported",
                    "Runs can start as soon as the import has ended. This page changes by itself.",
                    new Anchor(DatasetRoutes.versions(dataset.id()), "How it stands"));
        }
        boolean may = datasets.mayChange(dataset, viewer);
        return new EmptyState("No images yet", "A leaderboard needs training images, and test images with labels.",
                may ? new Anchor(DatasetRoutes.newVersion(dataset.id()), "Add images")
                        : new Anchor(DatasetRoutes.versions(dataset.id()), "See its versions"));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
