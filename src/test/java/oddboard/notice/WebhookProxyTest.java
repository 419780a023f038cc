package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import oddboard.outbound.CheckedDns;
import oddboard.outbound.ProxySettings;
import oddboard.testing.ConnectProxy;
import oddboard.testing.ServerCertificate;
import oddboard.testing.StartsProcess;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of a company whose servers reach the outside by a proxy alone: a real one, and a real host with TLS behind it. */
@StartsProcess
class WebhookProxyTest {
    @TempDir
    static Path folder;

    private static ServerCertificate certificate;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private HttpsServer host;
    private HttpServer plain;
    private ConnectProxy proxy;
    private int port;

    /** A certificate for hooks.example, which the test's clients trust as a company's servers trust its own. */
    @BeforeAll
    static void certify() throws Exception {
        certificate = ServerCertificate.of(folder, "dns:hooks.example");
    }

    @BeforeEach
    void open() throws Exception {
        host = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        host.createContext("/", this::take);
        host.start();
        port = host.getAddress().getPort();
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext("/", this::take);
        plain.start();
        proxy = new ConnectProxy(
                Map.of("hooks.example:" + port, host.getAddress(), "other.example:" + port, host.getAddress()));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean secret = exchange.getRequestHeaders().containsKey("Proxy-Authorization");
            taken.add(exchange.getRequestHeaders().getFirst("Host") + " " + body + (secret ? " and a password" : ""));
            exchange.getResponseHeaders().add("Location", "https://169.254.169.254/secret");
            String status = exchange.getRequestURI().getPath().substring(1);
            exchange.sendResponseHeaders(status.isEmpty() ? 204 : Integer.parseInt(status), -1);
        }
    }

    @AfterEach
    void close() throws IOException {
        host.stop(0);
        plain.stop(0);
        proxy.close();
    }

    /** Knows no host outside, as in a company that resolves its own names alone. */
    private final class InsideNames implements DnsResolver {
        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            lookedUp.add(name);
            if (!name.endsWith(".inside")) {
                throw new UnknownHostException(name);
            }
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        }

        @Override
        public String resolveCanonicalHostname(String name) {
            return name;
        }
    }

    private Webhook webhook(String userInfo, int at, String... hosts) {
        WebhookRules rules = new WebhookRules(List.of(hosts));
        ProxySettings settings = ProxySettings.of(
                new Properties(),
                Map.of("HTTPS_PROXY", "http://" + userInfo + "127.0.0.1:" + at, "NO_PROXY", "hooks.inside"));
        return certificate.trusted(() -> new Webhook(rules, new CheckedDns(rules, new InsideNames()), settings));
    }

    private Webhook webhook(String... hosts) {
        return webhook("", proxy.port(), hosts);
    }

    private String listed() {
        return "hooks.example:" + port;
    }

    @Test
    void aHostThatIsListedByNameIsReachedByTheProxyWhichAloneKnowsIt() throws IOException {
        try (Webhook webhook = webhook(listed(), "*")) {
            assertThat(webhook.requireAllowed("https://hooks.example:" + port + "/"))
                    .isEqualTo("hooks.example");
            for (int i = 0; i < 2; i++) {
                assertThat(webhook.send("https://hooks.example:" + port + "/", "x")
                                .sentence())
                        .isEqualTo("The host took it, with status 204.");
            }
        }
        assertThat(taken).hasSize(2).containsOnly(listed() + " {\"text\":\"x\"}");
        assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT " + listed() + " HTTP/1.1");
        assertThat(lookedUp).isEmpty();
    }

    /** Whoever owns a name may let the proxy find an address inside under it, and this server would not see it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example:%d/",
                "https://127.0.0.1:%d/",
                "https://169.254.169.254/",
                "https://[::1]:%d/",
                "https://hooks.example/"
            })
    void aStarAndAnotherPortReachNothingByTheProxy(String address) throws IOException {
        String at = address.formatted(port);
        try (Webhook webhook = webhook(listed(), "*")) {
            assertThatThrownBy(() -> webhook.requireAllowed(at))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is reached by a proxy, where this server can't check what it is")
                    .hasMessageContaining("oddboard.webhook.allowed-hosts");
            assertThat(webhook.send(at, "x").sentence()).contains("is reached by a proxy");
        }
        assertThat(proxy.requests()).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Test
    void whatNeedsNoProxyIsCheckedAsBefore() throws IOException {
        int http = plain.getAddress().getPort();
        try (Webhook webhook = webhook("*", "http://hooks.inside:" + http, "http://line.inside:" + http)) {
            assertThat(webhook.send("https://hooks.inside:" + port + "/", "x").sentence())
                    .contains("is inside this server's network");
            assertThat(webhook.send("http://hooks.inside:" + http + "/", "x").sent())
                    .isTrue();
            assertThat(webhook.send("http://line.inside:" + http + "/", "x").sent())
                    .as("plain http is for hosts inside, whether or not NO_PROXY names them")
                    .isTrue();
        }
        assertThat(proxy.requests()).isEmpty();
        assertThat(taken)
                .containsExactly(
                        "hooks.inside:" + http + " {\"text\":\"x\"}", "line.inside:" + http + " {\"text\":\"x\"}");
    }

    @Test
    void theProxysPasswordIsForTheProxyAlone() throws IOException {
        proxy.requirePassword("ada", "of the proxy");
        try (Webhook webhook = webhook("ada:of%20the%20proxy@", proxy.port(), listed())) {
            assertThat(webhook.send("https://hooks.example:" + port + "/", "x").sent())
                    .isTrue();
        }
        assertThat(taken).containsExactly(listed() + " {\"text\":\"x\"}");
        try (Webhook webhook = webhook("ada:wrong@", proxy.port(), listed())) {
            assertThat(webhook.send("https://hooks.example:" + port + "/", "x"))
                    .satisfies(result -> assertThat(result.status()).isZero())
                    .satisfies(result -> assertThat(result.sentence())
                            .isEqualTo("The host was not called: the proxy 127.0.0.1:" + proxy.port()
                                    + " answered with status 407."));
        }
        assertThat(taken).hasSize(1);
    }

    /** Status 410 of a host disables a webhook for good, a redirect might lead inside. */
    @ParameterizedTest
    @ValueSource(ints = {204, 302, 403, 410, 429, 502, 503})
    void whatTheProxyAnswersIsNoAnswerOfTheHost(int status) throws IOException {
        proxy.refuse(status);
        try (Webhook webhook = webhook(listed())) {
            Webhook.Result result = webhook.send("https://hooks.example:" + port + "/", "x");
            assertThat(result.status()).isZero();
            assertThat(result.sent()).isFalse();
            assertThat(result.retryAfter()).isEmpty();
            assertThat(result.sentence())
                    .isEqualTo("The host was not called: the proxy 127.0.0.1:" + proxy.port() + " answered with status "
                            + status + ".");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void theHostIsAskedForItsCertificateAndNoRedirectIsFollowed() throws IOException {
        try (Webhook webhook = webhook(listed(), "other.example:" + port)) {
            assertThat(webhook.send("https://other.example:" + port + "/", "x").sentence())
                    .as("the proxy leads to a host that is another")
                    .isEqualTo("The host's certificate or encryption can't be trusted.");
            assertThat(taken).isEmpty();
            assertThat(webhook.send("https://hooks.example:" + port + "/307", "x")
                            .sentence())
                    .contains("redirect (status 307), which is not followed");
            assertThat(webhook.send("https://hooks.example:" + port + "/410", "x")
                            .status())
                    .isEqualTo(410);
        }
        assertThat(taken).hasSize(2);
    }

    @Test
    void aProxyThatIsAwayIsNamed() throws IOException {
        int away = proxy.port();
        proxy.close();
        try (Webhook webhook = webhook("ada:secret@", away, listed())) {
            assertThat(webhook.send("https://hooks.example:" + port + "/", "x").sentence())
                    .isEqualTo("The host could not be reached by the proxy 127.0.0.1:" + away + ".");
        }
    }
}
