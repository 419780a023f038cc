package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.dataset.StorageUse;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** Who or what takes how much of the store, as bars. */
final class SharePanel extends Panel {
    private static final long serialVersionUID = 1L;

    /** @param total bytes of a full bar */
    SharePanel(String title, List<StorageUse.Share> shares, long total) {
        super(title);
        if (shares.isEmpty()) {
            add(new EmptyState("Nothing is stored yet", "Files count here once they are sent."));
        }
        for (var share : shares) {
            var bytes = new Span(Format.bytes(share.bytes()));
            bytes.addClassName("odd-storage__bytes");
            var bar = new Div();
            bar.addClassName("odd-storage__bar");
            bar.getStyle().set("--share", String.valueOf(total == 0 ? 0 : (double) share.bytes() / total));
            var row = new Div(new Span(share.name()), bytes, bar);
            row.addClassName("odd-storage__row");
            add(row);
        }
    }
}
