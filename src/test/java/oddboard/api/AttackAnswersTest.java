package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import shelltest.Browser;

/** What no answer may hold, whoever asks; numbers as in {@link AttackHeadersTest}, all of them in docs/security.md. */
class AttackAnswersTest extends AttackFixture {
    private static final List<String> TALKATIVE = List.of(
            "Via",
            "X-Backend-Server",
            "X-ChromeLogger-Data",
            "X-ChromePhp-Data",
            "X-Debug-Token",
            "X-Debug-Token-Link",
            "X-AspNet-Version",
            "X-AspNetMvc-Version",
            "X-Application-Context",
            "X-Runtime",
            "X-Generator",
            "Access-Control-Allow-Origin",
            "Public-Key-Pins",
            "X-Cache",
            "Age");
    /** RFC 1918 and link-local, with a port or not; not a version such as 10.0.1. */
    private static final Pattern INSIDE =
            Pattern.compile("(?<![\\d.])(10\\.\\d{1,3}|192\\.168|169\\.254|172\\.(1[6-9]|2\\d|3[01]))"
                    + "\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])");

    private static final Pattern COMMENT = Pattern.compile("<!--(.*?)-->", Pattern.DOTALL);
    private static final Pattern LOADED = Pattern.compile("(?:src|href|action|data)=[\"']([^\"']*)[\"']");
    private static final Pattern SECONDS = Pattern.compile("(?<![\\w.-])(1[5-9]|2[0-3])\\d{8}(?![\\w.-])");

    private record Answer(String path, HttpResponse<String> got) {
        String type() {
            return got.headers().firstValue("Content-Type").orElse("");
        }

        boolean isPage() {
            return type().startsWith("text/html");
        }
    }

    private List<Answer> everything() throws Exception {
        List<Answer> all = new ArrayList<>();
        for (Browser browser : List.of(stranger(), signedIn())) {
            for (String path : everyKind()) {
                all.add(new Answer(path, browser.page(path)));
            }
        }
        assertThat(all).anyMatch(Answer::isPage);
        return all;
    }

    /** 10019, 90011, 10036, 10037, 10039, 10052, 10056, 10061, 10050. */
    @Test
    void everyAnswerSaysWhatItIsAndNothingOfWhoMadeIt() throws Exception {
        for (Answer a : everything()) {
            if (!a.got().body().isEmpty()) {
                assertThat(a.type()).as(a.path()).isNotEmpty();
                if (a.isPage()) {
                    assertThat(a.type()).as(a.path()).containsIgnoringCase("charset=utf-8");
                }
            }
            TALKATIVE.forEach(name -> assertThat(a.got().headers().firstValue(name))
                    .as(a.path() + " " + name)
                    .isEmpty());
        }
    }

    /** 2, 10097, 10099, 90002, 10009: no address of inside, no hash of a password, no source, no serialized object, no banner. */
    @Test
    void noAnswerHoldsWhatIsOfTheInside() throws Exception {
        for (Answer a : everything()) {
            assertThat(a.got().body())
                    .as(a.path())
                    .doesNotContainPattern(INSIDE)
                    .doesNotContain(
                            "$2a$",
                            "{bcrypt}",
                            "rO0AB",
                            "package oddboard",
                            "import java.",
                            "-----BEGIN",
                            "jdbc:",
                            "Apache Tomcat",
                            "<?php");
            assertThat(a.got().headers().map().toString())
                    .as(a.path())
                    .doesNotContainPattern(INSIDE)
                    .doesNotContain("rO0AB");
        }
    }

    /** 10027, 10096: pages carry no notes of those who wrote them, and no clock. */
    @Test
    void noPageHoldsNotesOrTheServersTime() throws Exception {
        for (Answer a : everything()) {
            if (a.isPage()) {
                COMMENT.matcher(a.got().body())
                        .results()
                        .map(r -> r.group(1))
                        .forEach(note -> assertThat(note)
                                .as(a.path())
                                .doesNotContainPattern(
                                        "(?i)todo|fixme|xxx|hack|bug|password|user|secret|debug|query|select|admin"));
                assertThat(a.got().body().replaceAll("(?s)<script.*?</script>", ""))
                        .as(a.path())
                        .doesNotContainPattern(SECONDS);
            }
        }
        for (String file : List.of("/odd-activity.js", "/odd-chart.js", "/oddboard.css")) {
            String bodies = stranger().page(file).body() + signedIn().page(file).body();
            // The name of an element of Vaadin's.
            assertThat(bodies.replace("vaadin-password-field", ""))
                    .as(file)
                    .doesNotContainPattern("(?i)todo|fixme|password");
        }
    }

    /** 10017, 90003, 10040, 10041, 10108, 10115: a page loads only from here, by the way that it came. */
    @Test
    void pagesLoadFromHereAlone() throws Exception {
        for (Answer a : everything()) {
            if (a.isPage()) {
                assertThat(LOADED.matcher(a.got().body()).results().map(r -> r.group(1)))
                        .as(a.path())
                        .allMatch(link -> !link.matches("(?i)(https?:)?//.*|javascript:.*"));
                assertThat(a.got().body())
                        .as(a.path())
                        .doesNotContainPattern("target=[\"']_blank[\"'](?![^>]*noopener)");
            }
        }
    }

