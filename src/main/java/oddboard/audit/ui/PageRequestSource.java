package oddboard.audit.ui;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import java.util.Optional;
import oddboard.audit.RequestSource;
import oddboard.audit.RequestSourceResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** The browser whose page this thread serves, also where its message came by a web socket. */
@Component
@ConditionalOnWebApplication
class PageRequestSource implements RequestSourceResolver {
    @Override
    public Optional<RequestSource> now() {
        VaadinRequest request = VaadinRequest.getCurrent();
        if (request != null && request.getRemoteAddr() != null) {
            return Optional.of(RequestSource.page(request.getRemoteAddr()));
        }
        VaadinSession session = VaadinSession.getCurrent();
        return session == null
                        || session.getBrowser() == null
                        || session.getBrowser().getAddress() == null
                ? Optional.empty()
                : Optional.of(RequestSource.page(session.getBrowser().getAddress()));
    }
}
