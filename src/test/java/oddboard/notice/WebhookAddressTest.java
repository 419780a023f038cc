package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import oddboard.outbound.CheckedDns;
import oddboard.outbound.ProxySettings;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are somebody else a moment later, and hosts that send their callers elsewhere: two servers of this machine. */
class WebhookAddressTest {
    private static final String HOST = "hooks.example";
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final Names names = new Names();
    private HttpServer first;
    private HttpServer second;
    private int port;

    /** Answers with one address after the other, and with the last one from then on. */
    private static final class Names implements DnsResolver {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicReference<List<String[]>> answers = new AtomicReference<>(List.of());

        void answer(String[]... next) {
            asked.set(0);
            answers.set(Arrays.asList(next));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<String[]> all = answers.get();
            String[] now = all.get(Math.min(asked.getAndIncrement(), all.size() - 1));
            InetAddress[] found = new InetAddress[now.length];
            for (int i = 0; i < now.length; i++) {
                found[i] = InetAddress.getByAddress(
                        host, InetAddress.getByName(now[i]).getAddress());
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static String[] at(String... addresses) {
        return addresses;
    }

    @BeforeEach
    void open() throws IOException {
        first = server("127.0.0.2", 0, "first");
        port = first.getAddress().getPort();
        second = server("127.0.0.3", port, "second");
    }

    private HttpServer server(String address, int port, String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", exchange -> {
            taken.add(name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String status = exchange.getRequestURI().getPath().substring(1);
            exchange.getResponseHeaders().add("Location", "http://127.0.0.3:" + this.port + "/secret");
            exchange.sendResponseHeaders(status.matches("\\d+") ? Integer.parseInt(status) : 200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterEach
    void close() {
        first.stop(0);
        second.stop(0);
    }

    private Webhook listed() {
        return webhook("http://" + HOST + ":" + port);
    }

    private Webhook webhook(String... hosts) {
        WebhookRules rules = new WebhookRules(List.of(hosts));
        return new Webhook(rules, new CheckedDns(rules, names), ProxySettings.NONE);
    }

    @Test
    void connectsToTheAddressThatWasChecked() throws IOException {
        try (Webhook webhook = listed()) {
            names.answer(at("127.0.0.2"), at("127.0.0.3"));
            assertThat(webhook.send("http://" + HOST + ":" + port + "/hook", "x")
                            .sent())
                    .isTrue();
            assertThat(names.asked).as("look-ups").hasValue(1);
            assertThat(taken).containsExactly("first POST /hook");
        }
    }

    /** With a star alone, what is inside is refused whichever look-up says it. */
    @Test
    void refusesANameThatTurnsInside() throws IOException {
        try (Webhook webhook = webhook("*")) {
            for (String[] inside : List.of(
                    at("127.0.0.2"), at("8.8.8.8", "127.0.0.2"), at("10.0.0.1"), at("::1"), at("169.254.169.254"))) {
                names.answer(inside, at("127.0.0.3"));
                Webhook.Result result = webhook.send("https://" + HOST + ":" + port + "/hook", "x");
                assertThat(result.sentence()).as(inside[0]).contains("is inside this server's network");
                assertThat(names.asked).as("look-ups").hasValue(1);
            }
        }
        assertThat(taken).isEmpty();
    }

    /** A host that is listed at one port leads to no other port, whatever its name means. */
    @Test
    void aListedHostIsNotInsideAtItsOtherPorts() throws IOException {
        try (Webhook webhook = webhook("*", "http://" + HOST + ":1")) {
            names.answer(at("127.0.0.2"));
            assertThat(webhook.send("https://" + HOST + ":" + port + "/hook", "x")
                            .sentence())
                    .contains("is inside this server's network");
        }
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
    void followsNoRedirectToAnAddressInside(int status) throws IOException {
        try (Webhook webhook = listed()) {
            names.answer(at("127.0.0.2"));
            Webhook.Result result = webhook.send("http://" + HOST + ":" + port + "/" + status, "x");
            assertThat(result.sent()).isFalse();
            assertThat(result.sentence()).contains("redirect (status " + status + "), which is not followed");
        }
        assertThat(taken).containsExactly("first POST /" + status);
    }
}
