package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import oddboard.account.User;
import oddboard.account.Users;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session as soon as its user is gone, has another role, or has changed the password somewhere else. */
class SessionGuard extends OncePerRequestFilter {
    /** What a session of somebody who must choose a password first gets. */
    enum Answer { PROBLEM, SIGN_IN }

    private static final Pattern FILE = Pattern.compile("\\.(css|js|svg|woff2)$");

    private final Users users;
    private final Answer answer;

    SessionGuard(Users users, Answer answer) {
        this.users = users;
        this.answer = answer;
    }

    /** Files that are the same for everybody are not worth a query each. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return answer == Answer.SIGN_IN && FILE.matcher(request.getRequestURI()).find();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (who != null && !(who instanceof AnonymousAuthenticationToken)) {
            Optional<User> user;
            try {
                user = users.current();
            } catch (DataAccessException e) {
                // Without the database no data can be reached either; the page says so better than a closed door.
                chain.doFilter(request, response);
                return;
            }
            if (user.isEmpty()) {
                SecurityContextHolder.clearContext();
                if (session != null) {
                    session.invalidate();
                }
            } else if (answer == Answer.PROBLEM && user.get().mustChangePassword() && !byToken(request)) {
                Problem.passwordChangeRequired(response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean byToken(HttpServletRequest request) {
        return request.getHeader("Authorization") != null;
    }
}
