package oddboard.account.ui;

import java.util.Objects;
import oddboard.account.LoginThrottle;
import oddboard.account.Sessions;
import oddboard.account.Users;
import oddboard.audit.Audit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells the throttle and the list of users who got in, and the audit log who came, failed and left. */
@Component
@ConditionalOnWebApplication
class SignInEvents {
    private static final Audit.Actor SOMEBODY = new Audit.Actor(0, "somebody");

    private final LoginThrottle throttle;
    private final Users users;
    private final Sessions sessions;
    private final Audit audit;

    SignInEvents(LoginThrottle throttle, Users users, Sessions sessions, Audit audit) {
        this.throttle = throttle;
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent signIn) {
        if (signIn.getAuthentication().getDetails() instanceof WebAuthenticationDetails from) {
            throttle.succeeded(signIn.getAuthentication().getName(), from.getRemoteAddress());
            sessions.began(signIn.getAuthentication(), from.getRemoteAddress(), agent());
            come(signIn.getAuthentication(), "session.sign-in");
        }
    }

    @EventListener
    void failed(AbstractAuthenticationFailureEvent signIn) {
        // What somebody typed that is no account's name may be a password, and is not kept.
        users.find(signIn.getAuthentication().getName())
                .ifPresentOrElse(
                        user -> audit.record(
                                SOMEBODY, "session.sign-in-failed", "user " + user.id(), "as " + user.name()),
                        () -> audit.record(SOMEBODY, "session.sign-in-failed", "", "by a name that no account has"));
    }

    @EventListener
    void left(LogoutSuccessEvent session) {
        come(session.getAuthentication(), "session.sign-out");
    }

    private static String agent() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? Objects.requireNonNullElse(request.getRequest().getHeader("User-Agent"), "")
                : "";
    }

    private void come(Authentication who, String action) {
        users.find(who.getName()).ifPresent(user -> audit.record(user.actor(), action, "user " + user.id(), ""));
    }
}