    /** 10033: a folder's address lists nothing. */
    @Test
    void noFolderListsItsFiles() throws Exception {
        for (Browser browser : List.of(stranger(), signedIn())) {
            for (String folder : List.of(
                    "/icons/",
                    "/icons",
                    "/webjars/",
                    "/webjars/echarts/",
                    "/VAADIN/",
                    "/VAADIN/static/",
                    "/VAADIN/build/",
                    "/META-INF/",
                    "/api/",
                    "/api/v1/",
                    "/api/v1/versions/" + version + "/images/")) {
                var answer = browser.page(folder);
                assertThat(answer.body())
                        .as(folder)
                        .doesNotContain("Index of", "Directory listing", "Parent Directory", ".svg\"");
                assertThat(answer.statusCode()).as(folder).isIn(200, 302, 401, 403, 404);
            }
        }
    }

    /** 10044, 10010, 90033: a redirect holds no page, and the cookie is this host's alone. */
    @Test
    void redirectsAreEmptyAndTheCookieIsThisHostsAlone() throws Exception {
        for (Answer a : everything()) {
            if (a.got().statusCode() / 100 == 3) {
                assertThat(a.got().body()).as(a.path()).isEmpty();
                assertThat(a.got().headers().firstValue("Location").orElse("").length())
                        .as(a.path())
                        .isLessThan(300);
            }
            a.got()
                    .headers()
                    .allValues("Set-Cookie")
                    .forEach(cookie -> assertThat(cookie)
                            .as(a.path())
                            .contains("HttpOnly", "Path=/")
                            .doesNotContainIgnoringCase("domain="));
        }
    }

    /** 10110, 10043: our own scripts make no code and no HTML out of text. */
    @Test
    void ourScriptsMakeNoCodeOutOfText() throws Exception {
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("frontend"))) {
            for (var script :
                    files.filter(file -> file.toString().endsWith(".js")).toList()) {
                assertThat(java.nio.file.Files.readString(script, StandardCharsets.UTF_8))
                        .as(script.toString())
                        .doesNotContainPattern(
                                "\\beval\\(|new Function\\(|document\\.write|insertAdjacentHTML|outerHTML\\s*=|setTimeout\\(['\"`]");
            }
        }
    }

    /** What Tomcat itself answers, before any filter, is no page that could be framed or sniffed into one, and says no version. */
    @Test
    void whatTheServerRefusesByItselfIsBare() throws Exception {
        for (String request : List.of(
                "GET /% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            assertThat(raw(request))
                    .as(request)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("Tomcat", "java.", "\tat ")
                    .doesNotContain("Server:");
        }
    }

    /** Who speaks for another is believed only where it is a proxy that was named: this machine, in the test. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one address of their own")
    void nobodyElseSpeaksForAnotherAddress() throws Exception {
        String lie = "X-Forwarded-For: 203.0.113.9";
        String[] requested = {"Accept: text/html", lie, "X-Forwarded-Proto: https"};
        assertThat(rawFrom("127.0.0.1", head("GET", "/runs", requested)))
                .as("a named proxy")
                .contains("Strict-Transport-Security", "; Secure");
        assertThat(rawFrom("127.0.0.2", head("GET", "/runs", requested)))
                .as("somebody else")
                .startsWith("HTTP/1.1 302")
                .doesNotContain("Strict-Transport-Security")
                .doesNotContain("; Secure");
        for (String[] who : new String[][] {{"127.0.0.1", "203.0.113.9"}, {"127.0.0.2", "127.0.0.2"}}) {
            String body = "{\"name\":\"Made from " + who[0] + "\"}";
            assertThat(rawFrom(
                            who[0],
                            head(
                                            "POST",
                                            "/api/v1/datasets",
                                            "Authorization: Bearer " + TOKEN,
                                            "Content-Type: application/json",
                                            lie,
                                            "Content-Length: " + body.length())
                                    + body))
                    .startsWith("HTTP/1.1 201");
            assertThat(jdbc.sql("select address from audit where action = 'dataset.create' order by id desc limit 1")
                            .query(String.class)
                            .single())
                    .isEqualTo(who[1]);
        }
        // The sign-in's limit counts by the same address: whoever changes the header at each try is still one.
        String door = rawFrom("127.0.0.2", head("GET", "/login", "Accept: text/html"));
        var csrf = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(door);
        var session = Pattern.compile("JSESSIONID=\\w+").matcher(door);
        assertThat(csrf.find() && session.find()).isTrue();
        jdbc.sql(
                        "insert into sign_in_try (key_sha256, tried_at) select sha256('address 127.0.0.2'), now() from generate_series(1, 50)")
                .update();
        String form = "_csrf=" + csrf.group(1) + "&password=x&username=nobody";
        assertThat(rawFrom(
                        "127.0.0.2",
                        head(
                                        "POST",
                                        "/login",
                                        "Cookie: " + session.group(),
                                        "X-Forwarded-For: 198.51.100.1",
                                        "Content-Type: application/x-www-form-urlencoded",
                                        "Content-Length: " + form.length())
                                + form))
                .contains("/login?wait");
    }
}
