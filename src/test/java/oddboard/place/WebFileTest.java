package oddboard.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import oddboard.common.InputException;
import oddboard.outbound.ProxySettings;
import oddboard.testing.ConnectProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebFileTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final byte[] content = new byte[3_000_000];
    private HttpServer server;
    private Places places;
    private String base;
    private volatile String tag = "\"one\"";
    private volatile int cutAfter = -1;

    @BeforeEach
    void open() throws IOException {
        new Random(2).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/files/", exchange -> file(exchange, true));
        server.createContext("/plain/", exchange -> file(exchange, false));
        server.createContext("/named", exchange -> {
            exchange.getResponseHeaders()
                    .set("Content-Disposition", "attachment; filename=\"x.zip\"; filename*=UTF-8''caps%20%C3%BC.zip");
            file(exchange, true);
        });
        server.createContext(
                "/status/",
                exchange -> status(
                        exchange,
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(8))));
        server.createContext("/page", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            status(exchange, 200);
        });
        server.createContext("/to", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getQuery());
            status(exchange, 302);
        });
        server.createContext("/loop", exchange -> {
            exchange.getResponseHeaders().set("Location", "/loop");
            status(exchange, 307);
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        places = TestPlaces.web(base, "*");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            byte[] body = "no file".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void file(HttpExchange exchange, boolean ranges) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
            requests.add(exchange.getRequestURI() + " " + range + " " + ifRange);
            exchange.getResponseHeaders().set("ETag", tag);
            boolean part = ranges && range != null && (ifRange == null || ifRange.equals(tag));
            String[] ends = part ? range.substring(6).split("-", -1) : new String[] {"0", ""};
            int start = Integer.parseInt(ends[0]);
            int end = ends[1].isEmpty() ? content.length - 1 : Integer.parseInt(ends[1]);
            if (part) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + end + "/" + content.length);
            }
            exchange.sendResponseHeaders(part ? 206 : 200, end - start + 1);
            int cut = cutAfter;
            if (cut >= 0 && end - start > cut) {
                cutAfter = -1;
                exchange.getResponseBody().write(content, start, cut);
                exchange.getResponseBody().flush();
                throw new IOException("cut off as the test wants it");
            }
            exchange.getResponseBody().write(content, start, end - start + 1);
        }
    }

    private byte[] read(String address) throws IOException {
        Place place = places.find(address);
        try (InputStream in = place.open(place.list().files().getFirst())) {
            return in.readAllBytes();
        }
    }

    @Test
    void aFileIsReadWithItsNameAndSize() throws IOException {
        PlaceFile file = places.find(base + "/files/sets/caps%20a.zip?key=secret")
                .list()
                .files()
                .getFirst();
        assertThat(file).isEqualTo(new PlaceFile("caps a.zip", content.length, 0, tag));
        assertThat(places.find(base + "/files/sets/caps.zip?key=secret").name())
                .isEqualTo(base + "/files/sets/caps.zip");
        assertThat(places.find(base + "/named").list().files().getFirst().name())
                .isEqualTo("caps ü.zip");
        assertThat(read(base + "/files/caps.zip")).isEqualTo(content);
        assertThat(read(base + "/plain/caps.zip")).isEqualTo(content);
    }

    @Test
    void whatBreaksOffGoesOnWhereItBroke() throws IOException {
        cutAfter = 1_000_000;
        assertThat(read(base + "/files/caps.zip")).isEqualTo(content);
        assertThat(requests).as("a look, a part, the rest").hasSize(3);
        assertThat(requests.getLast()).matches("/files/caps.zip bytes=\\d{6,7}- \"one\"");
        Place plain = places.find(base + "/plain/caps.zip");
        cutAfter = 1_000_000;
        try (InputStream in = plain.open(plain.list().files().getFirst())) {
            assertThat(in.readAllBytes()).as("a host that knows no ranges").isEqualTo(content);
        }
    }

    @Test
    void whatIsAnotherFileByThenIsReported() throws IOException {
        for (String path : List.of("/files/caps.zip", "/plain/caps.zip")) {
            tag = "\"one\"";
            Place place = places.find(base + path);
            cutAfter = 1_000_000;
            try (InputStream in = place.open(place.list().files().getFirst())) {
                in.readNBytes(10);
                tag = "\"two\"";
                assertThatThrownBy(in::readAllBytes).isInstanceOf(ChangedFileException.class);
            }
        }
    }

    private void refused(String address, String code, String sentence) {
        assertThatThrownBy(() -> places.find(address))
                .as(address)
                .isInstanceOf(InputException.class)
                .hasFieldOrPropertyWithValue("code", code)
                .message()
                .contains(sentence)
                .doesNotContain("key=secret");
    }

    @Test
    void eachAnswerThatIsNoFileIsOneSentence() {
        refused(
                base + "/status/404?key=secret",
                "ADDRESS_REFUSED",
                "The host 127.0.0.1 has nothing at this address (status 404).");
        refused(base + "/status/403", "ADDRESS_REFUSED", "does not give this file to everybody (status 403).");
        refused(base + "/status/500", "ADDRESS_AWAY", "is too busy or out of order (status 500); try again later.");
        refused(base + "/status/206", "ADDRESS_REFUSED", "no size");
        refused(base + "/page/caps.zip", "ADDRESS_REFUSED", "answers with a web page instead of caps.zip");
        refused("https://no-such-host.invalid/a.zip", "ADDRESS_AWAY", "There is no host named no-such-host.invalid.");
    }

    @Test
    void nothingInsideIsReachedAndEachRedirectIsChecked() throws IOException {
        assertThat(read(base + "/to?/files/caps.zip")).isEqualTo(content);
        refused("https://127.0.0.1:1/a.zip", "ADDRESS_REFUSED", "is inside this server's network");
        refused(
                "http://localhost:" + server.getAddress().getPort() + "/files/a.zip",
                "ADDRESS_REFUSED",
                "plain http is only for hosts");
        refused("https://me:secret@example.com/a.zip", "ADDRESS_REFUSED", "no name and password");
        refused(base + "/to?https://127.0.0.1:1/a.zip", "ADDRESS_REFUSED", "is inside this server's network");
        refused(
                base + "/to?https://169.254.169.254/latest/meta-data",
                "ADDRESS_REFUSED",
                "is inside this server's network");
        refused(base + "/to?http://127.0.0.1:1/a.zip", "ADDRESS_REFUSED", "plain http is only for hosts");
        refused(base + "/to?file:///etc/passwd", "ADDRESS_REFUSED", "");
        refused(base + "/loop", "ADDRESS_REFUSED", "redirects more than 5 times");
        places = TestPlaces.web();
        refused("https://example.com/a.zip", "ADDRESS_REFUSED", "oddboard.upload.allowed-hosts");
        assertThat(places.hasAddresses()).isFalse();
    }

    /** The test's server is the proxy; the host is one that no name server knows. */
    @Test
    void byAProxyOnlyHostsThatAreListedByNameAreReached() throws IOException {
        ProxySettings proxy =
                ProxySettings.of(new Properties(), Map.of("https_proxy", base, "NO_PROXY", "127.0.0.1,.direct.test"));
        try (WebFiles web = new WebFiles(List.of("http://files.test:8080", "*"), proxy)) {
            Place place = web.find("http://files.test:8080/files/caps.zip");
            try (InputStream in = place.open(place.list().files().getFirst())) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThat(requests.getFirst()).startsWith("http://files.test:8080/files/caps.zip ");
            assertThatThrownBy(() -> web.find("https://other.test/files/caps.zip"))
                    .hasFieldOrPropertyWithValue("code", "ADDRESS_REFUSED")
                    .hasMessageContaining("is reached by a proxy");
            assertThatThrownBy(() -> web.find("https://a.direct.test/caps.zip"))
                    .hasFieldOrPropertyWithValue("code", "ADDRESS_AWAY");
        }
        try (ConnectProxy refusing = new ConnectProxy(Map.of());
                WebFiles web = new WebFiles(
                        List.of("files.test"),
                        ProxySettings.of(
                                new Properties(), Map.of("https_proxy", "http://127.0.0.1:" + refusing.port())))) {
            refusing.refuse(404);
            assertThatThrownBy(() -> web.find("https://files.test/caps.zip"))
                    .hasFieldOrPropertyWithValue("code", "ADDRESS_AWAY")
                    .hasMessage("The host files.test can't be reached: the proxy 127.0.0.1:" + refusing.port()
                            + " answered with status 404.");
        }
    }
}
