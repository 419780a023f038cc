package oddboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.common.Outage;

/** A page that could not be made; the log has the cause under the reference that is shown. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class FailureView extends Div implements HasErrorParameter<Exception>, HasDynamicTitle {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        Exception cause = parameter.getCaughtException();
        add(new EmptyState(
                "This page could not be shown",
                Failures.sentence(cause),
                new Anchor(event.getLocation().getPathWithQueryParameters(), "Try again")));
        return switch (cause) {
            case NotFoundException e -> HttpServletResponse.SC_NOT_FOUND;
            case ConflictException e -> HttpServletResponse.SC_CONFLICT;
            case Exception e when Outage.isPassing(e) -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            case Exception e -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        };
    }

    @Override
    public String getPageTitle() {
        return "Failed · Oddboard";
    }
}
