package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import oddboard.Application;
import oddboard.account.SettableClock;
import oddboard.testing.QuickPassword;
import oddboard.testing.RunsProgram;
import oddboard.testing.TestDatabase;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole program behind its real doors on a real port, with a clock that the test sets and a provider beside it. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DoorFixture.Time.class)
@RunsProgram
abstract class DoorFixture {
    static final String TOKEN = "token-0123456789-0123456789-0123456789";
    static final String PASSWORD = "four little words here";
    static final LoopbackProvider PROVIDER = new LoopbackProvider();
    static final SettableClock CLOCK = new SettableClock();
    private static final DataSource DATABASE = TestDatabase.dataSource();
    static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final String HASH = QuickPassword.hash(PASSWORD);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @TestConfiguration
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path home = Files.createTempDirectory("oddboard-door");
        Path secret = Files.writeString(home.resolve("client-secret"), LoopbackProvider.SECRET + "\n");
        registry.add("spring.datasource.url", () -> TestDatabase.url(DATABASE));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("oddboard.home", home::toString);
        registry.add("oddboard.role", () -> "web");
        registry.add("oddboard.demo", () -> "false");
        registry.add("oddboard.bootstrap-token", () -> TOKEN);
        registry.add("oddboard.oidc.issuer", PROVIDER::issuer);
        registry.add("oddboard.oidc.client-id", () -> LoopbackProvider.CLIENT);
        registry.add("oddboard.oidc.client-secret-file", secret::toString);
        registry.add("oddboard.oidc.name", () -> "Example ID");
        registry.add("oddboard.oidc.new-people", () -> "viewer");
    }

    static long add(String name, String role) {
        return JDBC.sql("insert into account (name, password_hash, role) values (:name, :hash, :role) returning id")
                .param("name", name)
                .param("hash", HASH)
                .param("role", role)
                .query(Long.class)
                .single();
    }

    /** A browser of one person. */
    final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), BodyHandlers.ofString());
        }

        HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(
                    URI.create(path.startsWith("http") ? path : "http://localhost:" + port + path));
        }

        HttpResponse<String> get(String path) throws Exception {
            return send(to(path).header("Accept", "text/html"));
        }

        /** As an open page does by itself. */
        int data() throws Exception {
            return send(to("/api/v1/datasets")).statusCode();
        }

        /** The address that the door sends on to. */
        String signIn(String name, String password) throws Exception {
            HttpResponse<String> door = get("/login");
            Matcher csrf = CSRF.matcher(door.body());
            assertThat(csrf.find()).as(door + door.body()).isTrue();
            HttpResponse<String> answer = send(to("/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("username=" + encoded(name) + "&password=" + encoded(password)
                            + "&_csrf=" + encoded(csrf.group(1)))));
            assertThat(answer.statusCode()).isEqualTo(302);
            return path(answer);
        }

        String session() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer + " " + answer.body()));
    }

    static String path(HttpResponse<?> answer) {
        return location(answer).replaceFirst("^http://localhost:\\d+", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
