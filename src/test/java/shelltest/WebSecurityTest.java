package shelltest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.testing.QuickPassword;
import oddboard.testing.RunsProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who gets what from a running server; every address is requested as a stranger would. */
@RunsProgram
class WebSecurityTest {
    private static final String PASSWORD = "four little words here";
    private static final String BEARER = "Bearer " + ShellApp.BOOTSTRAP_TOKEN;

    private static ShellApp app;
    private static String hash;

    private final Browser browser = new Browser(app.url());

    @BeforeAll
    static void start() {
        app = ShellApp.start();
        hash = QuickPassword.hash(PASSWORD);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void knownPassword() {
        jdbc().sql("update account set password_hash = :hash, must_change_password = false, role = 'ADMIN'")
                .param("hash", hash)
                .update();
    }

    @Test
    void isClosedToStrangers() throws Exception {
        for (String page : List.of(
                "/",
                "/runs",
                "/runs/7",
                "/account",
                "/account/password",
                "/nowhere",
                "/odd-chart.js",
                "/webjars/echarts/5.5.0/echarts.esm.min.js",
                "/error",
                "/actuator",
                "/actuator/health",
                "/h2-console",
                "/application.properties",
                "/db/migration/V001__account.sql",
                "/error/4xx.html")) {
            HttpResponse<String> answer = browser.page(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).as(page).contains("/login");
        }
        for (String path : List.of("/api/v1/thing", "/api/v1/nothing", "/api/v1/health/x", "/api")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(browser.send("POST", "/api/v1/health", "").statusCode()).isEqualTo(401);
        assertThat(browser.send("POST", "/api/v1/thing", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void opensOnlyTheDoorAndHealthToStrangers() throws Exception {
        for (String path : List.of(
                "/login",
                "/oddboard.css",
                "/styles/shell.css",
                "/icons/mark.svg",
                "/aura/aura.css",
                "/api/v1/health")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void saysWhyAsProblemJson() throws Exception {
        HttpResponse<String> answer = browser.get("/api/v1/thing");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(401);
        assertThat(problem.get("code").asString()).isEqualTo("UNAUTHORIZED");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).contains("token");
    }

    @Test
    void aTokenActsForItsOwnerWithoutASession() throws Exception {
        HttpResponse<String> read = browser.get("/api/v1/thing", "Authorization", BEARER);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(browser.send("POST", "/api/v1/thing", "{}", "Authorization", BEARER)
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/api/v1/nothing", "Authorization", BEARER).statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/api/v1/thing", "Authorization", BEARER + "x").statusCode())
                .isEqualTo(401);
        assertThat(browser.get("/api/v1/thing?access_token=" + ShellApp.BOOTSTRAP_TOKEN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.page("/runs").statusCode()).isEqualTo(302);
    }

    @Test
    void aTokenWorksWhileThePasswordMustBeChangedButASessionDoesNot() throws Exception {
        browser.signIn("admin", PASSWORD);
        jdbc().sql("update account set must_change_password = true").update();
        assertThat(browser.get("/api/v1/thing", "Authorization", BEARER).statusCode())
                .isEqualTo(200);
        HttpResponse<String> bySession = browser.get("/api/v1/thing");
        assertThat(bySession.statusCode()).isEqualTo(403);
        assertThat(bySession.body()).contains("PASSWORD_CHANGE_REQUIRED");
    }

    @Test
    void aSessionReadsTheApiAndWritesItOnlyWithItsCsrfToken() throws Exception {
        String csrf = browser.csrf("/login");
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/api/v1/thing").statusCode()).isEqualTo(200);
        assertThat(browser.send("POST", "/api/v1/thing", "{}").statusCode()).isEqualTo(403);
        assertThat(browser.send("POST", "/api/v1/thing", "{}", "X-CSRF-TOKEN", csrf)
                        .statusCode())
                .as("a token from before the sign-in")
                .isEqualTo(403);
        String fresh = browser.csrf("/runs");
        assertThat(browser.send("POST", "/api/v1/thing", "{}", "X-CSRF-TOKEN", fresh)
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/api/v1/thing", "Authorization", "Bearer wrong").statusCode())
                .as("a wrong token beside a session")
                .isEqualTo(401);
    }

    @Test
    void goesOnToThePageThatWasAskedFor() throws Exception {
        browser.page("/runs/7?tab=log");
        browser.get("/icons/none.png", "Accept", "image/png");
        browser.get("/odd-chart.js", "Accept", "*/*");
        HttpResponse<String> signedIn = browser.signIn("admin", PASSWORD);
        assertThat(signedIn.headers().firstValue("Location")).contains("/runs/7?tab=log");
        assertThat(browser.page("/runs/7?tab=log").statusCode()).isEqualTo(200);
    }

    @Test
    void givesANewSessionAtTheSignInAndKeepsItsCookieToItself() throws Exception {
        browser.page("/runs");
        String before = browser.session();
        HttpResponse<String> signedIn = browser.signIn("admin", PASSWORD);
        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("JSESSIONID")
                        .contains("HttpOnly")
                        .containsIgnoringCase("SameSite=Lax"));
    }

    @Test
    void refusesAFormFromElsewhere() throws Exception {
        browser.csrf("/login");
        String form = "username=admin&password=" + PASSWORD.replace(' ', '+');
        HttpResponse<String> answer =
                browser.send("POST", "/login", form, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.headers().firstValue("Location")).contains("/login?stale");
        assertThat(browser.page("/runs").statusCode()).isEqualTo(302);
    }

    @Test
    void answersAWrongNameAndAWrongPasswordAlike() throws Exception {
        HttpResponse<String> wrongName = new Browser(app.url()).signIn("nobody at all", PASSWORD);
        HttpResponse<String> wrongPassword = new Browser(app.url()).signIn("Admin", "not the password");
        assertThat(wrongName.statusCode()).isEqualTo(wrongPassword.statusCode());
        assertThat(wrongName.headers().firstValue("Location"))
                .isEqualTo(wrongPassword.headers().firstValue("Location"))
                .contains("/login?error");
        assertThat(wrongName.body()).isEqualTo(wrongPassword.body());
    }

    @Test
    void turnsGuessesAwayAfterTenEvenIfTheNextOneIsRight() throws Exception {
        jdbc().sql("insert into account (name, password_hash, role) values ('Guessed', :hash, 'VIEWER')")
                .param("hash", hash)
                .update();
        for (int i = 0; i < 10; i++) {
            assertThat(browser.signIn("Guessed", "guess " + i)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .endsWith("/login?error");
        }
        assertThat(browser.signIn("guessed", PASSWORD)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/login?wait");
        assertThat(browser.page("/runs").statusCode()).isEqualTo(302);
    }

    @Test
    void aPasswordChangedElsewhereEndsTheSession() throws Exception {
        browser.signIn("admin", PASSWORD);
        assertThat(browser.page("/runs").statusCode()).isEqualTo(200);
        jdbc().sql("update account set password_hash = :hash")
                .param("hash", hash + "x")
                .update();
        assertThat(browser.page("/runs").statusCode()).isEqualTo(302);
        assertThat(browser.get("/api/v1/thing").statusCode()).isEqualTo(401);
    }

    @Test
    void sendsTheSecurityHeadersWithEverything() throws Exception {
        for (String path : List.of("/login", "/runs", "/api/v1/health", "/api/v1/thing", "/icons/mark.svg")) {
            var headers = browser.page(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("frame-ancestors 'none'")
                            .contains("default-src"));
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("same-origin");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).isPresent();
            assertThat(headers.firstValue("Permissions-Policy")).as(path).isPresent();
            assertThat(headers.firstValue("Server")).as(path).isEmpty();
        }
    }

    @Test
    void letsBrowsersKeepWhatHasAVersionInItsAddress() throws Exception {
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/webjars/echarts/5.5.0/echarts.esm.min.js")
                        .headers()
                        .firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("immutable", "private"));
        assertThat(browser.get("/oddboard.css").headers().firstValue("Cache-Control"))
                .contains("no-cache");
        Matcher bundle = Pattern.compile("VAADIN/build/indexhtml[^\"]*")
                .matcher(browser.get("/login").body());
        assertThat(bundle.find()).isTrue();
        var kept = browser.get("/" + bundle.group()).headers();
        assertThat(kept.firstValue("Cache-Control")).contains("max-age=3600");
        // Browsers take either for "ask each time", whatever Cache-Control says.
        assertThat(kept.firstValue("Pragma")).isEmpty();
        assertThat(kept.firstValue("Expires")).isEmpty();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(app.database());
    }
}
