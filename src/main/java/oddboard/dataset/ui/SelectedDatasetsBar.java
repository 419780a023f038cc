package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import java.util.List;
import java.util.function.Predicate;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.ManyDatasets;
import oddboard.ui.SelectionBar;

/** How many data sets are selected, and what can be done with them. */
final class SelectedDatasetsBar extends SelectionBar {
    private static final long serialVersionUID = 1L;
    private final Button archive;
    private final Button restore;
    private final Button tag;
    private final Button favorite;
    private final Button unfavorite;
    private transient List<ListedDataset> selected = List.of();

    SelectedDatasetsBar(ManyDatasets many, User viewer, Listener listener) {
        super("data set", listener);
        archive = new Button("Archive", e -> say("archived", many.archive(ids(), true, viewer)));
        restore = new Button("Restore", e -> say("restored", many.archive(ids(), false, viewer)));
        tag = new Button("Tag", e -> tag((add, remove) -> many.tag(ids(), add, remove, viewer)));
        favorite =
                new Button("Add to favorites", e -> say("added to your favorites", many.favorite(ids(), true, viewer)));
        unfavorite = new Button(
                "Remove from favorites", e -> say("removed from your favorites", many.favorite(ids(), false, viewer)));
        offer(favorite, unfavorite, tag, archive, restore);
    }

    void show(List<ListedDataset> chosen) {
        selected = chosen;
        show(chosen.size());
        favorite.setVisible(any(one -> !one.found().favorite()));
        unfavorite.setVisible(any(one -> one.found().favorite()));
        tag.setVisible(any(one -> one.dataset().role().mayManage()));
        archive.setVisible(any(ListedDataset::mayArchive));
        restore.setVisible(any(ListedDataset::mayRestore));
    }

    private boolean any(Predicate<ListedDataset> holds) {
        return selected.stream().anyMatch(holds);
    }

    private List<DatasetId> ids() {
        return selected.stream().map(ListedDataset::dataset).map(Dataset::id).toList();
    }
}
