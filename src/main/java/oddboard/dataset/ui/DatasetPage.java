package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.dataset.StorageUse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A page about one data set, whose id is the route's {@code :id}; answers "not found" where the viewer may not see
 * it.
 */
public abstract class DatasetPage extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    protected final transient Datasets datasets;
    protected final transient User viewer;
    private final String name;
    private String title;
    private transient @Nullable StorageUse storage;

    /** @param name of the page, for the browser's tab */
    protected DatasetPage(String name, Datasets datasets, Users users) {
        this.name = name;
        this.title = name;
        this.datasets = datasets;
        this.viewer = users.require();
        addClassName("odd-page");
    }

    /** Beside the constructor, which every page would have to pass it on to. */
    @Autowired
    final void setStorage(StorageUse storage) {
        this.storage = storage;
    }

    /** Fills the page, which is empty; called again when its address changes. */
    protected abstract void show(Dataset dataset, BeforeEnterEvent event);

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        var dataset = DatasetAddress.find(event, datasets, viewer);
        if (dataset.isEmpty()) {
            return;
        }
        title = name + " · " + dataset.get().name();
        removeAll();
        show(dataset.get(), event);
        showStorage(dataset.get().id());
    }

    private void showStorage(DatasetId id) {
        if (storage != null) {
            long bytes = storage.bytes(id);
            getChildren()
                    .filter(DatasetHeader.class::isInstance)
                    .map(DatasetHeader.class::cast)
                    .forEach(header -> header.setStorage(bytes));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
