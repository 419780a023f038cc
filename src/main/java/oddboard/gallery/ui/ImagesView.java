package oddboard.gallery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.dataset.ui.DatasetPage;
import oddboard.gallery.ImageLists;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSetChanges;
import oddboard.label.LabelSets;
import oddboard.label.ui.LabelEditor;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.label.ui.NewLabelsNotice;
import oddboard.ui.Discussion;
import oddboard.ui.EmptyState;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** The images of a version, filtered by split and label; the address says which, and which one is open. */
@Route("datasets/:id/images")
@PermitAll
class ImagesView extends DatasetPage {
    private static final long serialVersionUID = 1L;
    private final transient ImageLists lists;
    private final transient LabelSets labelSets;
    private final transient LabelDrafts drafts;
    private final transient ImageHistories histories;
    private final transient LabelSetChanges changes;
    private final transient Discussion discussion;

    ImagesView(
            Datasets datasets,
            ImageLists lists,
            LabelSets labelSets,
            LabelDrafts drafts,
            ImageHistories histories,
            LabelSetChanges changes,
            Users users,
            Discussion discussion) {
        super("Images", datasets, users);
        this.lists = lists;
        this.labelSets = labelSets;
        this.drafts = drafts;
        this.histories = histories;
        this.changes = changes;
        this.discussion = discussion;
    }

    @Override
    protected void show(Dataset dataset, BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        add(new DatasetHeader(dataset, DatasetRoutes.images(dataset.id()), viewer));
        var named = number(query, "version").map(VersionId::new);
        var version = named.isPresent()
                ? dataset.versions().stream()
                        .filter(v -> v.id().equals(named.get()))
                        .findFirst()
                : dataset.ready();
        if (named.isPresent() && version.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "This data set has no such version.");
            return;
        }
        if (version.isEmpty() || version.get().state() != DatasetVersion.State.READY) {
            add(new EmptyState(
                    "No images to see yet",
                    "They show here as soon as an import has ended well.",
                    new Button("See imports", e -> UI.getCurrent().navigate(DatasetRoutes.versions(dataset.id())))));
            return;
        }
        show(dataset, version.get(), named, query);
    }

    private void show(Dataset dataset, DatasetVersion version, Optional<VersionId> named, QueryParameters query) {
        var sets = labelSets.list(version.id());
        int wanted = number(query, "labels")
                .map(n -> (int) Math.min(n, Integer.MAX_VALUE))
                .orElse(0);
        boolean older = LabelSetSwitch.isOlder(sets, wanted);
        var shown = new Shown(
                lists,
                version,
                older ? wanted : sets.getFirst().number(),
                FilterAddress.of(query),
                named,
                older,
                viewer);
        var list = shown.list();
        add(new FilterBar(shown, list.labels()));
        if (list.size() == 0) {
            add(
                    new LabelSetSwitch(sets, wanted, number -> choose(shown, number)),
                    new EmptyState("No images match this filter", "Choose another label above."));
            return;
        }
        boolean relabels = !older && labelSets.mayRelabel(dataset, version.id(), viewer) && version.testCount() > 0;
        var editor = relabels ? new LabelEditor(labelSets, drafts, version.id(), viewer) : null;
        var gallery = new Gallery(shown, place -> open(shown, place, editor));
        var tools = new Div();
        tools.addClassName("odd-gallery-tools");
        if (editor != null) {
            var bar = new LabelBar(shown, editor, gallery);
            editor.onChange(() -> {
                bar.showDraft();
                gallery.refresh();
            });
            tools.add(bar);
        }
        tools.add(jump(shown, gallery), new LabelSetSwitch(sets, wanted, number -> choose(shown, number)));
        if (!older) {
            add(new NewLabelsNotice(changes, version.id(), () -> choose(shown, 0)));
        }
        add(tools, gallery);
        number(query, "image")
                .map(index -> list.place((int) Math.min(index, Integer.MAX_VALUE)))
                .filter(place -> place >= 0)
                .ifPresent(place -> {
                    gallery.show(place);
                    open(shown, place, editor);
                });
    }

    private static IntegerField jump(Shown shown, Gallery gallery) {
        var jump = new IntegerField();
        jump.setAriaLabel("Go to image number");
        jump.setPlaceholder("Go to image");
        jump.addClassName("odd-gallery-tools__jump");
        jump.addValueChangeListener(e -> {
            if (e.getValue() != null) {
                int place = shown.list().place(e.getValue());
                if (place < 0) {
                    Toast.show("Image " + e.getValue() + " is not among those shown.");
                } else {
                    gallery.show(place);
                    gallery.takeFocus();
                }
                jump.clear();
            }
        });
        return jump;
    }

    private void choose(Shown shown, int number) {
        var other = new Shown(lists, shown.version(), number, shown.filter(), shown.named(), number > 0, viewer);
        UI.getCurrent()
                .navigate(DatasetRoutes.images(shown.version().dataset()), QueryParameters.simple(other.query((Integer)
                        null)));
    }

    private void open(Shown shown, int place, @Nullable LabelEditor editor) {
        var dialog = new ImageDialog(
                shown,
                place,
                editor,
                histories,
                discussion,
                viewer,
                to -> address(shown, shown.list().index(to)));
        dialog.addOpenedChangeListener(e -> {
            if (!e.isOpened()) {
                address(shown, null);
            }
        });
        dialog.open();
    }

    /** Writes what is open to the address bar, without a navigation. */
    private static void address(Shown shown, @Nullable Integer image) {
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(
                        null,
                        new Location(
                                DatasetRoutes.images(shown.version().dataset()),
                                QueryParameters.simple(shown.query(image))));
    }

    private static Optional<Long> number(QueryParameters query, String name) {
        return query.getSingleParameter(name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}
