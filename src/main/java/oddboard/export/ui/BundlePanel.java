package oddboard.export.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oddboard.account.User;
import oddboard.export.ExportRoutes;
import oddboard.export.ModelExport;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.ui.JobCancelButton;
import oddboard.job.ui.JobStatus;
import oddboard.registry.ModelVersion;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** One bundle: how far it is, or what it holds. */
final class BundlePanel extends Panel {
    private static final long serialVersionUID = 1L;

    /**
     * @param offered whether it can be taken along as it is
     * @param delete null where this viewer may not
     */
    BundlePanel(
            ModelExport export,
            ModelVersion version,
            boolean offered,
            @Nullable Runnable delete,
            JobQueue queue,
            User viewer) {
        super(export.format().title());
        ModelExport.Bundle bundle = export.bundle();
        setNote((bundle == null ? "" : Format.bytes(bundle.bytes()) + ", ") + "asked for by " + export.byName() + ", "
                + Format.ago(export.createdAt()));
        List<Component> actions = new ArrayList<>();
        if (!export.job().state().isEnded()) {
            actions.add(new JobCancelButton(queue, export.job(), "export of " + version.ref(), viewer));
        } else if (delete != null) {
            actions.add(deletion(export, delete));
        }
        if (bundle != null && offered) {
            actions.add(download(export, version));
        }
        setActions(actions.toArray(Component[]::new));
        if (bundle == null || export.job().state() != JobState.SUCCEEDED) {
            add(new JobStatus(export.job()));
        }
        if (bundle == null) {
            return;
        }
        if (!offered) {
            var old = new Paragraph(
                    "The threshold in use or the program has changed since this bundle was made; export it again.");
            old.addClassName("odd-note");
            add(old);
        }
        add(verification(bundle), files(bundle));
    }

    private static Anchor download(ModelExport export, ModelVersion version) {
        var link = new Anchor(ExportRoutes.zip(version.model(), version.version(), export.format()), "Download ZIP");
        link.addClassName("odd-button-link");
        link.getElement().setAttribute("download", true);
        link.getElement().setAttribute("router-ignore", true);
        return link;
    }

    private static MarkupTable<ModelExport.Verification> verification(ModelExport.Bundle bundle) {
        var table = new MarkupTable<ModelExport.Verification>(
                        "Scores of the bundle beside the program's",
                        List.of(
                                Column.<ModelExport.Verification>of(
                                        "Compared in", (cell, one) -> cell.add("span", "odd-strong", one.runtime())),
                                Column.<ModelExport.Verification>number("Images", one -> Format.count(one.images()))
                                        .labeled(),
                                Column.<ModelExport.Verification>number(
                                                "Largest relative difference of a score",
                                                one -> small(one.largestDifference()))
                                        .labeled(),
                                Column.<ModelExport.Verification>number("Allowed", one -> small(one.allowed()))
                                        .labeled()))
                .stacked();
        table.show(bundle.verification());
        return table;
    }

    private static String small(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    private static MarkupTable<ModelExport.File> files(ModelExport.Bundle bundle) {
        List<ModelExport.File> all = new ArrayList<>(bundle.files());
        var table = new MarkupTable<ModelExport.File>(
                        "Files of the bundle",
                        List.of(
                                Column.<ModelExport.File>of("File", (cell, one) -> cell.text(one.name())),
                                Column.<ModelExport.File>of("What it is", (cell, one) -> cell.text(what(one.name())))
                                        .styled("odd-table__wrap"),
                                Column.<ModelExport.File>number(
                                        "Size", one -> one.bytes() < 0 ? "" : Format.bytes(one.bytes()))))
                .stacked();
        all.add(new ModelExport.File("manifest.json", -1));
        table.show(all);
        return table;
    }

    private static String what(String file) {
        return switch (file) {
            case "model.onnx" -> "the network for ONNX Runtime, OpenVINO and others";
            case "model.pt" -> "the network for PyTorch and libtorch";
            case "manifest.json" -> "preprocessing, threshold, comparison and checksums, for programs";
            case "MODEL_CARD.md" -> "data, results and limits, for people";
            case "score.py" -> "scores images in Python with ONNX Runtime";
            case "score_torch.py" -> "scores images in Python with PyTorch";
            case "Score.java" -> "scores images in Java with ONNX Runtime";
            default -> "";
        };
    }

    private static Button deletion(ModelExport export, Runnable delete) {
        var button = new Button("Delete", e -> {
            var dialog = new ConfirmDialog(
                    "Delete this bundle?",
                    "The model stays, and the bundle can be made again.",
                    "Delete the bundle",
                    confirmed -> {
                        delete.run();
                        Toast.show("The bundle is deleted.");
                    });
            dialog.setCancelable(true);
            dialog.setCancelText("Keep it");
            dialog.setConfirmButtonTheme("primary error");
            dialog.open();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel("Delete: " + export.format().title());
        return button;
    }
}
