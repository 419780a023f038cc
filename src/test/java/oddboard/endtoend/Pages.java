package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Route;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.testing.Api;
import oddboard.testing.Await;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;

/** Every page of the program: a page that is new needs a line here. */
final class Pages {
    private static final Duration LONG = Duration.ofMinutes(8);

    /** Its route, the name of its image, and its address with {dataset}, {run}, {other}, {sweep}, {submission} and {invitation}. */
    record One(String route, String picture, String address) {
        /** Whether it is for who is not signed in. */
        boolean forStrangers() {
            return route.equals("login") || route.equals("join");
        }

        String address(Map<String, String> ids) {
            String filled = address;
            for (Map.Entry<String, String> id : ids.entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return filled;
        }
    }

    static final List<One> ALL = List.of(
            new One("", "data-sets", ""),
            new One("datasets/new", "new-data-set", "datasets/new"),
            new One("datasets/:id", "leaderboard", "datasets/{dataset}"),
            new One("datasets/:id/images", "images", "datasets/{dataset}/images"),
            new One("datasets/:id/runs", "runs-of-data-set", "datasets/{dataset}/runs"),
            new One("datasets/:id/versions", "versions", "datasets/{dataset}/versions"),
            new One("datasets/:id/versions/new", "upload", "datasets/{dataset}/versions/new"),
            new One("datasets/:id/review", "label-review", "datasets/{dataset}/review"),
            new One("datasets/:id/settings", "data-set-settings", "datasets/{dataset}/settings"),
            new One("datasets/:id/new-run", "new-run", "datasets/{dataset}/new-run"),
            new One("projects", "projects", "projects"),
            new One("projects/:id", "project", "projects/{project}"),
            new One("compare", "compare", "compare?runs={run},{other}"),
            new One("across", "across", "across"),
            new One("label-free", "label-free", "label-free"),
            new One("submissions/:id", "submission", "submissions/{submission}"),
            new One("detectors", "detectors", "detectors?id=conv"),
            new One("runs", "runs", "runs"),
            new One("runs/:id", "run", "runs/{run}"),
            new One("runs/:id/images", "ranked-images", "runs/{run}/images"),
            new One("runs/:id/results", "results", "runs/{run}/results"),
            new One("runs/:id/settings", "run-settings", "runs/{run}/settings"),
            new One("runs/:id/log", "log", "runs/{run}/log"),
            new One("runs/:id/attempts", "attempts", "runs/{run}/attempts"),
            new One("models", "models", "models"),
            new One("models/:name", "model", "models/drawn-caps"),
            new One("models/:name/thresholds", "model-thresholds", "models/drawn-caps/thresholds"),
            new One("models/:name/export", "model-export", "models/drawn-caps/export"),
            new One("models/:name/history", "model-history", "models/drawn-caps/history"),
            new One("backbones", "backbones", "backbones"),
            new One("inboxes", "inboxes", "inboxes"),
            new One("inboxes/:id", "inbox", "inboxes/{inbox}"),
            new One("scorings", "scorings", "scorings"),
            new One("scorings/new", "new-scoring", "scorings/new?model=drawn-caps/1"),
            new One("scorings/:id", "scoring", "scorings/{scoring}"),
            new One("scorings/:id/review", "scoring-review", "scorings/{scoring}/review"),
            new One("sweeps", "sweeps", "sweeps"),
            new One("sweeps/new", "new-sweep", "sweeps/new?from={run}"),
            new One("sweeps/:id", "sweep", "sweeps/{sweep}"),
            new One("queue", "queue", "queue"),
            new One("workers", "workers", "workers"),
            new One("storage", "storage", "storage"),
            new One("quotas", "quotas", "quotas"),
            new One("maintenance", "maintenance", "maintenance"),
            new One("health", "health", "health"),
            new One("audit", "audit", "audit"),
            new One("notices", "notices", "notices"),
            new One("account", "account", "account"),
            new One("webhooks", "webhooks", "webhooks"),
            new One("api-docs", "api", "api-docs"),
            new One("users", "users", "users"),
            new One("join", "join", "join/{invitation}"),
            new One("account/password", "change-password", "account/password"),
            new One("login", "sign-in", "login"));

    private Pages() {}

    /** The setting that lists a folder for an inbox. */
    static String watched(Path parent) throws IOException {
        return "--oddboard.upload.server-folders=" + Files.createDirectories(parent.resolve("watched"));
    }

    static void assertWhole() {
        assertThat(ALL)
                .extracting(One::route)
                .as("every page has a line")
                .containsExactlyInAnyOrderElementsOf(routes());
    }

    private static List<String> routes() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        return scan.findCandidateComponents("oddboard").stream()
                .map(found -> {
                    try {
                        return Class.forName(found.getBeanClassName())
                                .getAnnotation(Route.class)
                                .value();
                    } catch (ClassNotFoundException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** Adds a sweep with these settings, a submission and an invitation to what a team has, and returns what fills the addresses. */
    static Map<String, String> fill(Api api, String version, String run, String folder, String sweepOf)
            throws IOException, InterruptedException {
        String scores = api.get("/runs/" + run + "/scores.csv").text();
        Api.Answer submitted = api.upload(
                "/versions/" + version + "/submissions?name=Scores%20of%20a%20friend", BodyPublishers.ofString(scores));
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
        Api.Answer swept = api.post(
                "/sweeps", "{\"name\":\"Epochs and batches\",\"versions\":[\"%s\"],%s}".formatted(version, sweepOf));
        assertThat(swept.status()).as(swept.text()).isLessThan(300);
        String sweep = swept.json().get("id").asString();
        JsonNode done = Await.until("the sweep", LONG, () -> {
            JsonNode now = api.get("/sweeps/" + sweep).json();
            String state = now.get("state").asString();
            return state.equals("RUNNING") || state.equals("PAUSED") ? null : now;
        });
        Api.Answer model = api.post("/models", "{\"name\":\"drawn-caps\",\"run\":\"" + run + "\"}");
        assertThat(model.status()).as(model.text()).isEqualTo(201);
        Api.Answer scored = api.post("/scorings", "{\"model\":\"drawn-caps/1\",\"version\":\"" + version + "\"}");
        assertThat(scored.status()).as(scored.text()).isEqualTo(202);
        String scoring = scored.json().get("id").asString();
        Await.until("the scoring", LONG, () -> {
            String state = api.get("/scorings/" + scoring).json().get("state").asString();
            return state.equals("SUCCEEDED") ? state : null;
        });
        Await.until(
                "the bundle",
                LONG,
                () -> api.get("/models/drawn-caps/versions/1/export.zip?format=onnx")
                                        .status()
                                == 200
                        ? true
                        : null);
        assertThat(api.put("/models/drawn-caps/aliases/champion", "{\"version\":1}")
                        .status())
                .isEqualTo(200);
        Api.Answer watched = api.post(
                "/inboxes",
                "{\"name\":\"Line 3\",\"folder\":\"" + folder + "\",\"model\":\"drawn-caps\",\"alias\":\"champion\"}");
        assertThat(watched.status()).as(watched.text()).isEqualTo(201);
        String inbox = watched.json().get("id").asString();
        JsonNode invitation = api.post("/invitations", "{\"role\":\"member\"}").json();
        return Map.of(
                "invitation",
                invitation.get("link").asString().replaceFirst(".*/join/", ""),
                "run",
                run,
                "inbox",
                inbox,
                "scoring",
                scoring,
                "sweep",
                sweep,
                "other",
                done.get("combinations").get(0).get("runs").get(0).get("run").asString(),
                "submission",
                submitted.json().get("submission").asString());
    }
}
