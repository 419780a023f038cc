package oddboard.audit;

import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The request that this thread answers. */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class HttpRequestSource implements RequestSourceResolver {
    @Override
    public Optional<RequestSource> now() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Optional.empty();
        }
        var request = attributes.getRequest();
        Object token = request.getAttribute(Audit.TOKEN);
        return Optional.of(
                new RequestSource(request.getRemoteAddr(), token == null ? RequestSource.PAGE : "token " + token));
    }
}
