package oddboard.account.ui;

import oddboard.account.Users;
import oddboard.audit.Audit;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;

/** Tells the throttle who got in, and the audit log who came, failed and left. */
@Component
@ConditionalOnWebApplication
class SignInNews {
    private final LoginThrottle throttle;
    private final Users users;
    private final Audit audit;

    SignInNews(LoginThrottle throttle, Users users, Audit audit) {
        this.throttle = throttle;
        this.users = users;
        this.audit = audit;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent signIn) {
        if (signIn.getAuthentication().getDetails() instanceof WebAuthenticationDetails from) {
            throttle.succeeded(signIn.getAuthentication().getName(), from.getRemoteAddress());
            tell(signIn.getAuthentication(), "session.sign-in");
        }
    }

    @EventListener
    void failed(AbstractAuthenticationFailureEvent signIn) {
        tell(signIn.getAuthentication(), "session.sign-in-failed");
    }

    @EventListener
    void left(LogoutSuccessEvent session) {
        tell(session.getAuthentication(), "session.sign-out");
    }

    /** What somebody typed that is no account's name may be a password, and is not kept. */
    private void tell(Authentication who, String action) {
        users.find(who.getName()).ifPresentOrElse(
                user -> audit.record(user.actor(), action, "user " + user.id(), ""),
                () -> audit.record(new Audit.Actor(0, "somebody"), action, "", "by a name that no account has"));
    }
}
