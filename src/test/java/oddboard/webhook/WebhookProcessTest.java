package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two web nodes, of which one is killed while it sends. */
@StartsProcess
class WebhookProcessTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void whatADyingNodeWasSendingArrivesUnderTheSameIdAndEverythingElseOnce() throws Exception {
        try (Receiver receiver = new Receiver()) {
            String allowed = "--oddboard.webhook.allowed-hosts=" + receiver.host;
            try (Program first = Program.start(folder.resolve("first"), "--oddboard.demo=false", allowed)) {
                Api api = new Api(first.url(), Program.TOKEN);
                Map<String, String> secrets = new LinkedHashMap<>();
                for (int i = 0; i < Webhooks.MAX_PER_USER; i++) {
                    Api.Answer made = api.post(
                            "/webhooks",
                            "{\"name\":\"Line\",\"address\":\"" + receiver.host + "/\",\"types\":[\"run.failed\"]}");
                    assertThat(made.status()).as(made.text()).isEqualTo(201);
                    String id = made.json().get("id").asString();
                    secrets.put(id, made.json().get("secret").asString());
                    assertThat(api.get("/webhooks/" + id).text()).doesNotContain("whsec");
                }
                PGSimpleDataSource database = (PGSimpleDataSource) first.database();
                CountDownLatch dead = new CountDownLatch(1);
                receiver.before = () -> {
                    try {
                        dead.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
                try (Program second = Program.start(
                        folder.resolve("second"),
                        "--oddboard.role=web",
                        "--oddboard.demo=false",
                        allowed,
                        "--spring.datasource.url=jdbc:postgresql://localhost:" + database.getPortNumbers()[0]
                                + "/postgres",
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=" + database.getPassword())) {
                    for (String id : secrets.keySet()) {
                        assertThat(api.post("/webhooks/" + id + "/test", "").status())
                                .isEqualTo(202);
                    }
                    // A node sends four at once, so that each of the two waits for four answers now.
                    Await.until("events under way", LONG, () -> receiver.taken.size() >= 8 ? true : null);
                    second.kill();
                }
                dead.countDown();
                for (String id : secrets.keySet()) {
                    Await.until("a delivery", LONG, () -> state(api, id).equals("delivered") ? true : null);
                }
                assertThat(receiver.taken)
                        .as("four twice: the dead node's, and again")
                        .hasSizeGreaterThanOrEqualTo(14);
                assertThat(receiver.taken.stream().map(Receiver.Taken::id).distinct())
                        .hasSize(10);
                assertThat(receiver.taken.stream()
                                .map(one -> one.id() + one.body())
                                .distinct())
                        .hasSize(10);
                for (Receiver.Taken one : receiver.taken) {
                    int signing = 0;
                    for (String secret : secrets.values()) {
                        signing += one.isSignedWith(secret) ? 1 : 0;
                    }
                    assertThat(signing).isEqualTo(1);
                }
            }
        }
    }

    private static String state(Api api, String id) throws IOException, InterruptedException {
        return api.get("/webhooks/" + id + "/deliveries")
                .json()
                .get("items")
                .get(0)
                .get("state")
                .asString();
    }
}
