package oddboard.scoring.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.Map;

/** Keys that work wherever nobody is typing. */
@Tag("odd-review-keys")
@JsModule("context://odd-review-keys.js")
final class ReviewKeys extends Component {
    private static final long serialVersionUID = 1L;

    /** @param keys as browsers name them, letters in lower case */
    ReviewKeys(Map<String, Runnable> keys) {
        getElement().setAttribute("keys", String.join(" ", keys.keySet()));
        getElement()
                .addEventListener("odd-key", event -> {
                    Runnable pressed = keys.get(
                            event.getEventData().path("event.detail.key").asString(""));
                    if (pressed != null) {
                        pressed.run();
                    }
                })
                .addEventData("event.detail.key");
    }
}
