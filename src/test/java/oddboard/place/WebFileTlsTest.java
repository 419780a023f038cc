package oddboard.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import oddboard.testing.ServerCertificate;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file at an https address, from a server that speaks TLS on the loopback interface with a certificate of the test's own. */
@StartsProcess
class WebFileTlsTest {
    private static final String UNTRUSTED =
            "The certificate or encryption of the host 127.0.0.1 can't be trusted; if the certificate is your company's own,"
                    + " an administrator can add it to Java's trust store.";

    @TempDir
    static Path folder;

    private static ServerCertificate certificate;
    private final byte[] content = new byte[3_000_000];
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private String base = "";
    private volatile boolean cut;

    @BeforeAll
    static void certify() throws Exception {
        certificate = ServerCertificate.of(folder, "ip:127.0.0.1");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void serve(ServerCertificate shown) throws Exception {
        new Random(3).nextBytes(content);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(shown.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/files/", this::file);
        server.createContext("/to", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
            }
        });
        server.start();
        base = "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI() + " " + range);
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            String[] ends = range == null
                    ? new String[] {"0", ""}
                    : range.substring("bytes=".length()).split("-", -1);
            int start = Integer.parseInt(ends[0]);
            int end = ends[1].isEmpty() ? content.length : Integer.parseInt(ends[1]) + 1;
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, end - start);
            if (cut && end - start > 1) {
                cut = false;
                exchange.getResponseBody().write(content, start, 1_000_000);
                exchange.getResponseBody().flush();
                throw new IOException("cut off as the test wants it");
            }
            exchange.getResponseBody().write(content, start, end - start);
        }
    }

    private static byte[] read(Place place) throws IOException {
        try (InputStream in = place.open(place.list().files().getFirst())) {
            return in.readAllBytes();
        }
    }

    private static void refused(Places places, String address, String code, String sentence) {
        assertThatThrownBy(() -> places.find(address))
                .as(address)
                .hasFieldOrPropertyWithValue("code", code)
                .hasMessage(sentence);
    }

    @Test
    void aFileIsReadWholeAlsoBehindARedirectAndAfterABreak() throws Exception {
        serve(certificate);
        Places places = certificate.trusted(() -> TestPlaces.web("127.0.0.1:" + port()));
        assertThat(read(places.find(base + "/files/caps.zip"))).isEqualTo(content);
        assertThat(read(places.find(base + "/to?/files/caps.zip"))).isEqualTo(content);
        requests.clear();
        Place place = places.find(base + "/files/caps.zip");
        cut = true;
        assertThat(read(place)).isEqualTo(content);
        assertThat(requests).as("a look, a part, the rest").hasSize(3);
        assertThat(requests.getLast()).matches("/files/caps.zip bytes=\\d{6,7}-");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @Test
    void fromHttpsNoRedirectLeadsToAHostThatIsNotListed() throws Exception {
        serve(certificate);
        Places places = certificate.trusted(() -> TestPlaces.web("127.0.0.1:" + port(), "*"));
        refused(
                places,
                base + "/to?https://localhost:" + port() + "/files/caps.zip",
                "ADDRESS_REFUSED",
                "The host localhost is inside this server's network, and the administrator does not list it in"
                        + " oddboard.upload.allowed-hosts.");
        assertThatThrownBy(() -> places.find(base + "/to?http://127.0.0.1:" + port() + "/files/caps.zip"))
                .hasFieldOrPropertyWithValue("code", "ADDRESS_REFUSED")
                .hasMessageContaining("plain http is only for hosts");
        assertThat(requests).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        serve(certificate);
        refused(TestPlaces.web("127.0.0.1:" + port()), base + "/files/caps.zip", "ADDRESS_AWAY", UNTRUSTED);
        assertThat(requests).as("nothing was asked of it").isEmpty();
    }

    @Test
    void aCertificateThatIsTrustedForAnotherHostIsRefused() throws Exception {
        ServerCertificate another = ServerCertificate.of(folder, "dns:files.example");
        serve(another);
        refused(
                another.trusted(() -> TestPlaces.web("127.0.0.1:" + port())),
                base + "/files/caps.zip",
                "ADDRESS_AWAY",
                UNTRUSTED);
        assertThat(requests).isEmpty();
    }
}
