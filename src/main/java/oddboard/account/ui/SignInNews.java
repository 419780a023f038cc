package oddboard.account.ui;

import oddboard.account.LoginThrottle;
import oddboard.account.Sessions;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Tells the throttle and the list of users who got in. */
@Component
@ConditionalOnWebApplication
class SignInNews {
    private final LoginThrottle throttle;
    private final Sessions sessions;

    SignInNews(LoginThrottle throttle, Sessions sessions) {
        this.throttle = throttle;
        this.sessions = sessions;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent signIn) {
        sessions.began(signIn.getAuthentication());
        if (signIn.getAuthentication().getDetails() instanceof WebAuthenticationDetails from) {
            throttle.succeeded(signIn.getAuthentication().getName(), from.getRemoteAddress());
        }
    }
}
