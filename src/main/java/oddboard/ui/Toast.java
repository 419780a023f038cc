package oddboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** A short message at the page's edge. */
public final class Toast {
    private static final int MILLIS = 5000;

    private Toast() {}

    public static void show(String sentence) {
        var notification = new Notification(sentence, MILLIS, Notification.Position.BOTTOM_END);
        notification.open();
    }

    /** Stays until it is closed. */
    public static void error(String sentence) {
        var notification = new Notification();
        var close = new Button("Close", click -> notification.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        var row = new Div(new Span(sentence), close);
        row.addClassName("odd-toast");
        notification.add(row);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setPosition(Notification.Position.BOTTOM_END);
        notification.setAssertive(true);
        notification.setDuration(0);
        notification.open();
    }
}
