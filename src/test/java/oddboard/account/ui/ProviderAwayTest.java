package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

class ProviderAwayTest {
    @TempDir
    Path folder;

    @Test
    void isAskedAtTheFirstClickAndAgainAtTheNext() throws Exception {
        try (var provider = new LoopbackProvider()) {
            var registration = new OidcRegistration(environment(provider.issuer()));
            assertThatThrownBy(() -> registration.findByRegistrationId(OidcRegistration.ID))
                    .isInstanceOf(OAuth2AuthenticationException.class)
                    .hasMessageContaining("could not be reached");
            provider.start("http://localhost/login/oauth2/code/oidc");
            assertThat(registration.findByRegistrationId(OidcRegistration.ID)).isNotNull();
            assertThat(registration.findByRegistrationId("another")).isNull();
        }
    }

    @Test
    void whatIsConfiguredWronglyIsSaidAtTheStart() throws Exception {
        assertThatThrownBy(() -> new OidcRegistration(
                        environment("http://127.0.0.1:1").withProperty("oddboard.oidc.new-people", "admin")))
                .hasMessage("oddboard.oidc.new-people must be none, viewer or member, not \"admin\".");
        assertThatThrownBy(() -> new OidcRegistration(
                        new MockEnvironment().withProperty("oddboard.oidc.issuer", "http://127.0.0.1:1")))
                .hasMessageContaining("oddboard.oidc.client-id must be set too");
    }

    private MockEnvironment environment(String issuer) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret\n");
        return new MockEnvironment()
                .withProperty("oddboard.oidc.issuer", issuer)
                .withProperty("oddboard.oidc.client-id", "oddboard")
                .withProperty("oddboard.oidc.client-secret-file", secret.toString());
    }
}
