package oddboard.account.ui;

import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Tells the throttle who got in. */
@Component
@ConditionalOnWebApplication
class SignInNews {
    private final LoginThrottle throttle;

    SignInNews(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent signIn) {
        if (signIn.getAuthentication().getDetails() instanceof WebAuthenticationDetails from) {
            throttle.succeeded(signIn.getAuthentication().getName(), from.getRemoteAddress());
        }
    }
}
