package oddboard.scoring.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.server.VaadinServletRequest;
import oddboard.image.Crop;
import oddboard.ingest.Preprocessing;
import oddboard.registry.ModelVersion;
import org.springframework.security.web.csrf.CsrfToken;

/** Where one image is dropped or pasted: the browser sends it to the API and shows what the model says of it. */
@Tag("odd-try-image")
@JsModule("context://odd-try-image.js")
final class TryImage extends Component {
    private static final long serialVersionUID = 1L;

    TryImage(ModelVersion model) {
        getElement().setAttribute("target", "api/v1/models/" + model.ref() + "/predict?map=true");
        Preprocessing seen = model.preprocessing();
        if (seen.crop() == Crop.CENTRE) {
            getElement().setAttribute("crop-fraction", Double.toString(seen.cropFraction()));
        }
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        if (request != null
                && request.getHttpServletRequest().getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            getElement().setAttribute("csrf-header", csrf.getHeaderName());
            getElement().setAttribute("csrf-token", csrf.getToken());
        }
    }
}
