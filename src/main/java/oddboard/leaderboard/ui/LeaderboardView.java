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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.ui.DatasetAddress;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.leaderboard.BoardColumns;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submissions;
import oddboard.run.Runs;
import oddboard.ui.Discussion;
import oddboard.ui.EmptyState;
import oddboard.ui.Reporting;

/** A data set's first page: which run is best so far, and by how much. */
@Route("datasets/:id")
@PermitAll
class LeaderboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Datasets datasets;
    private final transient Users users;
    private final transient Leaderboards leaderboards;
    private final transient Submissions submissions;
    private final transient Runs runs;
    private final transient EvaluatedRuns evaluated;
    private final transient BoardColumns columns;
    private final transient LabelSets labelSets;
    private final transient LabelSplits splits;
    private final transient Discussion discussion;
    private final transient Reporting reporting;
    private String title = "Leaderboard";
    private transient Consumer<Set<JobId>> moved = jobs -> {};

    LeaderboardView(
            Datasets datasets,
            Users users,
            Leaderboards leaderboards,
            Submissions submissions,
            Runs runs,
            EvaluatedRuns evaluated,
            BoardColumns columns,
            LabelSets labelSets,
            LabelSplits splits,
            JobChanges changes,
            Discussion discussion,
            Reporting reporting) {
        this.datasets = datasets;
        this.users = users;
        this.leaderboards = leaderboards;
        this.submissions = submissions;
        this.runs = runs;
        this.evaluated = evaluated;
        this.columns = columns;
        this.labelSets = labelSets;
        this.splits = splits;
        this.discussion = discussion;
        this.reporting = reporting;
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
                version.stream()
                        .flatMap(v -> actions(dataset, v, viewer, state))
                        .toArray(Component[]::new)));
        if (version.isEmpty()) {
            add(noImages(dataset, viewer));
            moved = jobs -> datasets.find(dataset.id(), viewer)
                    .filter(now -> !now.versions().equals(dataset.versions()))
                    .ifPresent(now -> show(now, viewer, state));
            return;
        }
        var live = new LiveRuns(runs, evaluated, version.get().id(), viewer);
        var board = new Board(
                dataset,
                version.get(),
                viewer,
                state,
                live,
                leaderboards,
                columns,
                labelSets,
                splits,
                v -> show(dataset, viewer, v));
        add(board, discussion.panel(DatasetRoutes.leaderboard(dataset.id())));
        moved = board::moved;
    }

    private Stream<Component> actions(Dataset dataset, DatasetVersion version, User viewer, BoardState state) {
        LabelPart part = state.part();
        Component report = reporting.button(
                "api/v1/versions/" + version.id() + "/report",
                Map.of(
                        "labelSet",
                        state.labels() == LabelSet.NEWEST ? "" : Integer.toString(state.labels()),
                        "part",
                        part == null ? "" : part.word()),
                DatasetRoutes.leaderboard(dataset.id()));
        return datasets.mayChange(dataset, viewer)
                ? Stream.of(report, submit(dataset, version, viewer, state))
                : Stream.of(report);
    }

    private Button submit(Dataset dataset, DatasetVersion version, User viewer, BoardState state) {
        return new Button(
                "Add submission",
                e -> new SubmissionDialog(dataset, version, viewer, submissions, () -> show(dataset, viewer, state))
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
        boolean may = datasets.mayChange(dataset, viewer);
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
