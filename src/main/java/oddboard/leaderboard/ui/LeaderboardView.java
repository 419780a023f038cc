package oddboard.leaderboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.DatasetAddress;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.ui.EmptyState;

/** A data set's first page: which run is best so far, and by how much. */
@Route("datasets/:id")
@PermitAll
class LeaderboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient BoardServices services;
    private String title = "Leaderboard";
    private transient Consumer<Set<JobId>> moved = jobs -> {};

    LeaderboardView(BoardServices services) {
        this.services = services;
        addClassName("odd-page");
        JobWatch.on(this, services.changes(), jobs -> moved.accept(jobs));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var viewer = services.users().require();
        var dataset = DatasetAddress.find(event, services.datasets(), viewer);
        if (dataset.isEmpty()) {
            return;
        }
        title = dataset.get().name() + " · leaderboard";
        show(dataset.get(), viewer, BoardState.of(event.getLocation().getQueryParameters()));
    }

    private void show(Dataset dataset, User viewer, BoardState state) {
        removeAll();
        Optional<DatasetVersion> version = version(dataset, state);
        add(new DatasetHeader(
                dataset,
                DatasetRoutes.leaderboard(dataset.id()),
                viewer,
                version
                        .filter(v -> services.datasets().mayChange(dataset, viewer))
                        .map(v -> submit(dataset, v, viewer, state))
                        .stream()
                        .toArray(Component[]::new)));
        if (version.isEmpty()) {
            add(noImages(dataset, viewer));
            moved = jobs -> services.datasets()
                    .find(dataset.id(), viewer)
                    .filter(now -> !now.versions().equals(dataset.versions()))
                    .ifPresent(now -> show(now, viewer, state));
            return;
        }
        var board = new Board(dataset, version.get(), viewer, state, services, v -> show(dataset, viewer, v));
        add(board);
        moved = board::moved;
    }

    private Button submit(Dataset dataset, DatasetVersion version, User viewer, BoardState state) {
        return new Button(
                "Add submission",
                e -> new SubmissionDialog(
                                dataset, version, viewer, services.submissions(), () -> show(dataset, viewer, state))
                        .open());
    }

    private static Optional<DatasetVersion> version(Dataset dataset, BoardState state) {
        return dataset.versions().stream()
                .filter(v -> v.number() == state.version() && v.state() == DatasetVersion.State.READY)
                .findFirst()
                .or(dataset::ready);
    }

    private EmptyState noImages(Dataset dataset, User viewer) {
        boolean importing = dataset.versions().stream().anyMatch(v -> v.state() == DatasetVersion.State.IMPORTING);
        if (importing) {
            return new EmptyState(
                    "The images are being imported",
                    "Runs can start as soon as the import has ended. This page changes by itself.",
                    new Anchor(DatasetRoutes.versions(dataset.id()), "How it stands"));
        }
        boolean may = services.datasets().mayChange(dataset, viewer);
        return new EmptyState(
                "No images yet",
                "A leaderboard needs training images, and test images with labels.",
                may
                        ? new Anchor(DatasetRoutes.newVersion(dataset.id()), "Add images")
                        : new Anchor(DatasetRoutes.versions(dataset.id()), "See its versions"));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
