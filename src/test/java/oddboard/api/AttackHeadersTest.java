package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import shelltest.Browser;

/** What every answer carries; the numbers are those of the rules that OWASP ZAP's baseline scan has for it. */
class AttackHeadersTest extends AttackFixture {
    private static final List<String> LEAKS = List.of(
            "Exception",
            "\tat ",
            "org.springframework",
            "org.apache",
            "oddboard.api",
            "Tomcat/",
            "jdbc:",
            "PSQL",
            System.getProperty("user.dir"));

    /** 10020, 10021, 10036, 10037, 10038, 10055, 10063, 90004: on pages, files, calls, images, redirects and errors alike. */
    @Test
    void everyAnswerCarriesThem() throws Exception {
        for (Browser browser : List.of(stranger(), signedIn())) {
            for (String path : everyKind()) {
                HttpHeaders h = browser.page(path).headers();
                assertThat(h.firstValue("Content-Security-Policy"))
                        .as(path)
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src", "frame-ancestors 'none'")
                                .doesNotContain("*", "http:", "https:")
                                .doesNotContainPattern("script-src[^;]*'unsafe-inline'"));
                assertThat(h.allValues("Content-Security-Policy")).as(path).hasSize(1);
                assertThat(h.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
                assertThat(h.firstValue("X-Frame-Options")).as(path).contains("DENY");
                assertThat(h.firstValue("Referrer-Policy")).as(path).contains("same-origin");
                assertThat(h.firstValue("Permissions-Policy"))
                        .as(path)
                        .hasValueSatisfying(p -> assertThat(p).contains("camera=()"));
                assertThat(h.firstValue("Cross-Origin-Opener-Policy")).as(path).contains("same-origin");
                assertThat(h.firstValue("Cross-Origin-Resource-Policy"))
                        .as(path)
                        .contains("same-origin");
                assertThat(h.firstValue("Cross-Origin-Embedder-Policy"))
                        .as(path)
                        .contains("require-corp");
                assertThat(h.firstValue("Server")).as(path).isEmpty();
                assertThat(h.firstValue("X-Powered-By")).as(path).isEmpty();
                assertThat(h.firstValue("Strict-Transport-Security"))
                        .as(path + ": plain http")
                        .isEmpty();
            }
        }
    }

    /** 10015, 10049: nothing of one's own stays in a shared computer's or a proxy's memory. */
    @Test
    void onlyFilesThatAreTheSameForEverybodyAreKeptByOthers() throws Exception {
        var browser = signedIn();
        for (String path : everyKind()) {
            String cache =
                    browser.page(path).headers().firstValue("Cache-Control").orElse("");
            if (path.startsWith("/icons/")) {
                assertThat(cache).as(path).contains("max-age");
            } else if (path.matches("/[\\w-]+\\.(css|js)")) {
                assertThat(cache).as(path).contains("no-cache");
            } else if (path.endsWith("png") || path.endsWith("jpg") || path.endsWith("scores.csv")) {
                // Large, and requested again: one's own browser keeps it and asks whether it is still the same.
                assertThat(cache).as(path).contains("private");
            } else {
                assertThat(cache).as(path).contains("no-store");
            }
        }
    }

