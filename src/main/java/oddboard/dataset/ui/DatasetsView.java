package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobWatch;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import org.springframework.beans.factory.ObjectProvider;

/** Every data set that the viewer may see, as cards. */
@Route("")
@Menu(title = "Data sets", order = 0)
@PageTitle("Data sets")
@PermitAll
class DatasetsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    static final String ADD = "datasets/new";

    private final transient Datasets datasets;
    private final transient JobQueue queue;
    private final transient ObjectProvider<DatasetHighlight> highlights;
    private final transient User viewer;
    private final PageHeader header;
    private final Div cards = new Div();
    private final transient Set<JobId> seen = new HashSet<>();
    private transient Set<JobId> imports = Set.of();

    DatasetsView(
            Datasets datasets,
            ObjectProvider<DatasetHighlight> highlights,
            Users users,
            JobQueue queue,
            JobChanges changes) {
        this.datasets = datasets;
        this.queue = queue;
        this.highlights = highlights;
        this.viewer = users.require();
        addClassName("odd-page");
        cards.addClassName("odd-dataset-cards");
        header = viewer.mayChange() ? new PageHeader("Data sets", "", addButton()) : new PageHeader("Data sets", "");
        add(header, cards);
        JobWatch.on(this, changes, ids -> {
            if (ids.stream().anyMatch(this::changesCards)) {
                refresh();
            }
        });
    }

    /** A new job may belong to a new data set, an import reports its progress, and the end of a run may change the best. */
    private boolean changesCards(JobId job) {
        return seen.add(job)
                || imports.contains(job)
                || queue.find(job).filter(j -> j.state().isEnded()).isPresent();
    }

    /** Also where the viewer was here already and came again. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        refresh();
    }

    private void refresh() {
        var all = datasets.list(viewer);
        imports = all.stream()
                .flatMap(d -> d.versions().stream())
                .filter(v -> v.state() == DatasetVersion.State.IMPORTING)
                .map(DatasetVersion::job)
                .collect(Collectors.toUnmodifiableSet());
        header.setSubtitle(
                all.isEmpty() ? "" : Format.count(all.size()) + (all.size() == 1 ? " data set" : " data sets"));
        cards.removeAll();
        all.forEach(dataset -> cards.add(card(dataset)));
        if (all.isEmpty()) {
            cards.add(empty());
        }
    }

    private DatasetCard card(Dataset dataset) {
        return new DatasetCard(
                dataset,
                highlights
                        .orderedStream()
                        .flatMap(h -> h.find(dataset.id(), viewer).stream())
                        .toList());
    }

    private EmptyState empty() {
        return viewer.mayChange()
                ? new EmptyState(
                        "No data set yet",
                        "Add one from arrays (trainingset.npy, testingset.npy) or from a ZIP of image folders; then "
                                + "train a detector on it and see which test images are odd.",
                        addButton())
                : new EmptyState("No data set yet", "A member of the team can add one; then it shows here.");
    }

    private static Button addButton() {
        var add = new Button("Add data set", e -> UI.getCurrent().navigate(ADD));
        add.addThemeVariants(ButtonVariant.PRIMARY);
        return add;
    }
}
