package oddboard.account.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import oddboard.account.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.stereotype.Component;

/** What is known of the provider. It is asked at the first click, so that Oddboard also starts while it is away. */
@Component
@ConditionalOnWebApplication
@ConditionalOnProperty("oddboard.oidc.issuer")
class OidcRegistration implements ClientRegistrationRepository {
    static final String ID = "oidc";

    /** @param newcomers the role of somebody who was never here; null where nobody new is let in */
    record Settings(
            String issuer,
            String clientId,
            String secret,
            String name,
            @Nullable Role newcomers) {}

    private final Settings settings;
    private volatile @Nullable ClientRegistration found;

    OidcRegistration(Environment environment) {
        settings = new Settings(
                required(environment, "issuer"),
                required(environment, "client-id"),
                secret(environment),
                environment.getProperty("oddboard.oidc.name", "Single sign-on"),
                newcomers(environment.getProperty("oddboard.oidc.new-people", "none")));
    }

    Settings settings() {
        return settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!ID.equals(id)) {
            return null;
        }
        ClientRegistration known = found;
        if (known == null) {
            known = discover();
            found = known;
        }
        return known;
    }

    private ClientRegistration discover() {
        try {
            return ClientRegistrations.fromIssuerLocation(settings.issuer())
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.secret())
                    .scope("openid", "profile")
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .clientName(settings.name())
                    .build();
        } catch (RuntimeException away) {
            // The rest of the message is what the provider's web server had to say, with all its markup.
            String reason = String.valueOf(away.getMessage());
            throw new OAuth2AuthenticationException(
                    new OAuth2Error("provider_away"),
                    "the provider at " + settings.issuer() + " could not be reached: "
                            + reason.substring(0, Math.min(reason.length(), 200)),
                    away);
        }
    }

    private static String required(Environment environment, String key) {
        String value = environment.getProperty("oddboard.oidc." + key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalStateException(
                    "oddboard.oidc.issuer is set, so oddboard.oidc." + key + " must be set too.");
        }
        return value;
    }

    /** From a file, so that it need not stand among the process's arguments or in its environment. */
    private static String secret(Environment environment) {
        String file = required(environment, "client-secret-file");
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("oddboard.oidc.client-secret-file can't be read: " + file, e);
        }
    }

    private static @Nullable Role newcomers(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "none" -> null;
            case "viewer" -> Role.VIEWER;
            case "member" -> Role.MEMBER;
            default ->
                throw new IllegalStateException(
                        "oddboard.oidc.new-people must be none, viewer or member, not \"" + word + "\".");
        };
    }
}
