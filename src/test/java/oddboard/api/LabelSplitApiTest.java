package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.AccessTokens;
import oddboard.account.Scope;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import tools.jackson.databind.JsonNode;

/** Private labels leave the server by no call until they are opened. */
class LabelSplitApiTest extends ApiFixture {
    private static final int IMAGES = 40;
    private static String split = "";
    private static String own = "";
    private static String entry = "";
    private static String scored = "";
    private static String member = "";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AccessTokens tokens;

    @Autowired
    private UserDetailsService names;

    private HttpRequest.Builder asMember(String path) {
        return HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + member);
    }

    private String seen(String path) throws Exception {
        var answer = client.send(asMember(path).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    /** A version of its own, with every third image a spot, every fifth a dent; a run and a submission on it. */
    @BeforeEach
    void splitAVersion() throws Exception {
        if (!split.isEmpty()) {
            return;
        }
        boolean[] odd = new boolean[IMAGES];
        var labels = new StringBuilder("ID,label,type\n");
        var scores = new StringBuilder("ID,score\n");
        for (int i = 0; i < IMAGES; i++) {
            odd[i] = i % 3 == 0 || i % 5 == 0;
            labels.append(i)
                    .append(odd[i] ? ",1," + (i % 3 == 0 ? "spot" : "dent") : ",0,")
                    .append('\n');
            scores.append(i).append(',').append((odd[i] ? 10 : 0) + i * 37 % 17).append('\n');
        }
        own = id(post("/datasets", "{\"name\":\"Split\",\"description\":\"drawn\"}"));
        var files = new ArrayList<String>();
        files.add(sent("train.npy", DrawnSet.npy("|u1", "(24, 32, 32, 3)", DrawnSet.pixels(TRAIN, SIZE, 1))));
        files.add(sent("test.npy", DrawnSet.npy("|u1", "(" + IMAGES + ", 32, 32, 3)", DrawnSet.pixels(odd, SIZE, 2))));
        files.add(sent("labels.csv", labels.toString().getBytes(StandardCharsets.UTF_8)));
        var queued = post("/datasets/" + own + "/versions", spec(files));
        split = id(queued);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        var started = post(
                "/runs",
                "{\"version\":\"" + split + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":1,\"batchSize\":8}}");
        scored = id(started);
        work(JSON.readTree(started.body()).get("job").asString(), "run");
        var made =
                send(to("/versions/" + split + "/submissions?name=s").POST(BodyPublishers.ofString(scores.toString())));
        entry = JSON.readTree(made.body()).get("submission").asString();
        jdbc.sql("insert into account (name, role, password_hash) values ('mel', 'MEMBER', 'x') on conflict do nothing")
                .update();
        var details = names.loadUserByUsername("mel");
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(details, null, details.getAuthorities()));
        member = tokens.create("test", Scope.WRITE, Duration.ofDays(1));
        SecurityContextHolder.clearContext();
        assertThat(post("/versions/" + split + "/label-split", "{\"share\":50,\"seed\":7}")
                        .statusCode())
                .isEqualTo(201);
    }

    private String sent(String name, byte[] bytes) throws Exception {
        return id(send(to("/datasets/" + own + "/uploads?filename=" + name).POST(BodyPublishers.ofByteArray(bytes))));
    }

    private static String spec(List<String> files) {
        return """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(files.toArray());
    }

    /** Every address that shows labels or what they make of scores; # stands for the label set's number. */
    private static List<String> addresses() {
        String v = "/versions/" + split;
        String r = "/runs/" + scored;
        String both = scored + ",s" + entry;
        return List.of(
                v + "/leaderboard?labelSet=#",
                v + "/leaderboard?labelSet=#&part=private",
                v + "/leaderboard?labelSet=#&part=all",
                v + "/leaderboard.csv?labelSet=#&columns=all&part=all",
                v + "/report?labelSet=#&part=all",
                r + "/report?labelSet=#",
                r + "/report?labelSet=#&part=private",
                v + "/images?labelSet=#",
                v + "/images?labelSet=#&label=normal",
                v + "/images?labelSet=#&type=spot",
                v + "/sheets/0.jpg?labelSet=#&label=anomalous",
                v + "/label-sets/#/labels.csv",
                v + "/compare?entries=" + both + "&labelSet=#&part=private",
                v + "/disagreements?x=" + scored + "&y=s" + entry + "&labelSet=#",
                "/submissions/s/evaluation?labelSet=#".replace("/s/", "/" + entry + "/"),
                "/submissions/" + entry + "?labelSet=#&part=all",
                "/submissions/" + entry + "/types?labelSet=#&part=private",
                r + "?labelSet=#",
                r + "/roc?labelSet=#&part=all",
                r + "/precision-recall?labelSet=#&part=private",
                r + "/histogram?labelSet=#&part=all",
                r + "/operating-points?labelSet=#&part=all",
                r + "/types?labelSet=#",
                r + "/evaluation?labelSet=#&part=private",
                r + "/images?labelSet=#&limit=100",
                r + "/images?labelSet=#&outcome=found&threshold=0",
                r + "/images?labelSet=#&type=dent",
                r + "/images/0?labelSet=#",
                r + "/images/1?labelSet=#",
                r + "/gallery/ranking?labelSet=#");
    }

    private static String plain(String body, int number) {
        return body.replace("\"labelSet\":" + number, "\"labelSet\":#")
                // A report says which label set it rests on.
                .replace("labelSet=" + number, "labelSet=#")
                .replaceAll("<th scope=\"row\">Label set</th><td>[^<]*</td>", "");
    }

    /** Which test images are private, by the labels that the member may not take away. */
    private List<Integer> hidden() throws Exception {
        var known = seen("/versions/" + split + "/label-sets/1/labels.csv");
        var hidden = new ArrayList<Integer>();
        for (int i = 0; i < IMAGES; i++) {
            if (!known.contains("\n" + i + ",")) {
                hidden.add(i);
            }
        }
        return hidden;
    }

    @Test
    void aMemberSeesTheSameWhateverThePrivateLabelsAre() throws Exception {
        var hidden = hidden();
        assertThat(hidden).hasSizeBetween(IMAGES / 2 - 2, IMAGES / 2 + 2);
        // Turns the label of every private image: had one left the server by any call, that call would now answer
        // otherwise.
        var turned = new StringBuilder();
        String whole = get("/versions/" + split + "/label-sets/1/labels.csv").body();
        for (int i : hidden) {
            boolean odd = whole.contains("\n" + i + ",1,");
            turned.append(turned.isEmpty() ? "" : ",")
                    .append("{\"index\":")
                    .append(i)
                    .append(",\"label\":")
                    .append(odd ? 0 : 1)
                    .append(",\"type\":\"")
                    .append(odd ? "" : "scratch")
                    .append("\"}");
        }
        String log = seen("/runs/" + scored + "/log");
        assertThat(log).contains("scored 40 test images").doesNotContain("AUC");
        String version = seen("/versions/" + split);
        String list = timeless(seen("/runs?limit=100"));
        String sets = JSON.readTree(seen("/versions/" + split + "/label-sets"))
                .get("items")
                .get(0)
                .get("anomalyCount")
                .toString();
        assertThat(post("/versions/" + split + "/label-sets", "{\"labels\":[" + turned + "]}")
                        .statusCode())
                .isEqualTo(201);

        for (String address : addresses()) {
            String before = plain(seen(address.replace("#", "1")), 1);
            assertThat(plain(seen(address.replace("#", "2")), 2)).as(address).isEqualTo(before);
        }
        assertThat(seen("/versions/" + split)).isEqualTo(version).contains("\"anomalyCount\":" + sets);
        assertThat(timeless(seen("/runs?limit=100")).replace("\"labelSet\":2", "\"labelSet\":1"))
                .isEqualTo(list);
        assertThat(seen("/versions/" + split + "/label-sets"))
                .contains("\"anomalyCount\":" + sets)
                .doesNotContain("scratch");
        for (String path : List.of("/leaderboard", "/leaderboard?part=private", "/leaderboard?part=all")) {
            JsonNode board = json("/versions/" + split + path);
            assertThat(board.get("items").get(0).get("part").asString())
                    .as(path)
                    .isEqualTo(path.contains("=") ? path.substring(path.indexOf('=') + 1) : "public");
        }
        assertThat(get("/versions/" + split + "/leaderboard.csv?part=all&labelSet=1")
                        .body())
                .as("who manages it sees more")
                .isNotEqualTo(get("/versions/" + split + "/leaderboard.csv?labelSet=1")
                        .body());
    }

    /** When a run of another test starts, and why it waits, is told again as time goes by and its worker falls silent. */
    private static String timeless(String runs) {
        return runs.replaceAll("\"(estimatedStart|waitReason)\":\"[^\"]*\"", "\"$1\":null");
    }

    @Test
    void nobodyElseSplitsOpensRelabelsOrImportsTheSameLabelsAgain() throws Exception {
        int image = hidden().getFirst();
        assertThat(send(asMember("/versions/" + split + "/label-split/open").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(asMember("/versions/" + split + "/label-marks")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"index\":" + image + ",\"label\":1}")))
                        .statusCode())
                .isIn(403, 422);
        assertThat(post("/versions/" + split + "/label-split", "{\"share\":10,\"seed\":1}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(JSON.readTree(seen("/versions/" + split + "/label-split"))
                        .get("seed")
                        .isNull())
                .isTrue();
        var uploads = new ArrayList<String>();
        jdbc.sql("select id from upload where dataset_id = :set order by id")
                .param("set", Long.parseLong(own))
                .query(String.class)
                .list()
                .forEach(uploads::add);
        assertThat(send(asMember("/datasets/" + own + "/versions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(spec(uploads))))
                        .statusCode())
                .isEqualTo(403);
    }
}
