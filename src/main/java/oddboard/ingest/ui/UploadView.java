package oddboard.ingest.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.dataset.ui.DatasetPage;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.ingest.Imports;
import oddboard.place.Places;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.quota.ui.QuotaBars;
import oddboard.ui.EmptyState;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.upload.PartialUploads;
import oddboard.upload.PlaceUploads;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Takes the files of a new version, and starts its import. */
@Route("datasets/:id/versions/new")
@PermitAll
class UploadView extends DatasetPage {
    private static final long serialVersionUID = 1L;
    private static final int TAKEN_BEFORE = 5;
    private final transient List<UploadRow> rows = new ArrayList<>();
    private final transient Uploads uploads;
    private final transient PartialUploads partial;
    private final transient Places places;
    private final transient PlaceUploads taking;
    private final transient Imports imports;
    private final transient Quotas quotas;
    private final Div files = new Div();
    private final Span hint = new Span();
    private final Div fault = new Div();
    private @Nullable EarlierUploads earlier;
    private @Nullable UploadBox box;
    final ImportOptions options = new ImportOptions(this::changed);
    final FolderPanel folders = new FolderPanel(this::changed);
    private final ImportPreviewPanel preview = new ImportPreviewPanel();
    private @Nullable Dataset shown;
    final OnceButton start = OnceButton.primary("Import", this::importVersion);

    UploadView(
            Datasets datasets,
            Uploads uploads,
            PartialUploads partial,
            Places places,
            PlaceUploads taking,
            Imports imports,
            Users users,
            Quotas quotas) {
        super("Add images", datasets, users);
        this.uploads = uploads;
        this.partial = partial;
        this.places = places;
        this.taking = taking;
        this.imports = imports;
        this.quotas = quotas;
        files.addClassName("odd-uploads");
        hint.addClassName("odd-note");
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
    }

    @Override
    protected void show(Dataset dataset, BeforeEnterEvent event) {
        add(new DatasetHeader(dataset, DatasetRoutes.versions(dataset.id()), viewer));
        if (dataset.isArchived()) {
            add(new EmptyState(
                    "This data set is archived",
                    "It takes no new images. Its owner can restore it on the Settings page."));
            return;
        }
        if (!datasets.mayChange(dataset, viewer)) {
            add(new EmptyState(
                    "You may look, but not add images",
                    "Its owner and editors can add versions, or give you a role that may."));
            return;
        }
        shown = dataset;
        var action = new Div(start, hint);
        action.addClassName("odd-actions");
        box = new UploadBox(
                dataset.id(), partial.unfinished(dataset.id(), viewer), id -> sent(dataset, id), this::changed);
        earlier = new EarlierUploads(dataset.id(), uploads, viewer, this::received);
        var steps = new Div(
                new Panel(
                        "Files",
                        QuotaBars.before(quotas.of(viewer.id()), EnumSet.of(QuotaKind.STORAGE)),
                        box,
                        files,
                        new PlacePicker<Upload>(
                                places,
                                (path, progress) -> taking.take(dataset.id(), path, viewer, progress),
                                this::received,
                                uploads.earlierPlaces(dataset.id(), TAKEN_BEFORE, viewer)),
                        earlier),
                folders,
                new Panel("Images", options),
                preview,
                fault,
                action);
        steps.addClassName("odd-page");
        var columns = new Div(steps, new FormsHelp());
        columns.addClassName("odd-columns");
        add(columns);
        changed();
    }

    /** What the browser says is only a number: the file is looked up as this viewer's. */
    private void sent(Dataset dataset, UploadId id) {
        uploads.whole(dataset.id(), viewer).stream()
                .filter(u -> u.id().equals(id))
                .findFirst()
                .ifPresent(this::received);
    }

    void received(Upload upload) {
        rows.removeIf(row -> {
            boolean again = row.upload().filename().equals(upload.filename());
            if (again) {
                files.remove(row);
            }
            return again;
        });
        var row = new UploadRow(upload, guess(upload.filename()), this::changed, this::remove);
        rows.add(row);
        files.add(row);
        folders.forget();
        listEarlier();
        changed();
    }

    private void remove(UploadRow row) {
        rows.remove(row);
        files.remove(row);
        folders.forget();
        listEarlier();
        changed();
    }

