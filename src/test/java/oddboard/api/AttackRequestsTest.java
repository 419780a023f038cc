package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Requests that are forged, too large or read in two ways. Numbers as in {@link AttackHeadersTest}. */
class AttackRequestsTest extends AttackFixture {
    @Autowired
    private PasswordEncoder encoder;

    /** 10202, 20012: a form from elsewhere changes nothing, with whatever content type a page elsewhere may send. */
    @Test
    void aFormFromElsewhereChangesNothing() throws Exception {
        var browser = signedIn();
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json")) {
            for (String method : List.of("POST", "DELETE", "PATCH")) {
                var answer = browser.send(
                        method,
                        "/api/v1/datasets" + (method.equals("POST") ? "" : "/" + dataset),
                        "{\"name\":\"By another\"}",
                        "Content-Type",
                        type,
                        "Origin",
                        "https://evil.example");
                assertThat(answer.statusCode()).as(method + " " + type).isEqualTo(403);
            }
        }
        browser.send("POST", "/logout", "", "Origin", "https://evil.example");
        assertThat(browser.page("/runs").statusCode())
                .as("signed in after a form")
                .isEqualTo(200);
        browser.get("/logout", "Accept", "image/png", "Referer", "https://evil.example");
        assertThat(browser.page("/runs").statusCode())
                .as("signed in after a picture")
                .isEqualTo(200);
    }

    /** Whatever host a request claims, nobody is sent there. */
    @Test
    void noRedirectLeadsToTheHostThatARequestClaims() throws Exception {
        for (String path :
                List.of("/", "/runs?x=1", "/login", "/upkeep", "/logout", "/maintenance/", "/icons", "/webjars")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n"
                    + "Connection: close\r\n\r\n");
            assertThat(head(answer)).as(path).doesNotContain("evil.example");
        }
        String door = raw("GET /runs HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        String cookie = found("Set-Cookie: (JSESSIONID=[^;]+)", door);
        String page = raw("GET /login HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\nCookie: " + cookie
                + "\r\nConnection: close\r\n\r\n");
        String form = "username=admin&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(found("name=\"_csrf\" content=\"([^\"]+)\"", page), StandardCharsets.UTF_8);
        String signedIn = raw("POST /login HTTP/1.1\r\nHost: evil.example\r\nCookie: " + cookie
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                + "\r\nConnection: close\r\n\r\n" + form);
        assertThat(found("Location: (.*)\r", signedIn)).isEqualTo("/runs");
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }

    private static String found(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** A token in an address would stand in logs and histories. */
    @Test
    void takesATokenFromNowhereButItsHeader() throws Exception {
        for (String where : List.of("?access_token=", "?token=", "?Authorization=Bearer%20", "?api_key=")) {
            assertThat(stranger().get("/api/v1/datasets" + where + TOKEN).statusCode())
                    .as(where)
                    .isEqualTo(401);
        }
        assertThat(stranger()
                        .get("/api/v1/datasets", "Cookie", "token=" + TOKEN, "X-Api-Key", TOKEN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(stranger()
                        .get("/api/v1/datasets", "Authorization", "Basic YWRtaW46eA==")
                        .statusCode())
                .isEqualTo(401);
    }

    /** Whoever sends too much is told so before it costs anything. */
    @Test
    void refusesTooMuchAtOnce() throws Exception {
        assertThat(raw("GET", "/api/v1/health", "X-Big: " + "a".repeat(70_000))).startsWith("HTTP/1.1 4");
        assertThat(raw("GET", "/api/v1/health?" + "a".repeat(70_000))).startsWith("HTTP/1.1 4");
        assertThat(raw("GET", "/api/v1/health", "a: b\r\n".repeat(500).stripTrailing()))
                .startsWith("HTTP/1.1 4");
        assertThat(post("/datasets", "{\"name\":\"" + "a".repeat(3_000_000) + "\"}")
                        .statusCode())
                .isBetween(400, 422);
        assertThat(post("/datasets", "[".repeat(100_000)).statusCode()).isBetween(400, 422);
    }

    /** Two lengths, or a length beside chunks, would let a proxy and this server read different requests. */
    @Test
    void refusesRequestsThatTwoServersReadDifferently() throws Exception {
        String head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        for (String lengths : List.of(
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 5, 5\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n")) {
            assertThat(raw(head + lengths + "Connection: close\r\n\r\n0\r\n\r\nX"))
                    .as(lengths)
                    .containsPattern("^HTTP/1\\.1 (400|501|505)");
        }
        assertThat(raw("GET /login HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .as("no host")
                .startsWith("HTTP/1.1 400");
    }

    /** An unknown name costs as much time as a known one with a wrong password. */
    @Test
    void theTimeThatARefusalTakesTellsNoNames() throws Exception {
        long unknown = Long.MAX_VALUE;
        long known = Long.MAX_VALUE;
        // At the program's own strength, as for those who are not known.
        jdbc.sql(
                        "insert into account (name, password_hash, role) values ('timed', :hash, 'VIEWER') on conflict do nothing")
                .param("hash", encoder.encode(PASSWORD))
                .update();
        var browser = stranger();
        // Other work on the machine only adds time, so more tries come closer to what each takes by itself.
        for (int i = 0; i < 5 || i < 100 && (unknown < known / 2 || known < unknown / 2); i++) {
            jdbc.sql("delete from sign_in_try").update();
            unknown = Math.min(unknown, refusal(browser, "nobody " + i));
            known = Math.min(known, refusal(browser, "timed"));
        }
        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    private static long refusal(shelltest.Browser browser, String name) throws Exception {
        String form = "username=" + name.replace(' ', '+') + "&password=wrong&_csrf="
                + URLEncoder.encode(browser.csrf("/login"), StandardCharsets.UTF_8);
        long start = System.nanoTime();
        var answer = browser.send(
                "POST", "/login", form, "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html");
        long took = System.nanoTime() - start;
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?error");
        return took;
    }
}
