package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import oddboard.account.Invitations;
import oddboard.account.OidcAccounts;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.testing.QuickPassword;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import shelltest.Browser;

/** The same change, requested many times at once: one result, and a sentence for each that lost. */
class SimultaneousRequestsTest extends ApiFixture {
    private static final int MANY = 20;

    @Autowired
    private Invitations invitations;

    @Autowired
    private OidcAccounts providerPeople;

    private final JdbcClient sql = JdbcClient.create(DATABASE);

    private static <T> List<T> atOnce(int count, IntFunction<Callable<T>> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(count)) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                var one = work.apply(i);
                futures.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private List<HttpResponse<String>> sendAtOnce(int count, IntFunction<HttpRequest.Builder> request)
            throws Exception {
        var answers = SimultaneousRequestsTest.<HttpResponse<String>>atOnce(
                count, i -> () -> client.send(request.apply(i).build(), BodyHandlers.ofString()));
        for (var answer : answers) {
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            contract().check(answer);
        }
        return answers;
    }

    private static long count(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    private static void losersAreTold(List<HttpResponse<String>> answers) {
        for (var answer : answers) {
            if (answer.statusCode() >= 400) {
                assertThat(JSON.readTree(answer.body()).get("detail").asString())
                        .endsWith(".");
            }
        }
    }

    private HttpRequest.Builder json(String method, String path, String body) {
        return to(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
    }

    @Test
    void oneAccountOfAName() throws Exception {
        var secrets = new ArrayList<String>();
        for (int i = 0; i < MANY; i++) {
            String link = JSON.readTree(
                            post("/invitations", "{\"role\":\"member\"}").body())
                    .get("link")
                    .asString();
            secrets.add(link.replaceFirst(".*/join/", ""));
        }
        var told = SimultaneousRequestsTest.<String>atOnce(MANY, i -> () -> {
            try {
                return invitations
                        .accept(secrets.get(i), i % 2 == 0 ? "Anna" : "anna", "a long password " + i)
                        .map(User::name)
                        .orElse("nothing");
            } catch (IllegalArgumentException taken) {
                return String.valueOf(taken.getMessage());
            }
        });
        assertThat(told).filteredOn(word -> word.equalsIgnoreCase("anna")).hasSize(1);
        assertThat(told).filteredOn(word -> !word.equalsIgnoreCase("anna")).allMatch(word -> word.endsWith("."));
        assertThat(sql.sql("select count(*) from account where lower(name) = 'anna'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneAccountOfAPersonWhomAProviderVouchesFor() throws Exception {
        var token = new OidcIdToken(
                "t",
                Instant.now(),
                Instant.now().plusSeconds(60),
                Map.of("iss", "https://id.example.org", "sub", "4711"));
        var names = SimultaneousRequestsTest.<String>atOnce(
                MANY,
                i -> () -> providerPeople
                        .arrive(token, "Olga", Role.VIEWER)
                        .orElseThrow()
                        .getName());
        assertThat(new TreeSet<>(names)).hasSize(1);
        assertThat(sql.sql("select count(*) from account where name like 'Olga%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneAccountOfAnInvitation() throws Exception {
        String link = JSON.readTree(
                        post("/invitations", "{\"role\":\"member\"}").body())
                .get("link")
                .asString();
        String secret = link.replaceFirst(".*/join/", "");
        var joined = SimultaneousRequestsTest.<Boolean>atOnce(
                MANY,
                i -> () -> invitations
                        .accept(secret, "joiner" + i, "a long password " + i)
                        .isPresent());
        assertThat(joined).filteredOn(in -> in).hasSize(1);
        assertThat(sql.sql("select count(*) from account where name like 'joiner%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneDataSetOfAName() throws Exception {
        var answers = sendAtOnce(MANY, i -> json("POST", "/datasets", "{\"name\":\"At once\"}"));
        assertThat(count(answers, 201)).isEqualTo(1);
        losersAreTold(answers);
    }

    @Test
    void fiftyRetriesMakeOneRun() throws Exception {
        String first = id(post("/runs", conv("\"settings\":{\"epochs\":1,\"batchSize\":8},\"tags\":[\"fifty\"]")));
        assertThat(post("/runs/" + first + "/cancel", "").statusCode()).isBetween(200, 204);
        var answers = sendAtOnce(50, i -> json("POST", "/runs/" + first + "/retry", "{}"));
        assertThat(count(answers, 201) + count(answers, 202))
                .as(answers.getFirst().body())
                .isEqualTo(1);
        assertThat(count(answers, 409)).isEqualTo(49);
        losersAreTold(answers);
        assertThat(json("/runs?tag=fifty").get("items").size()).isEqualTo(2);
    }

    @Test
    void clonesByOneKeyAreOneRun() throws Exception {
        var answers = sendAtOnce(
                MANY,
                i -> json("POST", "/runs/" + run + "/clone", "{\"tags\":[\"cloned\"]}")
                        .header("Idempotency-Key", "clone-it"));
        assertThat(answers)
                .allMatch(answer ->
                        answer.statusCode() == 201 || answer.statusCode() == 202 || answer.statusCode() == 409);
        losersAreTold(answers);
        assertThat(json("/runs?tag=cloned").get("items").size()).isEqualTo(1);
    }

    @Test
    void oneRightOfEachUser() throws Exception {
        TestDatabase.addAccount(DATABASE, "sharer", Role.MEMBER.name());
        String path = "/datasets/" + dataset + "/members/sharer";
        var answers =
                sendAtOnce(MANY, i -> json("PUT", path, "{\"role\":\"" + (i % 2 == 0 ? "reader" : "editor") + "\"}"));
        assertThat(count(answers, 200)).as(answers.getFirst().body()).isEqualTo(MANY);
        assertThat(json("/datasets/" + dataset + "/members").get("items").valueStream())
                .filteredOn(member -> member.toString().contains("sharer"))
                .hasSize(1);
        var removed = sendAtOnce(MANY, i -> to(path).DELETE());
        assertThat(count(removed, 204)).isBetween(1L, (long) MANY);
        losersAreTold(removed);
    }

    @Test
    void oneDeletionSucceeds() throws Exception {
        String made = id(post("/datasets", "{\"name\":\"Short-lived\"}"));
        var answers = sendAtOnce(MANY, i -> to("/datasets/" + made).DELETE());
        assertThat(count(answers, 204) + count(answers, 200)).isEqualTo(1);
        losersAreTold(answers);
        String gone = id(post("/runs", conv("\"settings\":{\"epochs\":1}")));
        post("/runs/" + gone + "/cancel", "");
        var runs = sendAtOnce(MANY, i -> to("/runs/" + gone).DELETE());
        assertThat(count(runs, 204)).isEqualTo(1);
        losersAreTold(runs);
        String scores = get("/runs/" + run + "/scores.csv").body();
        String submission = JSON.readTree(send(to("/versions/" + version + "/submissions?name=short")
                                .POST(BodyPublishers.ofString(scores)))
                        .body())
                .get("submission")
                .asString();
        String upload = upload("never-used.zip", new byte[] {1, 2, 3});
        for (String path : List.of("/submissions/" + submission, "/datasets/" + dataset + "/uploads/" + upload)) {
            var deletions = sendAtOnce(MANY, i -> to(path).DELETE());
            assertThat(count(deletions, 204)).as(path).isEqualTo(1);
            assertThat(count(deletions, 404)).as(path).isEqualTo(MANY - 1);
        }
    }

    @Test
    void baselinesAreThoseOfOneRequest() throws Exception {
        var answers = sendAtOnce(
                MANY,
                i -> json(
                        "PUT",
                        "/datasets/" + dataset + "/baselines",
                        "{\"baselines\":[{\"name\":\"a%d\",\"auroc\":0.5},{\"name\":\"b%d\",\"auroc\":0.6}]}"
                                .formatted(i, i)));
        assertThat(count(answers, 200)).isEqualTo(MANY);
        var kept = json("/datasets/" + dataset).get("baselines");
        assertThat(kept.size()).isEqualTo(2);
        assertThat(kept.get(0).get("name").asString().substring(1))
                .isEqualTo(kept.get(1).get("name").asString().substring(1));
    }

    @Test
    void aDraftBecomesOneLabelSet() throws Exception {
        int before = json("/versions/" + version + "/label-sets").get("items").size();
        assertThat(send(json(
                                "PATCH",
                                "/versions/" + version + "/label-draft",
                                "{\"labels\":[{\"index\":0,\"label\":1}]}"))
                        .statusCode())
                .isEqualTo(200);
        var answers = sendAtOnce(MANY, i -> json("POST", "/versions/" + version + "/label-draft/save", "{}"));
        assertThat(count(answers, 201)).isEqualTo(1);
        losersAreTold(answers);
        assertThat(json("/versions/" + version + "/label-sets").get("items").size())
                .isEqualTo(before + 1);
        // Other tests know the version with the labels that it had.
        assertThat(send(json(
                                "POST",
                                "/versions/" + version + "/label-sets",
                                "{\"labels\":[{\"index\":0,\"label\":0}]}"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aSessionIsEndedByOneRequestAndTheOthersAreNoErrors() throws Exception {
        sql.sql("insert into account (name, role, password_hash) values ('leaver', 'MEMBER', :hash)")
                .param("hash", QuickPassword.hash("four little words here"))
                .update();
        for (int round = 0; round < 10; round++) {
            sql.sql("update account set locked_at = null where name = 'leaver'").update();
            var browser = new Browser("http://localhost:" + port);
            browser.signIn("leaver", "four little words here");
            assertThat(browser.page("/account").statusCode()).isEqualTo(200);
            sql.sql("update account set locked_at = now() where name = 'leaver'")
                    .update();
            assertThat(SimultaneousRequestsTest.<Integer>atOnce(
                            MANY, i -> () -> browser.page("/account").statusCode()))
                    .containsOnly(302);
        }
    }
}
