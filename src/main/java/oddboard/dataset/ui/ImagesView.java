package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.Optional;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.ui.EmptyState;
import org.jspecify.annotations.Nullable;

/** The images of a version, filtered by split and label; the address says which, and which one is open. */
@Route("datasets/:id/images")
@PermitAll
class ImagesView extends DatasetPage {
    private static final long serialVersionUID = 1L;

    ImagesView(Datasets datasets, Users users) {
        super("Images", datasets, users);
    }

    @Override
    void show(Dataset dataset, BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        add(new DatasetHeader(dataset, DatasetRoutes.images(dataset.id()), viewer));
        var named = number(query, "version").map(VersionId::new);
        var version = named.isPresent()
                ? dataset.versions().stream().filter(v -> v.id().equals(named.get())).findFirst()
                : dataset.ready();
        if (named.isPresent() && version.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "This data set has no such version.");
            return;
        }
        if (version.isEmpty() || version.get().state() != DatasetVersion.State.READY) {
            add(new EmptyState("No images to see yet", "They show here as soon as an import has ended well.",
                    new Button("See imports", e -> UI.getCurrent().navigate(DatasetRoutes.versions(dataset.id())))));
            return;
        }
        show(version.get(), named, ImageFilter.of(query), number(query, "image"));
    }

    private void show(DatasetVersion version, Optional<VersionId> named, ImageFilter filter, Optional<Long> image) {
        var labels = datasets.labels(version.id());
        var shown = new Shown(version, filter.indexes(version, labels), datasets.imageNames(version.id()), labels);
        add(new FilterBar(version, labels, filter, named));
        if (shown.size() == 0) {
            add(new EmptyState("No image is like that", "Choose another label above."));
            return;
        }
        var gallery = new Gallery(shown, place -> open(shown, place, named, filter));
        add(gallery);
        image.map(index -> shown.place((int) Math.min(index, Integer.MAX_VALUE))).filter(place -> place >= 0)
                .ifPresent(place -> {
            gallery.scrollToIndex(place / Gallery.CHUNK);
            open(shown, place, named, filter);
        });
    }

    private void open(Shown shown, int place, Optional<VersionId> named, ImageFilter filter) {
        var dialog = new ImageDialog(shown, place, to -> address(shown.version(), named, filter, shown.index(to)));
        dialog.addOpenedChangeListener(e -> {
            if (!e.isOpened()) {
                address(shown.version(), named, filter, null);
            }
        });
        dialog.open();
    }

    /** Writes what is open to the address bar, without a navigation. */
    private static void address(DatasetVersion version, Optional<VersionId> named, ImageFilter filter,
            @Nullable Integer image) {
        var query = new HashMap<>(filter.query());
        named.ifPresent(id -> query.put("version", id.toString()));
        if (image != null) {
            query.put("image", image.toString());
        }
        UI.getCurrent().getPage().getHistory().replaceState(null,
                new Location(DatasetRoutes.images(version.dataset()), QueryParameters.simple(query)));
    }

    private static Optional<Long> number(QueryParameters query, String name) {
        return query.getSingleParameter(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }
}
