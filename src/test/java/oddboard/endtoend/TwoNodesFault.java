package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import oddboard.testing.RolesPostgres;
import oddboard.testing.StickyProxy;
import oddboard.testing.Tus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two web nodes and a worker, signed in as the role that may change no table, behind a balancer that keeps browsers at a node. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesFault {
    private static final String PASSWORD = "seven wide caps";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    @TempDir
    static Path folder;

    private static RolesPostgres postgres;
    private static List<Program> nodes;
    private static Program worker;
    private static StickyProxy proxy;
    private static Api a;
    private static Api b;
    private static String version;

    @BeforeAll
    static void start() throws Exception {
        postgres = new RolesPostgres();
        assertThat(Program.launch(folder.resolve("m"), List.of(), options("owner", "--oddboard.role=migrate"))
                        .status())
                .isZero();
        // Both at once, on a database without anybody: one administrator comes of it.
        String[] web = options("app", "--oddboard.role=web", "--oddboard.demo=false");
        nodes = List.of(
                Program.launch(folder.resolve("a"), List.of("-Xmx512m"), web),
                Program.launch(folder.resolve("b"), List.of("-Xmx512m"), web));
        nodes.forEach(Program::awaitStart);
        worker = Program.worker(
                folder.resolve("w"), options("app", "--oddboard.worker.alive-file=" + folder.resolve("alive")));
        proxy = new StickyProxy(List.of(nodes.get(0).url(), nodes.get(1).url()));
        a = new Api(nodes.get(0).url(), Program.TOKEN);
        b = new Api(nodes.get(1).url(), Program.TOKEN);
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.forEach(Program::close);
        worker.close();
        proxy.close();
        postgres.close();
    }

    private static String[] options(String role, String... more) {
        return java.util.stream.Stream.concat(Arrays.stream(more), postgres.options(role).stream())
                .toArray(String[]::new);
    }

    @Test
    @Order(1)
    void oneTokenOpensBothAndAnUploadGoesOnAtTheOther() throws Exception {
        assertThat(nodes.stream().filter(n -> n.log().contains("one-time password")))
                .hasSize(1);
        String dataset =
                a.post("/datasets", "{\"name\":\"Pair\"}").json().get("id").asString();
        byte[] file = new byte[3_000_000];
        new Random(1).nextBytes(file);
        String link = new Tus(nodes.get(0).url(), Program.TOKEN).begin(dataset, "half.zip", file.length);
        assertThat(new Tus(nodes.get(0).url(), Program.TOKEN)
                        .send(link, 0, BodyPublishers.ofByteArray(Arrays.copyOf(file, 1_500_000)))
                        .get())
                .isEqualTo(204);
        Tus other = new Tus(nodes.get(1).url(), Program.TOKEN);
        assertThat(other.received(link)).isEqualTo(1_500_000);
        assertThat(other.send(
                                link,
                                1_500_000,
                                BodyPublishers.ofByteArray(Arrays.copyOfRange(file, 1_500_000, file.length)))
                        .get())
                .isEqualTo(204);
        assertThat(a.get("/datasets/" + dataset + "/uploads")
                        .json()
                        .get("items")
                        .get(0)
                        .get("size")
                        .asLong())
                .isEqualTo(file.length);

        StringBuilder files = new StringBuilder();
        for (Object[] part : new Object[][] {
            {DrawnSet.npy(folder.resolve("train.npy"), new boolean[60], 32, 1), "train"},
            {DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2), "test"},
            {DrawnSet.labels(folder.resolve("labels.csv"), TEST), "labels"}
        }) {
            String id = b.upload("/datasets/" + dataset + "/uploads?filename=" + ((Path) part[0]).getFileName(), (Path)
                            part[0])
                    .json()
                    .get("id")
                    .asString();
            files.append(files.isEmpty() ? "" : ",").append("{\"upload\":\"" + id + "\",\"role\":\"" + part[1] + "\"}");
        }
        version = a.post("/datasets/" + dataset + "/versions", "{\"files\":[" + files + "]}")
                .json()
                .get("id")
                .asString();
        Await.until(
                "the import",
                LONG,
                () -> b.get("/versions/" + version)
                                .json()
                                .get("state")
                                .asString()
                                .equals("READY")
                        ? 1
                        : null);
        assertThat(Files.exists(folder.resolve("alive")))
                .as("the worker's sign of life")
                .isTrue();
    }

    @Test
    @Order(4)
    @DrivesBrowser
    void pagesOfOneNodeFollowARunStartedAtTheOtherAndOutliveIt() throws Exception {
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.person(1200, 800);
            page.navigate(proxy.url());
            signIn(page, oneTimePassword());
            page.getByLabel("Current password").fill(oneTimePassword());
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            page.getByLabel("New password again").fill(PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change password"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Data sets")))
                    .isVisible();
            int mine = node(page);

            Api other = mine == 0 ? b : a;
            String run = other.post(
                            "/runs",
                            "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":3}}")
                    .json()
                    .get("id")
                    .asString();
            page.navigate(proxy.url() + "/runs/" + run);
            // Nobody reloads: what the other node and the worker do comes by push.
            assertThat(page.getByText("Succeeded").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG.toMillis()));
            assertThat(node(page)).as("it stayed at its node").isEqualTo(mine);

            String queued = other.post(
                            "/runs", "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"label\":\"nobody\"}")
                    .json()
                    .get("id")
                    .asString();
            page.navigate(proxy.url() + "/runs/" + queued);
            assertThat(page.getByText("Queued").first()).isVisible();
            nodes.get(mine).kill();
            // The page finds itself at the other node, which does not know it, and says so.
            var message = page.getByText("Your session has ended");
            assertThat(message).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            Chromium.screenshot(page, "node-gone");
            message.click();
            signIn(page, PASSWORD);
            page.waitForURL(Pattern.compile(".*/runs/" + queued + "$"));
            assertThat(page.getByText("Queued").first()).isVisible();
            assertThat(node(page)).isNotEqualTo(mine);
        }
    }

    private static void signIn(Page page, String password) {
        page.getByLabel("Name").fill("admin");
        page.locator("input[name=password]").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private static String oneTimePassword() {
        return nodes.stream()
                .filter(n -> n.log().contains("one-time password"))
                .findFirst()
                .orElseThrow()
                .oneTimePassword();
    }

    private static int node(Page page) {
        return page.context().cookies().stream()
                .filter(c -> c.name.equals(StickyProxy.COOKIE))
                .map(c -> Integer.parseInt(c.value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(2)
    void whatOneNodeChangesTheOtherKnowsAtOnce() throws Exception {
        String shared = a.get("/versions/" + version).json().get("dataset").asString();
        assertThat(a.patch("/datasets/" + shared, "{\"name\":\"Renamed\"}").status())
                .isEqualTo(200);
        assertThat(b.get("/datasets/" + shared).json().get("name").asString()).isEqualTo("Renamed");

        // Marks, and the label set that is made of them, by turns.
        assertThat(a.post("/versions/" + version + "/label-marks", "{\"index\":0,\"label\":1,\"reason\":\"seen at A\"}")
                        .status())
                .isLessThan(300);
        assertThat(b.get("/versions/" + version + "/label-marks").text()).contains("seen at A");
        assertThat(b.post(
                                "/versions/" + version + "/label-sets",
                                "{\"note\":\"from B\",\"labels\":[{\"index\":0,\"label\":1}]}")
                        .status())
                .isLessThan(300);
        assertThat(a.get("/versions/" + version + "/label-sets").text()).contains("from B");

        // A token that is made at one opens the other, and once revoked there neither.
        var token = a.post("/tokens", "{\"name\":\"pair\",\"scope\":\"read\"}").json();
        Api other = new Api(nodes.get(1).url(), token.get("secret").asString());
        Api one = new Api(nodes.get(0).url(), token.get("secret").asString());
        assertThat(other.get("/datasets").status()).isEqualTo(200);
        assertThat(b.delete("/tokens/" + token.get("id").asString()).status()).isLessThan(300);
        assertThat(one.get("/datasets").status()).isEqualTo(401);
        assertThat(other.get("/datasets").status()).isEqualTo(401);

        // Two changes of one thing from two nodes at once: both are answered, and there is one of them afterwards.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> a.patch("/datasets/" + shared, "{\"name\":\"From A\"}"));
            var second = threads.submit(() -> b.patch("/datasets/" + shared, "{\"name\":\"From B\"}"));
            assertThat(first.get().status()).isIn(200, 409, 412);
            assertThat(second.get().status()).isIn(200, 409, 412);
        }
        String name = a.get("/datasets/" + shared).json().get("name").asString();
        assertThat(name).isIn("From A", "From B");
        assertThat(b.get("/datasets/" + shared).json().get("name").asString()).isEqualTo(name);
    }

    @Test
    @Order(3)
    void triesToSignInAreCountedForBothNodesTogether() throws Exception {
        String end = "";
        for (int i = 0; i < 12; i++) {
            URI login = URI.create(nodes.get(i % 2).url() + "/login");
            try (HttpClient http = HttpClient.newBuilder()
                    .cookieHandler(new java.net.CookieManager())
                    .build()) {
                String form = http.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString())
                        .body();
                var token =
                        Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(form);
                assertThat(token.find()).isTrue();
                var tried = http.send(
                        HttpRequest.newBuilder(login)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(
                                        "_csrf=" + token.group(1) + "&username=guess&password=wrong" + i))
                                .build(),
                        BodyHandlers.discarding());
                end = tried.headers().firstValue("Location").orElse(tried.statusCode() + "");
            }
        }
        assertThat(end).as("the twelfth, though no node saw more than six").endsWith("?wait");
    }
}
