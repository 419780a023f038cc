package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.S3Server;
import oddboard.testing.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Images in a bucket, and in an archive at an address, taken in Chromium. */
@DrivesBrowser
class PlacesInBrowserTest {
    private static final int TRAIN = 1_100;
    private static final int TEST = 120;

    @TempDir
    Path folder;

    @Test
    void takesABucketAndAnAddress() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        draw("train/good", 0, TRAIN, files);
        draw("test/good", TRAIN, TEST, files);
        draw("test/bent", TRAIN + TEST, TEST, files);
        byte[] zip = Zips.of(files);
        ServerCertificate certificate = ServerCertificate.of(folder, "ip:127.0.0.1");
        HttpsServer web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        web.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, zip.length);
                exchange.getResponseBody().write(zip);
            }
        });
        web.start();
        String address = "https://127.0.0.1:" + web.getAddress().getPort();
        List<String> jvm = new ArrayList<>(certificate.trustOptions());
        jvm.addAll(List.of("-Xmx1g", "-Daws.accessKeyId=" + S3Server.KEY, "-Daws.secretAccessKey=" + S3Server.SECRET));
        try (S3Server server = new S3Server("company");
                Program program = Program.start(
                        folder.resolve("home"),
                        jvm,
                        "--oddboard.demo=false",
                        "--oddboard.upload.allowed-hosts=127.0.0.1:"
                                + web.getAddress().getPort(),
                        "--oddboard.upload.buckets[0].name=parts",
                        "--oddboard.upload.buckets[0].bucket=company",
                        "--oddboard.upload.buckets[0].endpoint=" + server.endpoint(),
                        "--oddboard.upload.buckets[0].prefix=inspection");
                Chromium chromium = new Chromium()) {
            files.forEach((name, bytes) -> server.put("inspection/caps/" + name, bytes));
            Api api = new Api(program.url(), Program.TOKEN);
            Page page = chromium.signedIn(program);

            String bucketSet = FolderInBrowserTest.create(api, "In a bucket");
            page.navigate(program.url() + "/datasets/" + bucketSet + "/versions/new");
            page.getByText("From a bucket or an address").click();
            server.setSecret("another");
            FolderInBrowserTest.click(page, "Open s3://parts");
            assertThat(page.getByText("refuses this server's key")).isVisible();
            Looks.asItIs(page, "bucket-refused");
            server.setSecret(S3Server.SECRET);
            FolderInBrowserTest.click(page, "Open s3://parts");
            FolderInBrowserTest.click(page, "Use s3://parts/caps");
            JsonNode version = FolderInBrowserTest.importWhatIsThere(api, page, bucketSet, "bucket");
            assertCounts(version);
            FolderInBrowserTest.assertPixels(api, version, files);
            assertThat(version.toString()).doesNotContain(S3Server.KEY);

            server.put("inspection/caps/train/good/new.png", Images.png(Images.rgb(32, 32, 9999)));
            page.navigate(program.url() + "/datasets/" + bucketSet + "/versions/new");
            FolderInBrowserTest.click(page, "Take again from s3://parts/caps");
            assertThat(page.getByText(
                            "Since version 1, taken from the same place, 1 file was added, 0 removed and 0 changed."))
                    .isVisible();
            Looks.asItIs(page, "bucket-again");

            String webSet = FolderInBrowserTest.create(api, "At an address");
            page.navigate(program.url() + "/datasets/" + webSet + "/versions/new");
            page.getByText("From a bucket or an address").click();
            page.getByLabel("Address of a file").fill("https://10.0.0.1/caps.zip");
            FolderInBrowserTest.click(page, "Use the file at this address");
            assertThat(page.getByText("oddboard.upload.allowed-hosts")).isVisible();
            page.getByLabel("Address of a file").fill(address + "/sets/caps.zip?key=secret");
            FolderInBrowserTest.click(page, "Use the file at this address");
            version = FolderInBrowserTest.importWhatIsThere(api, page, webSet, "address");
            assertCounts(version);
            FolderInBrowserTest.assertPixels(api, version, files);
            JsonNode whole =
                    api.get("/versions/" + version.get("id").asString()).json();
            assertThat(whole.get("report").toString())
                    .contains("Taken from " + address + "/sets/caps.zip on ")
                    .doesNotContain("secret");
        } finally {
            web.stop(0);
        }
    }

    private static void assertCounts(JsonNode version) {
        assertThat(version.get("trainCount").asInt()).isEqualTo(TRAIN);
        assertThat(version.get("testCount").asInt()).isEqualTo(2 * TEST);
        assertThat(version.get("anomalyCount").asInt()).isEqualTo(TEST);
    }

    private static void draw(String part, int from, int count, Map<String, byte[]> files) throws Exception {
        for (int n = from; n < from + count; n++) {
            files.put(part + "/" + n + ".png", Images.png(Images.rgb(32, 32, n)));
        }
    }
}
