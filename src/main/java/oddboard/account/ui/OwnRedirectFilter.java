package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Redirects within the program name a path alone. What a request says of the host by which it came may be another's, and is in
 * no answer, neither now nor of a page that was asked for before the sign-in.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OwnRedirectFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String url = request.getRequestURL().toString();
        String origin = url.substring(0, url.length() - request.getRequestURI().length());
        chain.doFilter(request, new WithoutOrigin(response, origin));
    }

    private static final class WithoutOrigin extends HttpServletResponseWrapper {
        private final String origin;

        WithoutOrigin(HttpServletResponse response, String origin) {
            super(response);
            this.origin = origin;
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            super.sendRedirect(relative(location));
        }

        @Override
        public void sendRedirect(String location, int status, boolean clear) throws IOException {
            super.sendRedirect(relative(location), status, clear);
        }

        private String relative(String location) {
            if (!location.startsWith(origin)) {
                return location;
            }
            String path = location.substring(origin.length());
            return path.isEmpty() ? "/" : path.startsWith("/") && !path.startsWith("//") ? path : location;
        }
    }
}
