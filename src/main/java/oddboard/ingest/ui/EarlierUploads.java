package oddboard.ingest.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetId;
import oddboard.ui.Format;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.springframework.security.access.AccessDeniedException;

/** Whole files that were sent to this data set before, to be used once more or removed. */
final class EarlierUploads extends Details {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;
    private final transient DatasetId dataset;
    private final transient Uploads uploads;
    private final transient User viewer;
    private final transient Consumer<Upload> use;
    private transient List<UploadId> chosen = List.of();

    EarlierUploads(DatasetId dataset, Uploads uploads, User viewer, Consumer<Upload> use) {
        this.dataset = dataset;
        this.uploads = uploads;
        this.viewer = viewer;
        this.use = use;
        addClassName("odd-uploads__earlier");
        list(List.of());
    }

    /** @param chosen files that are among the import's already */
    void list(List<UploadId> chosen) {
        this.chosen = chosen;
        var left = uploads.whole(dataset, viewer).stream()
                .filter(u -> !chosen.contains(u.id()))
                .toList();
        setVisible(!left.isEmpty());
        setSummaryText("Sent earlier (" + Format.count(left.size()) + ")");
        removeAll();
        left.stream().limit(SHOWN).forEach(upload -> add(row(upload)));
    }

    private Div row(Upload upload) {
        var name = new Span(upload.filename());
        name.addClassName("odd-strong");
        var size = new Span(Format.bytes(upload.size()));
        size.addClassName("odd-note");
        var take = new Button("Use", e -> use.accept(upload));
        take.setAriaLabel("Use " + upload.filename());
        var remove = new Button("Remove", e -> remove(upload));
        remove.setAriaLabel("Remove " + upload.filename() + " from the server");
        for (var button : new Button[] {take, remove}) {
            button.addThemeVariants(ButtonVariant.TERTIARY);
        }
        var row = new Div(new Div(name, size), take, remove);
        row.addClassNames("odd-uploads__row", "odd-uploads__row--earlier");
        return row;
    }

    private void remove(Upload upload) {
        try {
            uploads.remove(dataset, upload.id(), viewer);
            Toast.show(upload.filename() + " is removed.");
        } catch (ConflictException | NotFoundException | AccessDeniedException e) {
            Toast.show(RefusalText.of(e));
        }
        list(chosen);
    }
}
