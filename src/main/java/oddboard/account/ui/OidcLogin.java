package oddboard.account.ui;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import java.util.Objects;
import oddboard.account.OidcAccounts;
import oddboard.account.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.stereotype.Component;

/** The second door, by OpenID Connect (code flow with PKCE, state and nonce); there is none unless it is configured. */
@Component
@ConditionalOnWebApplication
@ConditionalOnProperty("oddboard.oidc.issuer")
class OidcLogin {
    /** Where a click on the sign-in page's button leads, which sends on to the provider. */
    static final String PATH = "oauth2/authorization/" + OidcRegistration.ID;
    /** The error code of somebody who is known to the provider, but not here. */
    static final String UNKNOWN_ACCOUNT = "oddboard_stranger";

    private final OidcUserService profiles = new OidcUserService();
    private final OidcRegistration registration;
    private final OidcAccounts users;

    OidcLogin(OidcRegistration registration, OidcAccounts users) {
        this.registration = registration;
        this.users = users;
    }

    /** The provider's name, for the button. */
    String name() {
        return registration.settings().name();
    }

    void open(HttpSecurity http) {
        http.oauth2Login(oauth2 -> oauth2.loginPage("/" + LoginView.PATH)
                .clientRegistrationRepository(registration)
                .authorizedClientRepository(new NoClients())
                .oidcSessionRegistry(new NoRegistry())
                .userInfoEndpoint(userInfo -> userInfo.oidcUserService(this::arrive))
                .failureHandler(SignInFailure::answer)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler((request, response, cause) -> SignInFailure.answer(
                                request,
                                response,
                                new OAuth2AuthenticationException(
                                        new OAuth2Error("provider_away"), String.valueOf(cause.getMessage()), cause)));
                        return filter;
                    }
                }));
    }

    /** Signs out at the provider too, where it offers that. */
    LogoutSuccessHandler signOut() {
        var here = new SimpleUrlLogoutSuccessHandler();
        here.setRedirectStrategy(new UidlRedirectStrategy());
        var there = new OidcClientInitiatedLogoutSuccessHandler(registration);
        there.setPostLogoutRedirectUri("{baseUrl}/" + LoginView.PATH);
        there.setRedirectStrategy(new UidlRedirectStrategy());
        return (request, response, who) -> {
            try {
                there.onLogoutSuccess(request, response, who);
            } catch (OAuth2AuthenticationException away) {
                here.onLogoutSuccess(request, response, who);
            }
        };
    }

    private OidcUser arrive(OidcUserRequest request) {
        OidcUser profile = profiles.loadUser(request);
        @Nullable Role newcomers = registration.settings().newcomers();
        return users.arrive(request.getIdToken(), suggestedName(profile), newcomers)
                .orElseThrow(() -> new OAuth2AuthenticationException(UNKNOWN_ACCOUNT));
    }

    private static String suggestedName(OidcUser profile) {
        String name = Objects.requireNonNullElse(profile.getPreferredUsername(), profile.getFullName());
        return Objects.requireNonNullElse(name, "");
    }
}
