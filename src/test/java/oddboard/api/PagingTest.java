package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import oddboard.account.User;
import oddboard.account.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Walks lists page by page while things are added: every one that was there comes once. */
class PagingTest extends ApiFixture {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Users users;

    /** Ids of the whole list at first, then by pages of one or two with something added between them. */
    private void walk(String path, String key, @Nullable Callable<?> add) throws Exception {
        String joined = path + (path.contains("?") ? "&" : "?") + "limit=";
        List<String> whole = ids(json(joined + "1000"), key);
        assertThat(whole).as(path).isNotEmpty().doesNotHaveDuplicates();
        for (int limit = 1; limit <= 2; limit++) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = json(joined + limit + cursor);
                assertThat(page.get("items").size()).as(path).isLessThanOrEqualTo(limit);
                seen.addAll(ids(page, key));
                cursor = page.get("next").isNull()
                        ? ""
                        : "&cursor=" + page.get("next").asString();
                if (add != null && seen.size() < 3) {
                    add.call();
                }
            } while (!cursor.isEmpty());
            assertThat(seen).as(path).doesNotHaveDuplicates().containsAll(whole);
        }
        assertThat(get(joined + "1&cursor=nonsense").statusCode()).as(path).isEqualTo(400);
        assertThat(get(joined + "0").statusCode()).as(path).isEqualTo(422);
        assertThat(get(joined + "10000000").statusCode()).as(path).isEqualTo(422);
    }

    private static List<String> ids(JsonNode page, String key) {
        return page.get("items")
                .valueStream()
                .map(i -> key.isEmpty() ? i.asString() : i.get(key).asString())
                .toList();
    }

    private HttpRequest.Builder uploaded(String dataset, String name) {
        return to("/datasets/" + dataset + "/uploads?filename=" + name)
                .POST(BodyPublishers.ofByteArray(new byte[] {1}));
    }

    private Callable<?> sent(String path, String body) {
        return () -> id(post(path, body));
    }

    @Test
    void everyListIsWhole() throws Exception {
        int[] n = {0};
        // A data set of its own: other tests leave files on their way, which have no id.
        String files = id(post("/datasets", "{\"name\":\"paged files\"}"));
        for (int i = 0; i < 3; i++) {
            id(post("/datasets", "{\"name\":\"paged " + i + "\"}"));
            id(post("/runs", conv("\"tags\":[\"t" + i + "\"]")));
            send(uploaded(files, "paged" + i + ".csv"));
            id(post("/tokens", "{\"name\":\"paged " + i + "\"}"));
        }
        walk("/datasets", "id", () -> id(post("/datasets", "{\"name\":\"more " + n[0]++ + "\"}")));
        walk("/datasets/" + files + "/uploads", "id", () -> send(uploaded(files, "more" + n[0]++ + ".csv")));
        walk("/datasets/" + dataset + "/versions", "id", null);
        walk("/runs", "id", sent("/runs", conv("")));
        walk("/runs?version=" + version, "id", sent("/runs", conv("")));
        walk("/runs?dataset=" + dataset, "id", sent("/runs", conv("")));
        walk("/runs/tags", "", () -> id(post("/runs", conv("\"tags\":[\"a" + n[0]++ + "\"]"))));
        walk("/jobs", "id", sent("/runs", conv("")));
        walk("/jobs?state=queued&own=true", "id", sent("/runs", conv("")));
        walk("/detectors", "id", null);
        walk("/tokens", "id", () -> id(post("/tokens", "{\"name\":\"more " + n[0]++ + "\"}")));
        walk("/runs/" + run + "/images", "index", null);
        walk("/runs/" + run + "/images?order=asc", "index", null);
        walk("/runs/" + run + "/images?order=rising", "index", null);
        walk("/runs/" + run + "/losses", "epoch", null);
        walk("/versions/" + version + "/images", "index", null);
        walk("/versions/" + version + "/images?label=anomalous", "index", null);
        walk("/versions/" + version + "/label-sets", "number", null);
        walk("/workers", "id", null);
    }

    @Test
    void sweepsNoticesAndTheBoardAreWhole() throws Exception {
        String scores = scores();
        for (int i = 0; i < 4; i++) {
            submit(scores, "paged " + i);
            sweep();
            notice();
        }
        walk("/sweeps", "id", () -> sweep());
        walk("/notices", "id", () -> notice());
        int[] n = {0};
        walk("/versions/" + version + "/leaderboard", "id", () -> submit(scores(n[0]++), "more"));
        JsonNode board =
                json("/versions/" + version + "/leaderboard?limit=1000").get("items");
        walk(
                "/versions/" + version + "/disagreements?x="
                        + board.get(0).get("id").asString() + "&y="
                        + board.get(1).get("id").asString(),
                "index",
                null);
        walk("/jobs/" + json("/runs/" + run).get("job").asString() + "/events", "at", null);
    }

    private String scores() {
        return scores(0);
    }

    private String scores(int shift) {
        StringBuilder text = new StringBuilder("ID,score\n");
        for (int i = 0; i < TEST.length; i++) {
            text.append(i).append(',').append((i * 7 + shift * 5) % 12).append('\n');
        }
        return text.toString();
    }

    private String submit(String csv, String name) throws Exception {
        return id(send(to("/versions/" + version + "/submissions?name=" + name.replace(' ', '+'))
                .POST(BodyPublishers.ofString(csv))));
    }

    private String sweep() throws Exception {
        return id(post(
                "/sweeps",
                "{\"versions\":[\"" + version + "\"],\"detectors\":[\"conv\"],\"seeds\":[1],\"parallelism\":1,"
                        + "\"settings\":{\"epochs\":1}}"));
    }

    private int notice() {
        long admin = users.list().stream()
                .filter(User::isAdmin)
                .findFirst()
                .orElseThrow()
                .id()
                .value();
        return jdbc.sql("insert into notice (account_id, good, text, href) values (:a, true, 'done', 'runs/1')")
                .param("a", admin)
                .update();
    }
}
