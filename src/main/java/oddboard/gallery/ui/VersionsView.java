package oddboard.gallery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.dataset.ui.DatasetPage;
import oddboard.dataset.ui.DeleteDialog;
import oddboard.gallery.VersionDiffs;
import oddboard.ingest.Imports;
import oddboard.ingest.ui.VersionPanel;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobWatch;
import oddboard.label.LabelMarks;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.label.ui.LabelSetList;
import oddboard.label.ui.SplitLine;
import oddboard.ui.Discussion;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Toast;

/** All versions of a data set, newest first; a running import shows its progress live. */
@Route("datasets/:id/versions")
@PermitAll
class VersionsView extends DatasetPage {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final transient List<VersionPanel> panels = new ArrayList<>();

    private final transient LabelSets labelSets;
    private final transient LabelSplits splits;
    private final transient VersionDiffs diffs;
    private final transient DatasetManagement management;
    private final transient LabelMarks marks;
    private final transient Imports imports;
    private final transient Discussion discussion;

    VersionsView(
            Datasets datasets,
            LabelSets labelSets,
            LabelSplits splits,
            LabelMarks marks,
            VersionDiffs diffs,
            DatasetManagement management,
            Imports imports,
            Users users,
            JobQueue queue,
            JobChanges changes,
            Discussion discussion) {
        super("Versions", datasets, users);
        this.labelSets = labelSets;
        this.splits = splits;
        this.marks = marks;
        this.imports = imports;
        this.diffs = diffs;
        this.management = management;
        this.queue = queue;
        this.discussion = discussion;
        JobWatch.on(this, changes, this::changed);
        // What ended between the first look and the first notification.
        addAttachListener(attached -> changed(panels.stream()
                .map(VersionPanel::version)
                .filter(v -> v.state() == DatasetVersion.State.IMPORTING)
                .map(DatasetVersion::job)
                .collect(Collectors.toSet())));
    }

    @Override
    protected void show(Dataset dataset, BeforeEnterEvent event) {
        fill(dataset);
    }

    private void fill(Dataset dataset) {
        removeAll();
        panels.clear();
        boolean mayChange = datasets.mayChange(dataset, viewer);
        var href = DatasetRoutes.versions(dataset.id());
        add(
                mayChange
                        ? new DatasetHeader(dataset, href, viewer, upload(dataset, "Add version"))
                        : new DatasetHeader(dataset, href, viewer));
        if (dataset.versions().isEmpty()) {
            add(
                    mayChange
                            ? new EmptyState(
                                    "No version yet",
                                    "Upload arrays or a ZIP of image folders; each makes a version.",
                                    upload(dataset, "Upload images"))
                            : new EmptyState("No version yet", "Its owner has not uploaded images yet."));
        }
        for (var version : dataset.versions()) {
            boolean newest =
                    panels.isEmpty() || dataset.ready().filter(version::equals).isPresent();
            var panel = new VersionPanel(version, newest, mayChange, this::importWithoutBadFiles, queue, viewer);
            panels.add(panel);
            add(panel);
            if (version.state() == DatasetVersion.State.READY) {
                about(panel, version, dataset);
            }
            if (datasets.mayManage(dataset, viewer)) {
                panel.setActions(new Button("Delete", e -> confirm(version, dataset)));
            }
        }
    }

    private void about(VersionPanel panel, DatasetVersion version, Dataset dataset) {
        panel.add(new LabelSetList(version, labelSets.list(version.id())));
        if (version.testCount() > 0) {
            panel.add(new SplitLine(version, splits, viewer));
        }
        int waiting = marks.open(version.id());
        if (waiting > 0) {
            var query = QueryParameters.simple(Map.of("version", version.id().toString()));
            panel.add(new Paragraph(new Anchor(
                    new Location(DatasetRoutes.review(dataset.id()), query).getPathWithQueryParameters(),
                    waiting == 1 ? "1 label waits for review" : Format.count(waiting) + " labels wait for review")));
        }
        var earlier = dataset.versions().stream()
                .filter(v -> v.number() < version.number() && v.state() == DatasetVersion.State.READY)
                .toList();
        if (!earlier.isEmpty()) {
            panel.add(new DiffPanel(version, earlier, diffs, viewer));
        }
        panel.add(new Paragraph(discussion.button("versions/" + version.id())));
    }

    private void confirm(DatasetVersion version, Dataset dataset) {
        var now = datasets.findVersion(version.id(), viewer).orElse(version);
        new DeleteDialog(
                        "version " + now.number() + " of " + dataset.name(),
                        dataset.name() + " " + now.number(),
                        management.loss(List.of(now)),
                        withRuns -> management.delete(now.id(), withRuns, viewer),
                        () -> {
                            Toast.show("Version " + now.number() + " is deleted.");
                            UI.getCurrent().refreshCurrentRoute(false);
                        })
                .open();
    }

    private void importWithoutBadFiles(DatasetVersion failed) {
        try {
            imports.startWithoutBadFiles(failed.id(), viewer);
        } catch (InputException | ConflictException refused) {
            Toast.show(String.valueOf(refused.getMessage()));
        }
        datasets.find(failed.dataset(), viewer).ifPresent(this::fill);
    }

    private void changed(Set<JobId> jobs) {
        for (var panel : List.copyOf(panels)) {
            if (!jobs.contains(panel.version().job())) {
                continue;
            }
            var now = datasets.findVersion(panel.version().id(), viewer);
            if (now.map(DatasetVersion::state)
                            .filter(s -> s == DatasetVersion.State.READY)
                            .isPresent()
                    && panel.version().state() != DatasetVersion.State.READY) {
                // The header shows the newest ready version, and offers a run only where there is one.
                datasets.find(now.get().dataset(), viewer).ifPresent(this::fill);
                return;
            }
            now.ifPresent(panel::show);
        }
    }

    private static Button upload(Dataset dataset, String text) {
        return new Button(text, e -> UI.getCurrent().navigate(DatasetRoutes.newVersion(dataset.id())));
    }
}
