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
import java.util.concurrent.CopyOnWriteArrayList;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Texts of users that are markup stay texts on every page, for whoever looks at them. */
@DrivesBrowser
class StoredMarkupTest {
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

    @TempDir
    Path folder;

    @Test
    void isNeverAnElementAndNeverRuns() throws Exception {
        try (var program = Program.start(folder.resolve("home"), "--oddboard.demo=false", Pages.watched(folder));
                var chromium = new Chromium()) {
            var ids = fill(new Api(program.url(), Program.TOKEN));
            Page page = chromium.signedIn(program);
            var dialogs = new CopyOnWriteArrayList<String>();
            page.onDialog(dialog -> {
                dialogs.add(page.url() + ": " + dialog.message());
                dialog.dismiss();
            });
            var elements = new ArrayList<String>();
            int shown = 0;
            for (Pages.One one : Pages.ALL) {
                if (one.forStrangers()) {
                    continue;
                }
                page.navigate(program.url() + "/" + one.address(ids));
                page.waitForFunction("""
                        () => document.querySelector('.odd-page, .odd-door') && window.Vaadin?.Flow?.clients
                            && Object.values(window.Vaadin.Flow.clients).every(c => !c.isActive?.())""");
                page.waitForTimeout(300);
                for (Object element : (List<?>) page.evaluate(FOUND)) {
                    elements.add(one.route() + ": " + element);
                }
                shown += page.content().contains("&lt;img src=x onerror=alert(1)&gt;") ? 1 : 0;
            }
            assertThat(elements).isEmpty();
            assertThat(dialogs).isEmpty();
            assertThat(shown).as("pages that show the text").isGreaterThan(15);
        }
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Everything that users can name or note is the markup. */
    private Map<String, String> fill(Api api) throws Exception {
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
        var ids = new HashMap<>(Pages.fill(api, version, run, """
                "detectors":["conv"],"settings":{"epochs":1,"batchSize":{"values":[8,16]}},"seeds":[1]"""));
        ids.put("dataset", dataset);
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
        created(api.post("/tokens", "{\"name\":%s,\"scope\":\"read\"}".formatted(QUOTED)));
        // A file that is refused names itself in the report.
        String bad = created(api.upload(
                "/datasets/" + dataset + "/uploads?filename=" + query(MARKUP + ".zip"),
                BodyPublishers.ofString("no zip")));
        api.post(
                "/datasets/" + dataset + "/versions",
                "{\"files\":[{\"upload\":\"%s\",\"role\":\"archive\"}]}".formatted(bad));
        return ids;
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
