package oddboard.export.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.export.BundleFormat;
import oddboard.export.ExportRoutes;
import oddboard.export.ModelExport;
import oddboard.export.ModelExports;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobWatch;
import oddboard.registry.ModelVersion;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ui.ModelPage;
import oddboard.registry.ui.ModelPages;
import oddboard.run.ui.Address;
import oddboard.ui.EmptyState;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** A version's bundles for other programs: what they hold, how their scores agree with the program's, and new ones. */
@Route("models/:name/export")
@PermitAll
class ExportsView extends ModelPage {
    private static final long serialVersionUID = 1L;
    private final transient ModelExports exports;
    private final transient JobQueue queue;
    private final Div bundles = new Div();
    private transient List<ModelExport> shown = List.of();
    private transient @Nullable Runnable refresh;

    ExportsView(ModelPages pages, ModelExports exports, JobQueue queue, JobChanges changes) {
        super(pages, ExportRoutes::exports);
        this.exports = exports;
        this.queue = queue;
        bundles.addClassName("odd-run-side");
        JobWatch.on(this, changes, jobs -> {
            if (refresh != null
                    && shown.stream().anyMatch(one -> jobs.contains(one.job().id()))) {
                refresh.run();
            }
        });
    }

    @Override
    protected void show(RegisteredModel model, QueryParameters query, User viewer) {
        ModelVersion version = version(model, query);
        if (model.versions().size() > 1) {
            add(choice(model, version));
        }
        boolean may = exports.mayStart(version, viewer);
        if (may) {
            add(order(version, viewer));
        }
        add(bundles);
        refresh = () -> list(model, version, viewer, may);
        refresh.run();
    }

    private Panel order(ModelVersion version, User viewer) {
        var text = new Paragraph(
                "A ZIP for other programs: the network, a manifest with checksums, preprocessing and threshold,"
                        + " a model card, and sample programs. Before it is offered, its scores are compared with the program's own.");
        text.addClassName("odd-note");
        var format = new RadioButtonGroup<BundleFormat>();
        format.setLabel("Format");
        format.setItems(BundleFormat.BOTH, BundleFormat.ONNX, BundleFormat.TORCHSCRIPT);
        format.setItemLabelGenerator(BundleFormat::title);
        format.setValue(BundleFormat.BOTH);
        var start = OnceButton.primary("Export", () -> {
            ModelExport export = exports.obtain(version.model(), version.version(), format.getValue(), viewer);
            if (export.bundle() != null) {
                Toast.show("This bundle is there and up to date.");
            }
            if (refresh != null) {
                refresh.run();
            }
            return false;
        });
        var actions = new Div(start);
        actions.addClassName("odd-actions");
        return new Panel("Export version " + version.version(), text, format, actions);
    }

    private void list(RegisteredModel model, ModelVersion version, User viewer, boolean may) {
        shown = exports.list(version);
        bundles.removeAll();
        if (shown.isEmpty()) {
            bundles.add(new EmptyState(
                    "No bundle yet",
                    may
                            ? "Choose a format and press Export; it takes a few seconds to minutes."
                            : "Somebody who works on the data set " + model.datasetName() + " can make one."));
            return;
        }
        for (ModelExport export : shown) {
            bundles.add(new BundlePanel(
                    export,
                    version,
                    !may || exports.isCurrent(export, model, version),
                    may
                            ? () -> {
                                exports.delete(version.model(), version.version(), export.format(), viewer);
                                list(model, version, viewer, true);
                            }
                            : null,
                    queue,
                    viewer));
        }
    }

    private static Div choice(RegisteredModel model, ModelVersion version) {
        var select = new Select<ModelVersion>();
        select.setAriaLabel("Version");
        select.setItems(model.versions());
        select.setItemLabelGenerator(v -> "Version " + v.version());
        select.setValue(version);
        select.addValueChangeListener(e -> e.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate(Address.of(
                        ExportRoutes.exports(model.name()),
                        Map.of("version", Integer.toString(e.getValue().version()))))));
        return new Div(select);
    }
}