    private void listEarlier() {
        if (earlier != null) {
            earlier.list(rows.stream().map(row -> row.upload().id()).toList());
        }
    }

    private static @Nullable FileRole guess(String filename) {
        try {
            return Imports.guessRole(filename);
        } catch (InputException e) {
            return null;
        }
    }

    private void changed() {
        var missing = box != null && box.isBusy()
                ? "Files are still on their way."
                : rows.stream()
                        .filter(row -> row.role.isEmpty())
                        .findFirst()
                        .map(row -> "Choose what " + row.upload().filename() + " is.")
                        .orElseGet(() -> missing(
                                rows.stream().map(row -> row.role.getValue()).toList()));
        hint.setText(missing.isEmpty() ? note() : missing);
        fault.setVisible(false);
        if (!missing.isEmpty() || shown == null) {
            preview.clear();
            start.setEnabled(false);
            return;
        }
        var id = shown.id();
        var spec = spec();
        preview.look(
                spec,
                () -> imports.folders(id, spec, viewer),
                folders::show,
                () -> imports.look(id, spec, viewer),
                look -> {
                    options.holdOut.setVisible(look.isFlat());
                    options.groups.seed.setVisible(look.isFlat());
                    draw();
                },
                this::allow);
        draw();
        allow();
    }

    /** No button that can only fail: what the preview refused, the import refuses too. */
    private void allow() {
        var refusal = preview.refusal();
        start.setEnabled(options.isValid() && refusal == null);
        if (refusal != null) {
            hint.setText("These files can't be imported as they are; the preview says why.");
        }
        rows.forEach(row -> row.setFault(
                refusal != null && row.upload().filename().equals(refusal.file())
                        ? String.valueOf(refusal.getMessage())
                        : ""));
    }

    private void draw() {
        if (options.isValid()) {
            preview.draw(spec());
        }
    }

    private ImportSpec spec() {
        return options.spec(parts()).withFolders(folders.choices());
    }

    private List<ImportSpec.File> parts() {
        return rows.stream()
                .map(row -> new ImportSpec.File(row.upload().id(), row.role.getValue()))
                .toList();
    }

    /** What still stands against the import, or nothing. */
    static String missing(List<FileRole> roles) {
        var given = EnumSet.noneOf(FileRole.class);
        for (var role : roles) {
            if (!given.add(role) && role != FileRole.ARCHIVE) {
                return "Two files are given as \"" + UploadRow.words(role) + "\"; remove one or change its part.";
            }
        }
        if (given.isEmpty()) {
            return "Add files first.";
        }
        if (given.contains(FileRole.ARCHIVE)) {
            return given.contains(FileRole.TRAIN) || given.contains(FileRole.TEST)
                    ? "Archives and arrays can't be one data set; remove the archives, or the arrays."
                    : "";
        }
        if (!given.contains(FileRole.TRAIN)) {
            return "The training images are missing.";
        }
        if (!given.contains(FileRole.TEST)) {
            return "The test images are missing.";
        }
        return "";
    }

    /** What the import will assume. */
    private String note() {
        var roles = rows.stream().map(row -> row.role.getValue()).toList();
        return roles.contains(FileRole.TEST) && !roles.contains(FileRole.LABELS)
                ? "Without a label file the test images are unlabeled; labels can be added later."
                : "";
    }

    private void showMessage(String sentence) {
        fault.setText(sentence);
        fault.setVisible(true);
    }

    private boolean importVersion() {
        Dataset dataset = shown;
        if (dataset == null) {
            return false;
        }
        rows.forEach(row -> row.setFault(""));
        try {
            imports.start(dataset.id(), spec(), viewer);
            UI.getCurrent().navigate(DatasetRoutes.versions(dataset.id()));
            return true;
        } catch (InputException e) {
            rows.stream()
                    .filter(row -> row.upload().filename().equals(e.file()))
                    .findFirst()
                    .ifPresentOrElse(row -> row.setFault(e.getMessage()), () -> showMessage(e.getMessage()));
        } catch (AccessDeniedException | NotFoundException e) {
            showMessage("You may not add versions to this data set any more.");
        } catch (ConflictException e) {
            showMessage(String.valueOf(e.getMessage()));
        }
        return false;
    }
}
