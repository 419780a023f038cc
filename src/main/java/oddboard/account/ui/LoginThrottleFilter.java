package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import oddboard.account.LoginThrottle;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns a sign-in away before its password is looked at, where too many have failed. */
class LoginThrottleFilter extends OncePerRequestFilter {
    /** As the filter that looks at the password matches. */
    private static final RequestMatcher SIGN_IN =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/" + LoginView.PATH);

    private final LoginThrottle throttle;

    LoginThrottleFilter(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SIGN_IN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String name = Objects.requireNonNullElse(request.getParameter("username"), "");
        if (!throttle.admit(name, request.getRemoteAddr())) {
            response.sendRedirect(request.getContextPath() + "/" + LoginView.PATH + "?" + LoginView.WAIT);
            return;
        }
        chain.doFilter(request, response);
    }
}
