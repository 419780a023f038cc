package oddboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short news at the page's edge. */
public final class Toast {
    private static final int MILLIS = 5000;

    private Toast() {}

    public static void say(String sentence) {
        var news = new Notification(sentence, MILLIS, Notification.Position.BOTTOM_END);
        news.open();
    }

    /** Stays until it is closed. */
    public static void error(String sentence) {
        var news = new Notification();
        var close = new Button("Close", click -> news.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        var row = new Div(new Span(sentence), close);
        row.addClassName("odd-toast");
        news.add(row);
        news.addThemeVariants(NotificationVariant.ERROR);
        news.setPosition(Notification.Position.BOTTOM_END);
        news.setAssertive(true);
        news.setDuration(0);
        news.open();
    }
}
