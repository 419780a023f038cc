package oddboard.account.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Sends whoever did not get in back to the door, with the reason that they may know. */
final class SignInFailure {
    private static final Logger LOG = LoggerFactory.getLogger(SignInFailure.class);

    private SignInFailure() {}

    static void answer(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        String reason = switch (cause) {
            case CredentialsExpiredException locked -> LoginView.LOCKED;
            case OAuth2AuthenticationException at
            when OidcLogin.UNKNOWN_ACCOUNT.equals(at.getError().getErrorCode()) -> LoginView.UNKNOWN_ACCOUNT;
            case OAuth2AuthenticationException at -> {
                LOG.warn("A sign-in at the identity provider failed: {}", at.getMessage());
                yield LoginView.PROVIDER;
            }
            default -> LoginView.ERROR;
        };
        response.sendRedirect(request.getContextPath() + "/" + LoginView.PATH + "?" + reason);
    }
}
