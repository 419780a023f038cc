package oddboard.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.vaadin.flow.router.Route;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;

/**
 * Pictures of every page for docs/screenshots: light and dark, 1440 and 390 pixels wide, of the demo when its runs have ended.
 * A page that is new needs a line here; one that is wider than a phone is a fault.
 */
class PicturesBench {
    private static final Path FOLDER = Path.of("docs", "screenshots");
    private static final Duration LONG = Duration.ofMinutes(8);

    /** Name of the picture by route; {dataset}, {run}, {other}, {sweep}, {submission} and {invitation} are filled in. */
    private static final Map<String, List<String>> PAGES = new TreeMap<>(Map.ofEntries(
            page("", "data-sets", ""),
            page("datasets/new", "new-data-set", "datasets/new"),
            page("datasets/:id", "leaderboard", "datasets/{dataset}"),
            page("datasets/:id/images", "images", "datasets/{dataset}/images"),
            page("datasets/:id/runs", "runs-of-data-set", "datasets/{dataset}/runs"),
            page("datasets/:id/versions", "versions", "datasets/{dataset}/versions"),
            page("datasets/:id/versions/new", "upload", "datasets/{dataset}/versions/new"),
            page("datasets/:id/settings", "data-set-settings", "datasets/{dataset}/settings"),
            page("datasets/:id/new-run", "new-run", "datasets/{dataset}/new-run"),
            page("compare", "compare", "compare?runs={run},{other}"),
            page("submissions/:id", "submission", "submissions/{submission}"),
            page("runs", "runs", "runs"),
            page("runs/:id", "run", "runs/{run}"),
            page("runs/:id/images", "ranked-images", "runs/{run}/images"),
            page("runs/:id/results", "results", "runs/{run}/results"),
            page("runs/:id/settings", "run-settings", "runs/{run}/settings"),
            page("runs/:id/log", "log", "runs/{run}/log"),
            page("runs/:id/attempts", "attempts", "runs/{run}/attempts"),
            page("sweeps", "sweeps", "sweeps"),
            page("sweeps/new", "new-sweep", "sweeps/new?dataset={dataset}"),
            page("sweeps/:id", "sweep", "sweeps/{sweep}"),
            page("queue", "queue", "queue"),
            page("workers", "workers", "workers"),
            page("storage", "storage", "storage"),
            page("health", "health", "health"),
            page("notices", "notices", "notices"),
            page("account", "account", "account"),
            page("api-docs", "api", "api-docs"),
            page("users", "users", "users"),
            page("join", "join", "join/{invitation}"),
            page("account/password", "change-password", "account/password"),
            page("login", "sign-in", "login")));

    @TempDir
    Path home;

    private static Map.Entry<String, List<String>> page(String route, String picture, String address) {
        return Map.entry(route, List.of(picture, address));
    }

    @Test
    void everyPage() throws Exception {
        assertThat(PAGES.keySet()).as("every page has a picture").containsExactlyInAnyOrderElementsOf(routes());
        List<String> tooWide = new ArrayList<>();
        try (Program program = Program.start(home); Chromium chromium = new Chromium()) {
            Map<String, String> ids = fill(new Api(program.url(), Program.TOKEN));
            Page stranger = chromium.person(1440, 900);
            Page admin = chromium.signedIn(program);
            for (Map.Entry<String, List<String>> entry : PAGES.entrySet()) {
                Page page = entry.getKey().equals("login") || entry.getKey().equals("join") ? stranger : admin;
                String address = entry.getValue().getLast();
                for (Map.Entry<String, String> id : ids.entrySet()) {
                    address = address.replace("{" + id.getKey() + "}", id.getValue());
                }
                if (!take(page, program.url() + "/" + address, entry.getValue().getFirst())) {
                    tooWide.add(address);
                }
            }
        }
        assertThat(tooWide).as("pages that scroll sideways on a phone").isEmpty();
    }

    private static List<String> routes() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        return scan.findCandidateComponents("oddboard").stream().map(found -> {
            try {
                return Class.forName(found.getBeanClassName()).getAnnotation(Route.class).value();
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    /** Waits for the demo and adds what else a team has: a sweep and a submission. */
    private static Map<String, String> fill(Api api) throws IOException, InterruptedException {
        Map<String, String> runs = Await.until("the demo's runs", LONG, () -> ended(api));
        JsonNode dataset = api.get("/datasets").json().get("items").get(0);
        String version = dataset.get("versions").get(0).get("id").asString();
        String scores = api.get("/runs/" + runs.get("conv") + "/scores.csv").text();
        Api.Answer submitted = api.upload("/versions/" + version + "/submissions?name=Scores%20of%20a%20friend",
                BodyPublishers.ofString(scores));
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
        JsonNode sweep = api.post("/sweeps", """
                {"name":"Epochs and batches","versions":["%s"],"detectors":["fcn"],"settings":{"epochs":{"values":[2,4]},"batchSize":{"values":[32,64]}},
                "seeds":[1,2]}""".formatted(version)).json();
        String id = sweep.get("id").asString();
        Await.until("the sweep", LONG, () -> {
            String state = json(api, "/sweeps/" + id).get("state").asString();
            return state.equals("RUNNING") || state.equals("PAUSED") ? null : state;
        });
        JsonNode invitation = api.post("/invitations", "{\"role\":\"member\"}").json();
        return Map.of("invitation", invitation.get("link").asString().replaceFirst(".*/join/", ""), "dataset", dataset.get("id").asString(), "run", runs.get("conv"), "other", runs.get("vae"),
                "sweep", id, "submission", submitted.json().get("submission").asString());
    }

    private static Map<String, String> ended(Api api) {
        Map<String, String> ended = new TreeMap<>();
        for (JsonNode run : json(api, "/runs").get("items")) {
            if (!run.get("state").asString().equals("SUCCEEDED")) {
                return null;
            }
            ended.put(run.get("detector").asString(), run.get("id").asString());
        }
        return ended.size() < 3 ? null : ended;
    }

    private static JsonNode json(Api api, String path) {
        try {
            return api.get(path).json();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the page is no wider than a phone. */
    private static boolean take(Page page, String address, String name) throws IOException {
        boolean fits = true;
        for (int width : new int[] {1440, 390}) {
            page.setViewportSize(width, width == 390 ? 844 : 900);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.navigate(address);
                page.waitForLoadState(LoadState.NETWORKIDLE);
                page.waitForTimeout(900);
                fits &= (Boolean) page.evaluate("document.scrollingElement.scrollWidth <= innerWidth");
                save(page, name + "-" + width + (scheme == ColorScheme.DARK ? "-dark" : "") + ".webp");
            }
        }
        return fits;
    }

    private static void save(Page page, String file) throws IOException {
        JsonObject wish = new JsonObject();
        wish.addProperty("format", "webp");
        wish.addProperty("quality", 80);
        CDPSession session = page.context().newCDPSession(page);
        String bytes = session.send("Page.captureScreenshot", wish).get("data").getAsString();
        session.detach();
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(file), Base64.getDecoder().decode(bytes));
    }
}
