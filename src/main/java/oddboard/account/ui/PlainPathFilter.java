package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every address one spelling: whatever is compared with a path afterwards, by whomever, sees what the program's own
 * addresses look like. Refuses a path in which a character is percent-encoded that RFC 3986 calls unreserved, and a query with
 * a character U+0000, which no text here has and PostgreSQL does not store.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE) // before all that looks at a path
class PlainPathFilter extends OncePerRequestFilter {
    /** %2D, %2E, %30-39, %41-5A, %5F, %61-7A, %7E. */
    private static final Pattern NEEDLESS =
            Pattern.compile("%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isNeedlesslyEncoded(request.getRequestURI())) {
            ProblemMessage.encodedPath(request, response);
        } else if (hasNul(request.getQueryString())) {
            ProblemMessage.nulCharacter(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isNeedlesslyEncoded(String path) {
        return NEEDLESS.matcher(path).find();
    }

    private static boolean hasNul(@Nullable String query) {
        return query != null && query.contains("%00");
    }
}
