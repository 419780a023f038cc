package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes from outside stays what it is: text. Numbers as in {@link AttackHeadersTest}. */
class AttackInputTest extends AttackFixture {
    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    private static final String CODED =
            URLEncoder.encode(SCRIPT, StandardCharsets.UTF_8).replace("+", "%20");

    /** 40012, 10031: whatever is in an address, no answer has it as HTML. */
    @Test
    void noAnswerReflectsAnAddressAsHtml() throws Exception {
        var browser = signedIn();
        for (String parameter : List.of(
                "q",
                "who",
                "action",
                "object",
                "from",
                "before",
                "label",
                "by",
                "tag",
                "detector",
                "sort",
                "runs",
                "tab",
                "state",
                "next",
                "continue",
                "labels",
                "version",
                "error",
                "wait",
                "limit",
                "cursor",
                "filename")) {
            for (String page : List.of(
                    "/",
                    "/login",
                    "/audit",
                    "/runs",
                    "/queue",
                    "/datasets/" + dataset,
                    "/account/password",
                    "/compare",
                    "/runs/" + run + "/images",
                    "/api/v1/runs",
                    "/api/v1/audit",
                    "/api/v1/runs/" + run + "/images")) {
                refusesToReflect(browser.page(page + "?" + parameter + "=" + CODED), page + "?" + parameter);
            }
        }
        for (String path : List.of("/" + CODED, "/runs/" + CODED, "/api/v1/runs/" + CODED, "/api/v1/" + CODED)) {
            refusesToReflect(browser.page(path), path);
        }
    }

    private static void refusesToReflect(HttpResponse<String> answer, String asked) {
        if (answer.headers().firstValue("Content-Type").orElse("").contains("html")) {
            assertThat(answer.body()).as(asked).doesNotContain("<script>alert(1)", "<img src=x onerror");
        }
        assertThat(answer.headers().firstValue("Location").orElse("")).as(asked).doesNotContain("<");
    }

