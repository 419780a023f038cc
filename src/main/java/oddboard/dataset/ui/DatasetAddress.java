package oddboard.dataset.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;

/** The data set that a page's address names by its {@code :id}. */
public final class DatasetAddress {
    private DatasetAddress() {}

    /** Empty, and the page becomes "not found", where there is none or the viewer may not see it. */
    public static Optional<Dataset> find(BeforeEnterEvent event, Datasets datasets, User viewer) {
        Optional<Dataset> found = event.getRouteParameters()
                .get("id")
                .filter(id -> id.matches("[1-9][0-9]{0,17}"))
                .flatMap(id -> datasets.find(new DatasetId(Long.parseLong(id)), viewer));
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "There is no such data set, or you may not see it.");
        }
        return found;
    }
}
