package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs and data sets found by words, in an order, page by page; and the same done to many. */
class RunsSearchApiTest extends ApiFixture {
    private final List<String> made = new ArrayList<>();

    private void start(String name, String tags) throws Exception {
        made.add(id(post(
                "/runs",
                "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"name\":\"" + name + "\",\"tags\":[" + tags
                        + "],\"settings\":{\"epochs\":1},\"label\":\"nobody\"}")));
    }

    private JsonNode many(String action, List<String> ids, String more) throws Exception {
        var list = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        var answer = post("/runs/many", "{\"runs\":[" + list + "],\"action\":\"" + action + "\"" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Other classes count the runs of this data set. */
    @AfterEach
    void putBack() throws Exception {
        many("cancel", made, "");
        assertThat(many("delete", made, "").get("done").asInt()).isEqualTo(made.size());
    }

    private List<String> names(String query) throws Exception {
        var names = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = json("/runs/search?" + query + cursor);
            page.get("items").values().forEach(run -> names.add(run.get("name").asString()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        return names;
    }

    @Test
    void findsSortsAndPages() throws Exception {
        start("Zeppelin b", "\"airship\"");
        start("zeppelin A", "\"airship\",\"old\"");
        start("zeppelin c", "");
        assertThat(names("search=ZEPPELIN&sort=name&limit=2"))
                .containsExactly("zeppelin A", "Zeppelin b", "zeppelin c");
        assertThat(names("search=zeppelin&sort=-name&limit=1"))
                .containsExactly("zeppelin c", "Zeppelin b", "zeppelin A");
        assertThat(names("search=zeppelin")).containsExactly("zeppelin c", "zeppelin A", "Zeppelin b");
        assertThat(names("search=zeppelin&tag=airship&sort=name&dataset=" + dataset))
                .containsExactly("zeppelin A", "Zeppelin b");
        assertThat(names("search=old%20zep")).containsExactly("zeppelin A");
        assertThat(names("search=zeppelin&user=nobody")).isEmpty();
        assertThat(names("search=zeppelin&states=succeeded")).isEmpty();
        assertThat(names("search=zeppelin&states=open")).hasSize(3);
        assertThat(get("/runs/search?sort=color").statusCode()).isEqualTo(422);
    }

    @Test
    void changesManyAtOnceAndSaysWhatWasLeft() throws Exception {
        start("zinnia 1", "\"a\"");
        start("zinnia 2", "\"a\",\"b\"");
        var all = new ArrayList<>(made);
        all.add("999999999");
        JsonNode tagged = many("tag", all, ",\"addTags\":[\"c\"],\"removeTags\":[\"a\"]");
        assertThat(tagged.toString()).isEqualTo("{\"done\":2,\"left\":{\"are not there any more\":1}}");
        assertThat(json("/runs/" + made.getLast()).get("tags").toString()).isEqualTo("[\"b\",\"c\"]");
        assertThat(many("delete", made, "").toString()).isEqualTo("{\"done\":0,\"left\":{\"still wait or run\":2}}");
        assertThat(many("cancel", made, "").get("done").asInt()).isEqualTo(2);
        assertThat(post("/runs/many", "{\"runs\":[\"1\"],\"action\":\"burn\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void listsDataSetsInAnyOrder() throws Exception {
        for (String name : List.of("Zulu 2", "zulu 1", "Zulu 3")) {
            post("/datasets", "{\"name\":\"" + name + "\"}");
        }
        JsonNode page = json("/datasets?search=zulu&sort=name&limit=2");
        assertThat(page.get("items").values().stream().map(d -> d.get("name").asString()))
                .containsExactly("zulu 1", "Zulu 2");
        page = json("/datasets?search=zulu&sort=name&limit=2&cursor="
                + page.get("next").asString());
        assertThat(page.get("items").values().stream().map(d -> d.get("name").asString()))
                .containsExactly("Zulu 3");
        assertThat(page.get("next").isNull()).isTrue();
    }

    @Test
    void changesManyDataSetsAtOnceAndSaysWhatWasLeft() throws Exception {
        var ids = new ArrayList<String>();
        for (String name : List.of("Yonder 1", "Yonder 2")) {
            ids.add(id(post("/datasets", "{\"name\":\"" + name + "\"}")));
        }
        String list = "{\"datasets\":[\"" + String.join("\",\"", ids) + "\",\"999999999\"],\"action\":";
        assertThat(post("/datasets/many", list + "\"tag\",\"addTags\":[\"far\"]}")
                        .body())
                .isEqualTo("{\"done\":2,\"left\":{\"are not there any more\":1}}");
        post("/datasets/many", list + "\"favorite\"}");
        assertThat(shown("search=far&filter=favorites")).containsExactly("Yonder 2", "Yonder 1");
        post("/datasets/many", list + "\"unfavorite\"}");
        assertThat(shown("search=far&filter=favorites")).isEmpty();
        post("/datasets/many", list + "\"archive\"}");
        assertThat(shown("search=far")).isEmpty();
        post("/datasets/many", list + "\"restore\"}");
        assertThat(shown("search=far")).hasSize(2);
        assertThat(post("/datasets/many", list + "\"tag\",\"addTags\":[\"" + "x".repeat(51) + "\"]}")
                        .body())
                .contains("TAGS_INVALID");
        assertThat(post("/datasets/many", list + "\"burn\"}").statusCode()).isEqualTo(422);
    }

    private List<String> shown(String query) throws Exception {
        return json("/datasets?" + query).get("items").values().stream()
                .map(d -> d.get("name").asString())
                .toList();
    }

    @Test
    void findsEntriesOfABoard() throws Exception {
        JsonNode all = json("/versions/" + version + "/leaderboard").get("items");
        String name = all.get(0).get("name").asString();
        assertThat(json("/versions/" + version + "/leaderboard?search="
                                + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8))
                        .get("items")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo(name);
        assertThat(json("/versions/" + version + "/leaderboard?search=nothing-of-this-kind")
                        .get("items")
                        .size())
                .isZero();
    }
}
