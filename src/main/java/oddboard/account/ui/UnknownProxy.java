package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says once in the log that somebody spoke for another address and was not believed: perhaps a proxy that nobody has named. */
@Component
@ConditionalOnWebApplication
class UnknownProxy extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownProxy.class);
    private final AtomicBoolean said = new AtomicBoolean();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The server takes the header away where it believes it.
        if (request.getHeader("X-Forwarded-For") != null && !said.getAndSet(true)) {
            String from = request.getRemoteAddr();
            LOG.warn(
                    "{} sent X-Forwarded-For, which is not believed. If that is a proxy of yours, name it: ODDBOARD_PROXIES={}",
                    from,
                    from);
        }
        chain.doFilter(request, response);
    }
}
