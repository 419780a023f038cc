package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import oddboard.account.AccessTokens;
import oddboard.account.Sessions;
import oddboard.account.User;
import oddboard.account.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that asks for something after it should have ended, and notes that its person is at it. */
class SessionGuard extends OncePerRequestFilter {
    /** What a session of somebody who must choose a password first gets. */
    enum Answer {
        PROBLEM,
        SIGN_IN
    }

    private static final Logger LOG = LoggerFactory.getLogger(SessionGuard.class);

    /** Marks the messages of Flow: heartbeats, pushes and what the page sends, which it also does by itself. */
    private static final String FLOW = "v-r=";

    private static final Pattern FILE = Pattern.compile("\\.(css|js|svg|woff2)$");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Users users;
    private final Sessions sessions;
    private final Answer answer;

    SessionGuard(Users users, Sessions sessions, Answer answer) {
        this.users = users;
        this.sessions = sessions;
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
                    end(session);
                }
            } else if (isByHand(request)) {
                sessions.touch(who);
            }
            if (user.isPresent() && answer == Answer.PROBLEM && user.get().mustChangePassword() && !byToken(who)) {
                ProblemMessage.passwordChangeRequired(request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Ends a session that may end by itself, or by another request, at the same time. */
    static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException gone) {
            LOG.debug("A session had ended already", gone);
        }
    }

    /** A page that is requested or something that is sent; not what an open page asks and hears by itself. */
    private static boolean isByHand(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.contains(FLOW)) {
            return false;
        }
        String accept = request.getHeader("Accept");
        return !SAFE.contains(request.getMethod()) || accept != null && accept.contains("text/html");
    }

    /** By who was let in, not by what the request says: a header that let nobody in proves nothing. */
    private static boolean byToken(Authentication who) {
        return who.getPrincipal() instanceof UserDetails user
                && AccessTokens.nameOf(user).isPresent();
    }
}
