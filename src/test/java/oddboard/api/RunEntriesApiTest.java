package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One job that puts several entries on the board: each is a run like any other, and goes with the one that made it. */
class RunEntriesApiTest extends ApiFixture {
    private static final int IMAGES = 30;

    @Autowired
    private JdbcClient jdbc;

    private String newVersion() throws Exception {
        boolean[] odd = new boolean[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            odd[i] = i * 37 % 17 < 6;
        }
        var labels = new StringBuilder("ID,label,type\n");
        for (int i = 0; i < IMAGES; i++) {
            labels.append(i).append(odd[i] ? ",1,spot" : ",0,").append('\n');
        }
        String set = id(post("/datasets", "{\"name\":\"Heads " + System.nanoTime() + "\"}"));
        List<String> files = new ArrayList<>();
        files.add(sent(set, "train.npy", DrawnSet.npy("|u1", "(24, 32, 32, 3)", DrawnSet.pixels(TRAIN, SIZE, 1))));
        files.add(sent(
                set, "test.npy", DrawnSet.npy("|u1", "(" + IMAGES + ", 32, 32, 3)", DrawnSet.pixels(odd, SIZE, 2))));
        files.add(sent(set, "labels.csv", labels.toString().getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> queued = post("/datasets/" + set + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(files.toArray()));
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        return id(queued);
    }

    private String sent(String set, String name, byte[] bytes) throws Exception {
        return id(send(to("/datasets/" + set + "/uploads?filename=" + name)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes))));
    }

    private JsonNode startAll(String of) throws Exception {
        HttpResponse<String> started = post(
                "/runs",
                "{\"version\":\"" + of + "\",\"detector\":\"patches\",\"name\":\"all heads\",\"tags\":[\"x\"],"
                        + "\"settings\":{\"head\":\"all\",\"bankSize\":50}}");
        JsonNode queued = JSON.readTree(started.body());
        assertThat(queued.get("entries").size()).isZero();
        work(queued.get("job").asString(), "run");
        return json("/runs/" + queued.get("id").asString());
    }

