package oddboard.api.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.ui.PageHeader;

/** The API's description to read; the browser draws it from the document itself. */
@Route("api-docs")
@PageTitle("API · Oddboard")
@PermitAll
@JsModule("context://odd-api-docs.js")
class ApiDocsView extends Div {
    private static final long serialVersionUID = 1L;
    private final Div calls = new Div();

    ApiDocsView() {
        addClassName("odd-page");
        var document = new Anchor("api/v1/openapi.json", "openapi.json");
        document.setRouterIgnore(true);
        document.addClassName("odd-button-link");
        calls.addClassName("odd-api");
        calls.getElement().setAttribute("aria-live", "polite").setAttribute("aria-busy", "true");
        add(new PageHeader("API", "Everything that these pages do, for scripts", document), calls);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        calls.getElement().executeJs("window.oddApiDocs(this)");
    }
}
