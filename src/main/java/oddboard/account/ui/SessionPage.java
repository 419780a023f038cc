package oddboard.account.ui;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import org.springframework.stereotype.Component;

/** What every page knows of its session: it reports when the person's hand moves, and says in a sentence that it has ended. */
@Component
class SessionPage implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1;
    /** Written by hand and served as it is, so that no policy needs to allow an inline script. */
    static final String SCRIPT = "odd-activity.js";

    @Override
    public void serviceInit(ServiceInitEvent start) {
        var words = new CustomizedSystemMessages();
        words.setSessionExpiredNotificationEnabled(true);
        words.setSessionExpiredCaption("Your session has ended");
        words.setSessionExpiredMessage("Nothing that was saved is lost. Click here to sign in again.");
        start.getSource().setSystemMessagesProvider(info -> words);
        IndexHtmlRequestListener addScript = page -> page.getDocument()
                .body()
                .appendElement("script")
                .attr("src", SCRIPT)
                .attr("defer", true);
        start.addIndexHtmlRequestListener(addScript);
    }
}
