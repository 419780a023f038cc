package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oddboard.common.ConflictException;
import oddboard.common.StoredJson;
import oddboard.job.JobState;
import oddboard.webhook.Delivery.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events to a real server on this machine. */
class DeliveryTest {
    private WebhookFixture fixture;
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        fixture = new WebhookFixture();
        receiver = fixture.receiver;
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void sendsAnEventThatItsReceiverCanVerify() throws Exception {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED, EventType.RUN_FAILED);
        fixture.end(JobState.FAILED);
        assertThat(fixture.node().sendOne()).isTrue();
        assertThat(fixture.node().sendOne()).as("nothing is left").isFalse();
        Receiver.Taken taken = receiver.taken.getFirst();
        assertThat(taken.isSignedWith(created.secret())).isTrue();
        assertThat(taken.isSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
        assertThat(taken.id()).matches("msg_[0-9a-f]{32}");
        assertThat(Long.parseLong(taken.timestamp()))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
        assertThat(taken.contentType()).startsWith("application/json");
        JsonNode event = StoredJson.MAPPER.readTree(taken.body());
        assertThat(event.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(event.get("type").asString()).isEqualTo("run.failed");
        assertThat(Instant.parse(event.get("timestamp").asString())).isBefore(Instant.now());
        assertThat(StoredJson.MAPPER.writeValueAsString(event.get("data")))
                .isEqualTo(
                        "{\"run\":\"1\",\"name\":\"conv, quick\",\"detector\":\"conv\",\"job\":\"2\",\"dataset\":\"1\","
                                + "\"datasetName\":\"Nuts\",\"version\":\"1\",\"versionNumber\":2,\"user\":\"ada\","
                                + "\"error\":\"LOSS_NAN\",\"links\":"
                                + StoredJson.MAPPER.writeValueAsString(
                                        event.get("data").get("links")) + "}");
        assertThat(event.get("data").get("links").get("page").asString()).isEqualTo("https://odd.example.com/runs/1");
        assertThat(event.get("data").get("links").get("api").asString())
                .isEqualTo("https://odd.example.com/api/v1/runs/1");
        assertThat(fixture.only(created.endpoint())).satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(State.DELIVERED);
            assertThat(delivery.status()).isEqualTo(200);
            assertThat(delivery.attempt()).isEqualTo(1);
            assertThat(delivery.event()).isEqualTo(taken.id());
        });
    }

    @Test
    void sendsItAgainWithTheSameIdUntilItIsTaken() throws Exception {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.status = number -> number < 3 ? 500 : 200;
        fixture.end(JobState.SUCCEEDED);
        for (int pause : new int[] {5, 300}) {
            assertThat(fixture.node().sendOne()).isTrue();
            assertThat(fixture.node().sendOne()).as("before the pause is over").isFalse();
            assertThat(fixture.only(created.endpoint())).satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(State.WAITING);
                assertThat(delivery.status()).isEqualTo(500);
                assertThat(Duration.between(delivery.triedAt(), delivery.dueAt())
                                        .toMillis()
                                / 1000.0)
                        .isBetween(0.79 * pause, 1.21 * pause);
            });
            assertThat(fixture.webhooks
                            .require(created.endpoint().id(), fixture.ada)
                            .failingSince())
                    .isNotNull();
            fixture.wait(created.endpoint());
        }
        assertThat(fixture.node().sendOne()).isTrue();
        assertThat(fixture.node().sendOne()).isFalse();
        assertThat(receiver.taken).hasSize(3);
        Set<String> ids = new HashSet<>();
        Set<String> bodies = new HashSet<>();
        for (Receiver.Taken one : receiver.taken) {
            ids.add(one.id());
            bodies.add(one.body());
            assertThat(one.isSignedWith(created.secret())).isTrue();
        }
        assertThat(ids).hasSize(1);
        assertThat(bodies).hasSize(1);
        assertThat(fixture.only(created.endpoint()).state()).isEqualTo(State.DELIVERED);
        assertThat(fixture.only(created.endpoint()).attempt()).isEqualTo(3);
        assertThat(fixture.webhooks
                        .require(created.endpoint().id(), fixture.ada)
                        .failingSince())
                .isNull();
    }

    @Test
    void signsWithBothSecretsWhileOneReplacesTheOther() throws Exception {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        String fresh =
                fixture.webhooks.rotate(created.endpoint().id(), fixture.ada).secret();
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        assertThat(receiver.taken.getFirst().isSignedWith(created.secret())).isTrue();
        assertThat(receiver.taken.getFirst().isSignedWith(fresh)).isTrue();
        assertThat(fixture.webhooks
                        .require(created.endpoint().id(), fixture.ada)
                        .oldSecretUntil())
                .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_400));
        fixture.jdbc
                .sql(
                        "update webhook_secret set valid_until = now() - interval '1 second' where valid_until is not null")
                .update();
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        assertThat(receiver.taken.getLast().isSignedWith(created.secret())).isFalse();
        assertThat(receiver.taken.getLast().isSignedWith(fresh)).isTrue();
    }

    @Test
    void nodesNeverSendOneEventTwice() throws InterruptedException {
        List<Webhooks.Created> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(fixture.create(fixture.ada, EventType.RUN_SUCCEEDED));
        }
        for (int i = 0; i < 10; i++) {
            fixture.end(JobState.SUCCEEDED);
        }
        List<Thread> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(Thread.ofPlatform().start(() -> {
                Deliverer node = fixture.node();
                while (fixture.jdbc
                                .sql("select count(*) from webhook_delivery where state = 'WAITING'")
                                .query(Integer.class)
                                .single()
                        > 0) {
                    node.sendOne();
                }
            }));
        }
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(receiver.taken).hasSize(40);
        assertThat(receiver.taken.stream().map(Receiver.Taken::id).distinct()).hasSize(10);
        for (var one : all) {
            assertThat(fixture.webhooks.deliveries(one.endpoint(), Long.MAX_VALUE, 100))
                    .hasSize(10)
                    .allMatch(d -> d.state() == State.DELIVERED && d.attempt() == 1);
        }
    }

    /** The lease of a node that died runs out; what it was sending is sent again under the same id. */
    @Test
    void anotherNodeSendsWhatADeadOneLeft() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        fixture.jdbc
                .sql("update webhook_endpoint set lease = gen_random_uuid(), busy_until = now() + interval '1 minute'")
                .update();
        assertThat(fixture.node().sendOne()).as("while it may live").isFalse();
        fixture.jdbc
                .sql("update webhook_endpoint set busy_until = now() - interval '1 second'")
                .update();
        assertThat(fixture.node().sendOne()).isTrue();
        assertThat(fixture.only(created.endpoint()).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void sendsAgainWhatSomebodyAsksFor() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        fixture.webhooks.sendAgain(
                created.endpoint().id(), fixture.only(created.endpoint()).id(), fixture.ada);
        assertThat(fixture.node().sendOne()).isTrue();
        assertThat(receiver.taken).hasSize(2);
        assertThat(receiver.taken.get(0).id()).isEqualTo(receiver.taken.get(1).id());
    }

    @Test
    void sendsOneTestAtATime() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.webhooks.test(created.endpoint().id(), fixture.ada);
        assertThatThrownBy(() -> fixture.webhooks.test(created.endpoint().id(), fixture.ada))
                .isInstanceOf(ConflictException.class);
        fixture.node().sendOne();
        assertThat(StoredJson.MAPPER
                        .readTree(receiver.taken.getFirst().body())
                        .get("type")
                        .asString())
                .isEqualTo("webhook.test");
        fixture.webhooks.test(created.endpoint().id(), fixture.ada);
    }
}
