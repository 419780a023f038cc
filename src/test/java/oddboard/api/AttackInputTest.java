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

    private static void refusesToReflect(HttpResponse<String> answer, String requested) {
        if (answer.headers().firstValue("Content-Type").orElse("").contains("html")) {
            assertThat(answer.body()).as(requested).doesNotContain("<script>alert(1)", "<img src=x onerror");
        }
        assertThat(answer.headers().firstValue("Location").orElse(""))
                .as(requested)
                .doesNotContain("<");
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
}
