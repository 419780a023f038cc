package oddboard.scoring.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.detector.SettingsException;
import oddboard.ingest.ui.PlacePicker;
import oddboard.ingest.ui.UploadBox;
import oddboard.place.Places;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.run.ui.Address;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.Scorings;
import oddboard.scoring.ServerScorings;
import oddboard.ui.EmptyState;
import oddboard.ui.OnceButton;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.upload.PartialUploads;
import oddboard.upload.PlaceUploads;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One model and images for it: one image at once, or many as a job. */
@Route(ScoringRoutes.ALL + "/new")
@PageTitle("Score images \u00b7 Oddboard")
@PermitAll
class NewScoringView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Scorings scorings;
    private final transient ServerScorings server;
    private final transient Places places;
    private final transient PlaceUploads taking;
    private final transient Models models;
    private final transient Datasets datasets;
    private final transient Uploads uploads;
    private final transient PartialUploads partial;
    private final transient User viewer;
    private final transient Map<UploadId, Upload> sent = new LinkedHashMap<>();
    private final Span chosen = new Span();
    private final Span fault = new Span();
    private final Select<DatasetVersion> version = new Select<>();
    private final Select<ScoringSpec.Maps> maps = new Select<>();
    private final TextField name = new TextField("Name");
    private @Nullable UploadBox box;
    private transient PlaceUploads.@Nullable Taken taken;

    NewScoringView(
            Scorings scorings,
            ServerScorings server,
            Places places,
            PlaceUploads taking,
            Models models,
            Datasets datasets,
            Uploads uploads,
            PartialUploads partial,
            Users users) {
        this.scorings = scorings;
        this.server = server;
        this.places = places;
        this.taking = taking;
        this.models = models;
        this.datasets = datasets;
        this.uploads = uploads;
        this.partial = partial;
        this.viewer = users.require();
        addClassName("odd-page");
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        chosen.addClassName("odd-note");
        chosen.getElement().setAttribute("aria-live", "polite");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        String ref = Address.value(event.getLocation().getQueryParameters(), "model");
        ModelVersion model;
        try {
            model = models.resolve(ref, viewer);
        } catch (InputException | NotFoundException e) {
            add(new EmptyState(
                    "Choose a model first",
                    "Images are scored with a version of a registered model; its page leads here.",
                    new Anchor("models", "Models")));
            return;
        }
        Dataset dataset = datasets.find(model.source().dataset(), viewer).orElseThrow();
        PageHeader header = new PageHeader("Score images", "");
        header.setSubtitle(
                new Span("with "),
                new Anchor("models/" + model.model(), ref),
                new Span(", trained on " + model.source().datasetName() + " v"
                        + model.source().dataNumber()));
        Panel one = new Panel("Try one image", new TryImage(model));
        one.setNote("scored at once; nothing of it is kept");
        add(header, one);
        if (!datasets.mayChange(dataset, viewer)) {
            add(new EmptyState(
                    "You may look, but not score many images",
                    "The owner of " + dataset.name() + " can give you a role that may."));
            return;
        }
        add(many(dataset, model, ref));
    }

    private Panel many(Dataset dataset, ModelVersion model, String ref) {
        box = new UploadBox(
                dataset.id(), partial.unfinished(dataset.id(), viewer), id -> received(dataset, id), () -> {});
        box.setHint("or drop images, a folder of images, or a ZIP or TAR archive here");
        version.setLabel("Or test images of");
        version.setItems(dataset.versions().stream()
                .filter(v -> v.state() == DatasetVersion.State.READY && model.takes(v))
                .toList());
        version.setEmptySelectionAllowed(true);
        version.setItemLabelGenerator(v -> v == null ? "" : dataset.name() + ", version " + v.number());
        maps.setLabel("Keep anomaly maps");
        maps.setItems(ScoringSpec.Maps.values());
        maps.setItemLabelGenerator(m -> switch (m) {
            case NONE -> "of no image";
            case FLAGGED -> "of flagged images";
            case ALL -> "of all images";
        });
        maps.setValue(ScoringSpec.Maps.ALL);
        name.setMaxLength(200);
        Div fields = new Div(version, maps, name);
        fields.addClassName("odd-actions");
        Div action = new Div(OnceButton.primary("Start scoring", () -> start(ref)), chosen, fault);
        action.addClassName("odd-actions");
        showChosen();
        PlacePicker<PlaceUploads.Taken> picker = new PlacePicker<>(
                places, (path, progress) -> taking.takeReadable(dataset.id(), path, viewer, progress), found -> {
                    taken = found;
                    showChosen();
                });
        return new Panel("Score many images", box, picker, fields, action);
    }

    private void received(Dataset dataset, UploadId id) {
        uploads.find(dataset.id(), id).ifPresent(upload -> sent.put(id, upload));
        showChosen();
    }

    private void showChosen() {
        chosen.setText(
                sent.isEmpty()
                        ? taken == null ? "" : taken.path()
                        : String.join(
                                        ", ",
                                        sent.values().stream()
                                                .limit(3)
                                                .map(Upload::filename)
                                                .toList())
                                + (sent.size() > 3 ? " and " + (sent.size() - 3) + " more" : ""));
    }

    private boolean start(String ref) {
        fault.setVisible(false);
        if (box != null && box.isBusy()) {
            return refuse("Files are still on their way; wait until all are there.");
        }
        DatasetVersion data = version.getValue();
        PlaceUploads.Taken place = taken;
        if ((data == null ? 0 : 1) + (sent.isEmpty() ? 0 : 1) + (place == null ? 0 : 1) > 1) {
            return refuse("Score either files, or one place, or a version; load the page again to choose one of them.");
        }
        try {
            ScoringSpec spec = new ScoringSpec(
                    ref,
                    List.copyOf(sent.keySet()),
                    data == null ? null : data.id(),
                    ScoringSpec.Split.TEST,
                    null,
                    maps.getValue(),
                    name.getValue(),
                    0,
                    "");
            Scoring scoring = place == null ? scorings.start(spec, viewer) : server.start(spec, place, viewer);
            UI.getCurrent().navigate(ScoringRoutes.scoring(scoring.id()));
            return true;
        } catch (InputException | ConflictException | NotFoundException | SettingsException | AccessDeniedException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private boolean refuse(String sentence) {
        fault.setText(sentence);
        fault.setVisible(true);
        return false;
    }
}