    private List<String> board(String of) throws Exception {
        List<String> runs = new ArrayList<>();
        for (JsonNode entry : json("/versions/" + of + "/leaderboard").get("items")) {
            if (entry.hasNonNull("run")) {
                runs.add(entry.get("run").asString());
            }
        }
        return runs;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.asString()));
        return texts;
    }

    @Test
    void everyHeadIsAnEntryThatIsScoredEvaluatedHiddenAndDeletedAsRunsAre() throws Exception {
        String of = newVersion();
        JsonNode main = startAll(of);
        List<String> entries = texts(main.get("entries"));
        assertThat(entries).hasSize(4);
        assertThat(main.get("entryOf").isNull()).isTrue();
        List<String> every = new ArrayList<>(entries);
        every.add(main.get("id").asString());
        assertThat(board(of)).containsExactlyInAnyOrderElementsOf(every);
        assertThat(texts(main.get("tags"))).containsExactly("x");

        Set<String> scores = new HashSet<>();
        List<String> heads = new ArrayList<>();
        for (String entry : entries) {
            JsonNode one = json("/runs/" + entry);
            assertThat(one.get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(one.get("entryOf").asString()).isEqualTo(main.get("id").asString());
            assertThat(one.get("name").asString())
                    .isEqualTo("all heads, " + one.get("settings").get("head").asString());
            assertThat(one.get("settings").get("bankSize").asInt()).isEqualTo(50);
            assertThat(one.get("parameterCount").asLong()).isPositive();
            assertThat(json("/runs/" + entry + "/roc").get("auroc").asDouble())
                    .isEqualTo(one.get("metrics").get("auroc").asDouble());
            assertThat(json("/runs/" + entry + "/images").get("items").size()).isPositive();
            assertThat(client.send(
                                    to("/runs/" + entry + "/images/0/error-map.png")
                                            .build(),
                                    java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                            .statusCode())
                    .isEqualTo(200);
            scores.add(get("/runs/" + entry + "/scores.csv").body());
            heads.add(one.get("settings").get("head").asString());
        }
        assertThat(heads).containsExactly("gauss", "bank", "subspace", "knn");
        assertThat(scores).hasSize(4);

        evaluatesByNewLabels(of, every);
        hidesMetrics(of, every);
        forgets(of, main, entries);
    }

    private void evaluatesByNewLabels(String of, List<String> every) throws Exception {
        var labels = new StringBuilder();
        for (int i = 0; i < IMAGES; i++) {
            labels.append(i == 0 ? "" : ",")
                    .append("{\"index\":%d,\"label\":%d}".formatted(i, i * 23 % 13 < 5 ? 1 : 0));
        }
        HttpResponse<String> saved =
                post("/versions/" + of + "/label-sets", "{\"note\":\"other\",\"labels\":[" + labels + "]}");
        assertThat(saved.statusCode()).as(saved.body()).isBetween(200, 201);
        for (String run : every) {
            assertThat(json("/runs/" + run).get("metrics").get("labelSet").asInt())
                    .isEqualTo(2);
            assertThat(json("/runs/" + run + "?labelSet=1").get("metrics").get("auroc"))
                    .isNotEqualTo(json("/runs/" + run).get("metrics").get("auroc"));
        }
    }

    private void hidesMetrics(String of, List<String> every) throws Exception {
        HttpResponse<String> split = post("/versions/" + of + "/label-split", "{\"share\":50,\"seed\":1}");
        assertThat(split.statusCode()).as(split.body()).isBetween(200, 201);
        assertThat(jdbc.sql(
                                "select distinct run_id::text from run_judgement where part = 'PUBLIC' and run_id = any(:ids)")
                        .param("ids", every.stream().map(Long::valueOf).toArray(Long[]::new))
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(every);
        for (String run : every) {
            assertThat(json("/runs/" + run).get("metrics").get("part").asString())
                    .isEqualTo("public");
            assertThat(get("/runs/" + run + "/log").body()).doesNotContain("AUC");
        }
    }

    private void forgets(String of, JsonNode main, List<String> entries) throws Exception {
        String blobs = "select count(*) from run_map where run_id = any(:ids)";
        assertThat(send(to("/runs/" + entries.getFirst()).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(texts(json("/runs/" + main.get("id").asString()).get("entries")))
                .isEqualTo(entries.subList(1, 4));
        assertThat(send(to("/runs/" + main.get("id").asString()).DELETE()).statusCode())
                .isEqualTo(204);
        for (String entry : entries) {
            assertThat(get("/runs/" + entry).statusCode()).isEqualTo(404);
        }
        assertThat(board(of)).isEmpty();
        assertThat(jdbc.sql(blobs)
                        .param("ids", entries.stream().map(Long::valueOf).toArray(Long[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void itsJobsAddUpAndAnEntryIsClonedAsARunOfItsOwn() throws Exception {
        String of = newVersion();
        JsonNode main;
        Set<String> announced = new HashSet<>();
        try (Connection listening = DATABASE.getConnection();
                Statement listen = listening.createStatement()) {
            listen.execute("listen oddboard_job");
            main = startAll(of);
            for (PGNotification one : listening.unwrap(PGConnection.class).getNotifications(5000)) {
                announced.add(one.getParameter());
            }
        }
        String entry = main.get("entries").get(1).asString();
        JsonNode one = json("/runs/" + entry);
        // By this, open pages show it without being asked.
        assertThat(announced).contains(one.get("job").asString());
        JsonNode job = json("/jobs/" + one.get("job").asString());
        assertThat(job.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.get("id").asString()).isNotEqualTo(main.get("job").asString());
        List<String> wrong = new Ledger(jdbc)
                .violations().stream()
                        .filter(sentence ->
                                sentence.matches(".*job " + job.get("id").asString() + "\\b.*")
                                        || sentence.matches(".*run " + entry + "\\b.*"))
                        .toList();
        assertThat(wrong).isEmpty();
        JsonNode cloned = JSON.readTree(post("/runs/" + entry + "/clone", "{}").body());
        assertThat(cloned.get("entryOf").isNull()).isTrue();
        assertThat(cloned.get("settings").get("head").asString()).isEqualTo("bank");
        work(cloned.get("job").asString(), "run");
        assertThat(numbers(get("/runs/" + cloned.get("id").asString() + "/scores.csv")
                        .body()))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b))
                .containsExactlyElementsOf(
                        numbers(get("/runs/" + entry + "/scores.csv").body()));
    }

    private static List<Double> numbers(String csv) {
        return csv.lines()
                .skip(1)
                .map(line -> Double.parseDouble(line.split(",")[1]))
                .toList();
    }
}
