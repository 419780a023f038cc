package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts of users that are markup stay texts on every page, for whoever looks at them: {@link AccessibilityTest} looks. */
final class StoredMarkup {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String MARKUP = "'\"><img src=x onerror=alert(1)><b class=injected>";
    private static final String QUOTED = new JsonMapper().writeValueAsString(MARKUP);
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    /** In the page and in every shadow tree. */
    private static final String FOUND = """
            () => {
              const found = [];
              const look = root => root.querySelectorAll('*').forEach(e => {
                if (e.matches('.injected, img[src="x"], [onerror], [onload]')) found.push(e.outerHTML.slice(0, 200));
                if (e.shadowRoot) look(e.shadowRoot);
              });
              look(document);
              return found;
            }""";

    /** All that a comment can have in it. */
    private static final String COMMENT = """
            # @admin\\n\\n**Look**: /runs/%1$s/images?image=3, [cut](/runs/%1$s/images?threshold=0.01), `code`\\n\\n> said\\n\\n\
            - one\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |\\n\\n/models/drawn-caps/thresholds?version=1""";

    private StoredMarkup() {}

    /** What the page has in it of the markup's elements. */
    static List<String> elements(Page page) {
        return ((List<?>) page.evaluate(FOUND)).stream().map(Object::toString).toList();
    }

    /** Whether the page shows the markup as a text. */
    static boolean isShown(Page page) {
        return page.content().contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A drawn data set with one short run, and all that a team adds to it, where everything that users can name or note is the markup.
     *
     * @param folder for what is uploaded
     * @param watched the folder of an inbox
     * @return what fills the addresses of {@link Pages}
     */
    static Map<String, String> fill(Api api, Path folder, String watched) throws Exception {
        String dataset = created(api.post("/datasets", "{\"name\":%s,\"description\":%s}".formatted(QUOTED, QUOTED)));
        var uploads = new ArrayList<String>();
        var labels = new StringBuilder("ID,label,type\n");
        for (int i = 0; i < TEST.length; i++) {
            labels.append(i).append(TEST[i] ? ",1,\"" + MARKUP.replace("\"", "\"\"") + "\"\n" : ",0,\n");
        }
        for (var body : List.of(
                BodyPublishers.ofFile(DrawnSet.npy(folder.resolve("train.npy"), new boolean[40], 32, 1)),
                BodyPublishers.ofFile(DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2)),
                BodyPublishers.ofString(labels.toString()))) {
            uploads.add(created(
                    api.upload("/datasets/" + dataset + "/uploads?filename=" + query(MARKUP + uploads.size()), body)));
        }
        String version = created(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(uploads.toArray())));
        await(api, "/versions/" + version, "READY");
        String run = created(api.post("/runs", """
                {"version":"%s","detector":"conv","settings":{"epochs":2,"batchSize":16},"tags":["<b class=injected>"],"name":%s}
                """.formatted(version, QUOTED)));
        assertThat(api.patch("/runs/" + run, "{\"note\":%s}".formatted(QUOTED)).status())
                .isEqualTo(200);
        await(api, "/runs/" + run, "SUCCEEDED");
        var ids = new HashMap<>(Pages.fill(api, version, run, watched, """
                "detectors":["conv"],"settings":{"epochs":1,"batchSize":{"values":[8,16]}},"seeds":[1]"""));
        ids.put("dataset", dataset);
        String project = created(api.post("/projects", "{\"name\":%s,\"description\":%s}".formatted(QUOTED, QUOTED)));
        ids.put("project", project);
        ok(api.put("/projects/" + project + "/datasets/" + dataset, ""));
        ok(api.patch("/datasets/" + dataset, "{\"tags\":[\"<b class=injected>\"]}"));
        // A draft, which has a button more.
        created(api.post("/datasets", "{\"name\":%s}".formatted(QUOTED.replace("x ", "draft "))));
        String scores = api.get("/runs/" + run + "/scores.csv").text();
        ids.put(
                "submission",
                api.upload(
                                "/versions/" + version + "/submissions?name=" + query(MARKUP),
                                BodyPublishers.ofString(scores))
                        .json()
                        .get("submission")
                        .asString());
        created(api.post("/versions/" + version + "/label-sets", """
                {"note":%s,"labels":[{"index":0,"label":1,"type":%s}]}""".formatted(QUOTED, QUOTED)));
        created(api.post("/versions/" + version + "/label-marks", """
                {"index":0,"label":0,"reason":%s}""".formatted(QUOTED)));
        for (String on : List.of("runs/" + run, "datasets/" + dataset, "models/drawn-caps", "versions/" + version)) {
            created(api.post("/comments", "{\"on\":\"%s\",\"text\":%s}".formatted(on, QUOTED)));
        }
        created(api.post("/comments", "{\"on\":\"runs/%s\",\"text\":\"%s\"}".formatted(run, COMMENT.formatted(run))));
        created(api.post("/tokens", "{\"name\":%s,\"scope\":\"read\"}".formatted(QUOTED)));
        model(api, dataset, watched, ids);
        // A file that is refused names itself in the report.
        String bad = created(api.upload(
                "/datasets/" + dataset + "/uploads?filename=" + query(MARKUP + ".zip"),
                BodyPublishers.ofString("no zip")));
        api.post(
                "/datasets/" + dataset + "/versions",
                "{\"files\":[{\"upload\":\"%s\",\"role\":\"archive\"}]}".formatted(bad));
        return ids;
    }

    /** A model's texts, and a scoring of images whose names are the markup, with verdicts. */
    private static void model(Api api, String dataset, String watched, Map<String, String> ids) throws Exception {
        ok(api.patch("/models/drawn-caps", "{\"description\":%s,\"tags\":[\"<b class=injected>\"]}".formatted(QUOTED)));
        ok(api.put("/models/drawn-caps/aliases/challenger", "{\"version\":1,\"reason\":%s}".formatted(QUOTED)));
        ok(api.put(
                "/datasets/" + dataset + "/baselines",
                "{\"baselines\":[{\"name\":%s,\"auroc\":0.5}]}".formatted(QUOTED)));
        byte[] png = Images.png(Images.rgb(32, 32, 3));
        String upload = created(api.upload(
                "/datasets/" + dataset + "/uploads?filename=" + query(MARKUP + ".zip"),
                BodyPublishers.ofByteArray(Zips.of(Map.of(
                        MARKUP + ".png", png, MARKUP + "2.png", new byte[] {1}, "folder " + MARKUP + "/3.png", png)))));
        String scoring = created(api.post(
                "/scorings",
                "{\"model\":\"drawn-caps/1\",\"uploads\":[\"%s\"],\"name\":%s}".formatted(upload, QUOTED)));
        await(api, "/scorings/" + scoring, "SUCCEEDED");
        for (JsonNode image : api.get("/scorings/" + scoring + "/images").json().get("items")) {
            if (!image.hasNonNull("error")) {
                ok(api.post(
                        "/scorings/" + scoring + "/verdicts",
                        "{\"index\":%d,\"verdict\":\"anomalous\",\"type\":%s,\"note\":%s}"
                                .formatted(image.get("index").asInt(), QUOTED, QUOTED)));
            }
        }
        ids.put("scoring", scoring);
        ids.put("inbox", created(api.post("/inboxes", """
                {"name":%s,"folder":"%s","model":"drawn-caps","alias":"champion"}""".formatted(QUOTED, watched))));
    }

    private static void ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    private static void await(Api api, String path, String state) {
        Await.until(
                path + " to be " + state,
                LONG,
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        var id = answer.json().get("id");
        return id == null ? "" : id.asString();
    }
}