    /** A script that is smuggled into a page doesn't know the number that was drawn for it. */
    @Test
    void everyPageHasANumberOfItsOwnForItsScripts() throws Exception {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            var page = stranger().page("/login");
            var nonce = Pattern.compile("script-src 'self' 'nonce-([A-Za-z0-9+/=]{20,})' 'unsafe-eval'")
                    .matcher(
                            page.headers().firstValue("Content-Security-Policy").orElseThrow());
            assertThat(nonce.find()).isTrue();
            drawn.add(nonce.group(1));
            var scripts = Pattern.compile("<script[^>]*>")
                    .matcher(page.body())
                    .results()
                    .map(r -> r.group())
                    .toList();
            assertThat(scripts)
                    .isNotEmpty()
                    .allMatch(s ->
                            s.contains("nonce=\"" + nonce.group(1) + "\"") || s.matches(".* src=\"[\\w./?=-]+\".*"));
            assertThat(page.body()).doesNotContainPattern("<[^>]+ on[a-z]+=");
        }
        assertThat(drawn).hasSize(3);
    }

    /** 10035, 10011: behind a proxy that speaks https. */
    @Test
    void behindHttpsBrowsersKeepToItAndTheCookieIsSentOverNothingElse() throws Exception {
        var answer = stranger()
                .get("/runs", "Accept", "text/html", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "odd.example");
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(hsts -> assertThat(hsts).contains("max-age=31536000"));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("HttpOnly")
                        .contains("Secure")
                        .containsIgnoringCase("SameSite=Lax"));
    }

    /** 10010, 10054, 3: no session in an address, whatever the client says of cookies. */
    @Test
    void theSessionIsInItsCookieAlone() throws Exception {
        var answer = stranger().page("/runs");
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContainIgnoringCase("jsessionid");
        assertThat(stranger().page("/login").body()).doesNotContainIgnoringCase("jsessionid");
        assertThat(raw("GET", "/runs;jsessionid=0123456789ABCDEF0123456789ABCDEF", "Accept: text/html"))
                .startsWith("HTTP/1.1 400");
    }

    /** 10098, 40040: no other origin may read an answer, asked politely or not. */
    @Test
    void noOtherOriginReadsAnAnswer() throws Exception {
        for (String path : List.of("/api/v1/datasets", "/api/v1/health", "/runs")) {
            for (String method : List.of("GET", "OPTIONS")) {
                String answer = raw(
                        method,
                        path,
                        "Origin: https://evil.example",
                        "Access-Control-Request-Method: POST",
                        "Authorization: Bearer " + TOKEN);
                assertThat(answer).as(method + " " + path).doesNotContainIgnoringCase("access-control-allow");
            }
        }
    }

    /** 90028, 10107: verbs that tell or reflect are refused. */
    @Test
    void refusesVerbsThatNoCallHas() throws Exception {
        for (String verb : List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "FOO")) {
            String answer = raw(
                    verb,
                    verb.equals("CONNECT") ? "localhost:80" : "/api/v1/datasets",
                    "X-Secret: reflected",
                    "Authorization: Bearer " + TOKEN);
            assertThat(answer)
                    .as(verb)
                    .containsPattern("^HTTP/1\\.1 (400|401|403|405|501)")
                    .doesNotContain("reflected");
        }
    }

    /** 10023, 90022, 110001: errors tell their sentence and no more. */
    @Test
    void noErrorTellsOfItsInsides() throws Exception {
        for (String request : List.of(
                "/api/v1/runs/%00",
                "/api/v1/runs/999999999999999999999",
                "/%",
                "/api/v1/runs?limit=%zz",
                "/api/v1/audit?from=%27",
                "/api/v1/audit?cursor=%27",
                "/error?trace=true&message=x",
                "/api/v1/versions/1/images/-1.png",
                "/api/v1/versions/" + version + "/images/99999.png",
                "/runs/" + "9".repeat(40),
                "/datasets/x?tab=%27%22")) {
            for (String accept : List.of("text/html", "application/json", "*/*")) {
                String answer = raw("GET", request, "Accept: " + accept, "Authorization: Bearer " + TOKEN);
                assertThat(answer).as(request).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 500");
                LEAKS.forEach(leak -> assertThat(answer).as(request).doesNotContain(leak));
            }
        }
    }

    /** Health and metrics are on a port of their own, for this machine alone; here there is nothing of them. */
    @Test
    void tellsNothingOfItsInsides() throws Exception {
        var browser = signedIn();
        for (String path : List.of(
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/prometheus",
                "/actuator/health",
                "/actuator/loggers",
                "/actuator/sbom/application",
                "/VAADIN/build/vite.config.ts",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/.git/config",
                "/application.properties",
                "/h2-console")) {
            assertThat(stranger().page(path).statusCode()).as(path).isIn(302, 404);
            var answer = browser.page(path);
            assertThat(answer.body()).as(path).doesNotContain("spring.", "jvm_memory", "\"status\":\"UP\"", "[core]");
        }
    }
}
