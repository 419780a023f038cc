package oddboard.backbone.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.function.BiConsumer;
import org.springframework.security.web.csrf.CsrfToken;

/** Where the file of a backbone is chosen or dropped: the browser sends it to the API, which looks at it. */
@Tag("odd-backbone-file")
@JsModule("context://odd-backbone-file.js")
final class BackboneFileField extends Component {
    private static final long serialVersionUID = 1L;

    /** @param checked called with file name and SHA-256 once the server has taken it */
    BackboneFileField(BiConsumer<String, String> checked) {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        if (request != null
                && request.getHttpServletRequest().getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            getElement().setAttribute("csrf-header", csrf.getHeaderName());
            getElement().setAttribute("csrf-token", csrf.getToken());
        }
        getElement()
                .addEventListener("checked", event -> {
                    var data = event.getEventData();
                    checked.accept(
                            data.get("event.detail.filename").asString(),
                            data.get("event.detail.sha256").asString());
                })
                .addEventData("event.detail.filename")
                .addEventData("event.detail.sha256");
    }
}
