package oddboard.label.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSetChanges;

/** Says on an open page that its version has a new label set, and shows it when asked: nothing moves under one's hands. */
public final class NewLabelsNotice extends Div {
    private static final long serialVersionUID = 1L;

    /** @param show shows the page by the newest label set */
    public NewLabelsNotice(LabelSetChanges changes, VersionId version, Runnable show) {
        addClassName("odd-label-notice");
        getElement().setAttribute("role", "status");
        setVisible(false);
        add(
                new Span("There is a new label set; this page is still evaluated with the one before."),
                new Button("Show it", e -> show.run()));
        addAttachListener(attached -> {
            var appear = attached.getUI().accessLater(() -> setVisible(true), () -> {});
            var end = changes.subscribe(changed -> {
                if (changed.equals(version)) {
                    appear.run();
                }
            });
            addDetachListener(detached -> {
                detached.unregisterListener();
                end.run();
            });
        });
    }
}
