package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole code flow by real HTTP with a real provider on this machine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProviderTest extends DoorFixture {
    @BeforeEach
    void startProvider() {
        PROVIDER.start("http://localhost:" + port + "/login/oauth2/code/oidc");
    }

    @AfterEach
    void tellTheTruth() {
        LoopbackProvider.lies = false;
    }

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    @Order(1)
    void aNewPersonBecomesWhatIsConfiguredAndIsKnownAgain() throws Exception {
        var browser = new Browser();
        String planted = session(browser);
        assertThat(path(arrive(browser, "emmy"))).startsWith("/");
        assertThat(browser.session()).isNotEqualTo(planted);
        assertThat(browser.data()).isEqualTo(200);
        assertThat(role("emmy")).isEqualTo("VIEWER");
        assertThat(JDBC.sql("select oidc_subject from account where name = 'emmy'")
                        .query(String.class)
                        .single())
                .isEqualTo(PROVIDER.issuer() + " sub-emmy");
        arrive(new Browser(), "emmy");
        assertThat(JDBC.sql("select count(*) from account where oidc_subject like '% sub-emmy'")
                        .query(Long.class)
                        .single())
                .isOne();
        assertThat(new Browser().signIn("emmy", LoopbackProvider.PASSWORD))
                .as("no password here")
                .isEqualTo("/login?error");
    }

    @Test
    @Order(1)
    void aNameOfSomebodyElseOpensNotTheirAccount() throws Exception {
        add("max", "ADMIN");
        var browser = new Browser();
        arrive(browser, "max");
        assertThat(browser.data()).isEqualTo(200);
        assertThat(browser.send(browser.to("/api/v1/users")).statusCode()).isEqualTo(403);
        assertThat(role("max 2")).isEqualTo("VIEWER");
    }

    @Test
    @Order(1)
    void aLockedPersonStaysOutsideAndTheOpenPageEnds() throws Exception {
        var browser = new Browser();
        arrive(browser, "lise");
        assertThat(browser.data()).isEqualTo(200);
        JDBC.sql("update account set locked_at = now() where name = 'lise'").update();
        assertThat(browser.data()).isEqualTo(401);
        assertThat(path(arrive(new Browser(), "lise"))).isEqualTo("/login?locked");
    }

    @Test
    @Order(1)
    void aWrongStateAndAWrongNonceOpenNothing() throws Exception {
        var browser = new Browser();
        String back = atProvider(browser, "niels");
        assertThat(path(browser.get(back.replaceFirst("state=[^&]+", "state=forged"))))
                .isEqualTo("/login?provider");
        assertThat(path(new Browser().get(back)))
                .as("in a browser that never asked")
                .isEqualTo("/login?provider");
        LoopbackProvider.lies = true;
        assertThat(path(arrive(browser, "niels"))).isEqualTo("/login?provider");
        assertThat(browser.data()).isEqualTo(401);
        assertThat(JDBC.sql("select count(*) from account where name = 'niels'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** The last: a connection that is kept from before a provider's return is found broken only when it is used. */
    @Test
    @Order(2)
    void aProviderThatIsAwayIsOneSentenceAndPasswordsGoOnWorking() throws Exception {
        add("Zoe", "MEMBER");
        var browser = new Browser();
        String back = atProvider(browser, "emmy2");
        PROVIDER.close();
        assertThat(path(browser.get(back))).isEqualTo("/login?provider");
        assertThat(new Browser().signIn("Zoe", PASSWORD)).isEqualTo("/");
    }

    /** Goes to the provider, signs in there and comes back. */
    private HttpResponse<String> arrive(Browser browser, String name) throws Exception {
        return browser.get(atProvider(browser, name));
    }

    private String atProvider(Browser browser, String name) throws Exception {
        HttpResponse<String> sent = browser.get("/" + OidcLogin.PATH);
        assertThat(location(sent)).startsWith(PROVIDER.issuer() + "/").contains("state=", "nonce=", "code_challenge=");
        String basic = Base64.getEncoder()
                .encodeToString(("sub-" + name + ":" + LoopbackProvider.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return location(browser.send(browser.to(location(sent)).header("Authorization", "Basic " + basic)));
    }

    private static String session(Browser browser) throws Exception {
        browser.get("/login");
        return browser.session();
    }

    private static String role(String name) {
        return JDBC.sql("select role from account where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }
}
