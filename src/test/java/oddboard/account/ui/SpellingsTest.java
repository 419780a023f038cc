package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the path of the sign-in and the name of an account are spelled, they are one door and one account. */
class SpellingsTest extends DoorFixture {
    private static final List<String> PATHS = List.of(
            "/login",
            "/%6cogin",
            "/%6C%6f%67%69%6E",
            "/login;a=b",
            "//login",
            "/./login",
            "/x/../login",
            "/login/",
            "/LOGIN",
            "/login?x=1",
            "/log%69n;x");

    private static final List<String> NAMES = List.of(
            "vera",
            "VERA",
            "Vera",
            " vera",
            "vera ",
            "\u0001vera",
            "vera\u0001",
            "\tvera\r\n",
            "vera\0",
            "\0 vErA\u001f");

    @BeforeEach
    void forgetTries() {
        JDBC.sql("delete from sign_in_try").update();
    }

    @Test
    void seventyWrongPasswordsByEverySpellingOfThePathAreCountedAndThrottled() throws Exception {
        for (int i = 0; i < PATHS.size(); i++) {
            JDBC.sql("delete from sign_in_try").update();
            String name = "path" + i;
            add(name, "MEMBER");
            tries(PATHS.get(i), List.of(name));
            assertThat(looked(name)).as(PATHS.get(i)).isLessThanOrEqualTo(10);
        }
        assertThat(looked("path0")).isEqualTo(10);
    }

    @Test
    void seventyWrongPasswordsByTenSpellingsOfTheNameAreOneAccountsAndThrottled() throws Exception {
        add("Vera", "MEMBER");
        tries("/login", NAMES);
        assertThat(looked("Vera")).as("passwords that were looked at").isEqualTo(10);
    }

    @Test
    void aNameWithANulInItIsNobodysAndNoFailure() throws Exception {
        var browser = new Browser();
        assertThat(browser.signIn("ve\0ra", "x")).isEqualTo("/login?error");
    }

    @Test
    void aPathThatIsSpelledOtherwiseIsRefusedEverywhere() throws Exception {
        for (String path : List.of("/%61pi/v1/datasets", "/api/%761/datasets", "/%6cogin", "/icons/mark%2Esvg")) {
            var answer = new Browser().send(new Browser().to(path).header("Authorization", "Bearer " + TOKEN));
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).contains("PATH_ENCODED");
        }
        assertThat(PlainPathFilter.isNeedlesslyEncoded("/a%20b%C3%A9%2F%3b%25%7B%5B%40%5e"))
                .as("what has to be encoded")
                .isFalse();
        for (char c = 0; c < 128; c++) {
            boolean unreserved = Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
            assertThat(PlainPathFilter.isNeedlesslyEncoded("/%%%02x".formatted((int) c)))
                    .as("%02x", (int) c)
                    .isEqualTo(unreserved);
        }
    }

    @Test
    void aSessionThatMustChooseAPasswordGetsNothingByAnyHeader() throws Exception {
        long nina = add("Nina", "ADMIN");
        JDBC.sql("update account set must_change_password = true where id = :id")
                .param("id", nina)
                .update();
        var browser = new Browser();
        browser.signIn("Nina", PASSWORD);
        assertThat(browser.data()).isEqualTo(403);
        for (String header : List.of("Basic YTpi", "x", "Bearer", "Digest username=\"nina\"", "Negotiate abc", "")) {
            var answer = browser.send(browser.to("/api/v1/users").header("Authorization", header));
            assertThat(answer.statusCode()).as(header).isIn(401, 403);
        }
    }

    private void tries(String path, List<String> names) throws Exception {
        var browser = new Browser();
        String page = browser.get("/login").body();
        var csrf = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(page);
        assertThat(csrf.find()).isTrue();
        for (int i = 0; i < 70; i++) {
            String form = "username=" + encoded(names.get(i % names.size())) + "&password=wrong" + i + "&_csrf="
                    + encoded(csrf.group(1));
            raw("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\nCookie: JSESSIONID="
                    + browser.session() + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    + form.length() + "\r\n\r\n" + form);
        }
    }

    /** Each password that was looked at left a line. */
    private static int looked(String name) {
        return JDBC.sql("select count(*) from audit where action = 'session.sign-in-failed' and detail = :as")
                .param("as", "as " + name)
                .query(Integer.class)
                .single();
    }

    private void raw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer).isNotEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