    /** 40014: what is stored comes back as JSON alone, and says so. */
    @Test
    void whatIsStoredComesBackAsDataAlone() throws Exception {
        String id =
                id(post("/datasets", JSON.writeValueAsString(java.util.Map.of("name", SCRIPT, "description", SCRIPT))));
        for (String path : List.of("/datasets", "/datasets/" + id, "/audit?object=dataset%20" + id)) {
            var answer = send(to(path).header("Accept", "text/html,*/*"));
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .startsWith("application/")
                    .doesNotContain("html");
        }
        assertThat(signedIn().page("/datasets/" + id).body()).doesNotContain("<script>alert(1)");
        var wrong = post("/runs", conv("\"settings\":{\"" + "x<script>alert(1)</script>" + "\":1}"));
        assertThat(wrong.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    /** 20019, 10028: after the sign-in nobody is led elsewhere. */
    @Test
    void leadsNobodyElsewhere() throws Exception {
        for (String evil : List.of(
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/%5cevil.example",
                "/..//evil.example",
                "/%2f%2fevil.example",
                "/runs?continue=https://evil.example",
                "/login?continue=//evil.example",
                "/login?next=https://evil.example",
                "/account/password?next=//evil.example")) {
            var browser = stranger();
            String target = evil.startsWith("https") ? "/?next=" + evil : evil;
            try {
                browser.page(target);
            } catch (IllegalArgumentException noAddressOfHere) {
                // The client itself refuses it.
            }
            var signedIn = browser.signIn("admin", PASSWORD);
            String location = signedIn.headers().firstValue("Location").orElse("/");
            assertThat(location)
                    .as(evil)
                    .matches("(?:" + url() + ")?/(?![/\\\\]).*")
                    .doesNotStartWith("//");
        }
        // Even where somebody lies about the host by which they came, before a proxy that is not there.
        String answer = raw("GET", "/runs", "Accept: text/html", "X-Original-URL: https://evil.example");
        assertThat(answer).contains("/login").doesNotContain("evil.example");
    }

    /** 6: no path leads out of what is served. */
    @Test
    void noPathLeadsOut() throws Exception {
        for (String path : List.of(
                "/../../etc/passwd",
                "/icons/../../application.properties",
                "/icons/..%2f..%2fapplication.properties",
                "/icons/%2e%2e/%2e%2e/application.properties",
                "/icons/..\\..\\application.properties",
                "/icons/....//application.properties",
                "/webjars/../../../application.properties",
                "/webjars/echarts/%2e%2e%2f%2e%2e%2fapplication.properties",
                "/VAADIN/../WEB-INF/classes/application.properties",
                "/VAADIN/static/..%2f..%2fapplication.properties",
                "/VAADIN/push/../../application.properties",
                "/api/v1/versions/..%2f..%2fetc/images/0.png",
                "/api/v1/versions/" + version + "/images/..%2f..%2f0.png",
                "/oddboard.css/..;/application.properties",
                "/icons/%252e%252e%252fapplication.properties",
                "/icons//etc/passwd",
                "/icons/%00.svg")) {
            for (String token : List.of("X-None: 1", "Authorization: Bearer " + TOKEN)) {
                String answer = raw("GET", path, token, "Accept: */*");
                assertThat(answer)
                        .as(path)
                        .containsPattern("^HTTP/1\\.1 (302|400|401|404|422)")
                        .doesNotContain("spring.application", "root:x:");
            }
        }
    }

    /** 10029, 10040: a file's name is a label; it opens no folder, splits no header and is no page. */
    @Test
    void aFileIsWhatItIsWhateverItIsCalled() throws Exception {
        for (String name : List.of(
                "../../etc/passwd",
                "a\"b.csv",
                "a\r\nX-Evil: 1.csv",
                "ünïcode 图.csv",
                "a;b=c.csv",
                "..\\..\\x.csv",
                ".csv",
                " .csv",
                "a\0b.csv",
                "<script>.csv",
                "%2e%2e%2fx.csv",
                "a".repeat(3000) + ".csv")) {
            var answer = send(
                    to("/datasets/" + dataset + "/uploads?filename=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                            .POST(BodyPublishers.ofString("ID,label\n")));
            assertThat(answer.statusCode()).as(name).isIn(200, 201, 400, 422);
            assertThat(answer.headers().firstValue("X-Evil")).as(name).isEmpty();
            if (answer.statusCode() < 300) {
                assertThat(JSON.readTree(answer.body()).get("filename").asString())
                        .as(name)
                        .doesNotContain("/", "\\", "\r", "\n", "\0")
                        .hasSizeLessThanOrEqualTo(300);
            }
        }
        for (String kind : List.of("x.html", "x.svg", "x.HTML", "x.pkl", "x.sh")) {
            var answer = send(
                    to("/datasets/" + dataset + "/uploads?filename=" + kind).POST(BodyPublishers.ofString(SCRIPT)));
            assertThat(answer.statusCode()).as(kind).isEqualTo(422);
        }
    }

    /** Downloads are files to be kept, never pages to be shown. */
    @Test
    void downloadsAreAttachments() throws Exception {
        for (String path : List.of(
                "/runs/" + run + "/scores.csv",
                "/versions/" + version + "/leaderboard.csv",
                "/versions/" + version + "/label-sets/1/labels.csv")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Disposition"))
                    .as(path)
                    .hasValueSatisfying(d ->
                            assertThat(d).startsWith("attachment; filename=").doesNotContain("\r", "\n"));
            assertThat(headers.firstValue("Content-Type"))
                    .as(path)
                    .hasValueSatisfying(t -> assertThat(t).startsWith("text/csv"));
        }
        var picture = client.send(
                to("/versions/" + version + "/images/0.png").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(picture.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
    }

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
        jdbc.sql("insert into account (name, password_hash, role) select 'timed', password_hash, 'VIEWER' from account"
                        + " where name = 'admin' on conflict do nothing")
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
