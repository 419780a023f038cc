package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import oddboard.common.ConflictException;
import oddboard.job.JobState;
import oddboard.notice.Notice;
import oddboard.webhook.Delivery.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events to a real server on this machine that does not take them. */
class FailingEndpointTest {
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
    void stopsWhereTheHostWantsNoMore() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.status = number -> 410;
        fixture.end(JobState.SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        assertThat(fixture.node().sendOne()).isTrue();
        Endpoint now = fixture.webhooks.require(created.endpoint().id(), fixture.ada);
        assertThat(now.enabled()).isFalse();
        assertThat(now.trouble()).contains("status 410");
        assertThat(now.waiting()).isZero();
        assertThat(fixture.notices.list(fixture.ada, 10))
                .singleElement()
                .extracting(Notice::text)
                .asString()
                .startsWith("The webhook Line 3 is disabled.");
        fixture.end(JobState.SUCCEEDED);
        fixture.wait(created.endpoint());
        assertThat(fixture.node().sendOne()).isFalse();
        assertThat(receiver.taken).hasSize(1);
        assertThat(fixture.webhooks.deliveries(now, Long.MAX_VALUE, 10))
                .as("the third event is none of its")
                .hasSize(2)
                .allMatch(delivery -> delivery.state() == State.FAILED);
        assertThatThrownBy(() -> fixture.webhooks.test(now.id(), fixture.ada)).isInstanceOf(ConflictException.class);
    }

    /** Ten tries of one event over three days, during which nothing else got through. */
    @Test
    void disablesAnEndpointThatTakesNothingForDays() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.status = number -> 503;
        fixture.end(JobState.SUCCEEDED);
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(fixture.webhooks
                            .require(created.endpoint().id(), fixture.ada)
                            .enabled())
                    .isTrue();
            assertThat(fixture.node().sendOne()).isTrue();
            fixture.wait(created.endpoint());
        }
        assertThat(fixture.node().sendOne()).isFalse();
        Delivery delivery = fixture.only(created.endpoint());
        assertThat(delivery.state()).isEqualTo(State.FAILED);
        assertThat(delivery.result())
                .isEqualTo("The host answered with status 503. It was tried 10 times and given up.");
        assertThat(fixture.webhooks
                        .require(created.endpoint().id(), fixture.ada)
                        .enabled())
                .isFalse();
        assertThat(fixture.notices.list(fixture.ada, 10)).hasSize(1);
    }

    /** One event that its receiver can't take must not take the others away. */
    @Test
    void staysEnabledWhereOnlyOneEventIsRefused() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        for (int attempt = 1; attempt <= 10; attempt++) {
            receiver.status = number -> 400;
            assertThat(fixture.node().sendOne()).isTrue();
            receiver.status = number -> 200;
            fixture.wait(created.endpoint());
            if (attempt < 10) {
                fixture.jdbc
                        .sql("update webhook_delivery set due_at = now() + interval '1 hour' where state = 'WAITING'")
                        .update();
                fixture.end(JobState.SUCCEEDED);
                assertThat(fixture.node().sendOne()).isTrue();
                fixture.wait(created.endpoint());
            }
        }
        assertThat(fixture.webhooks
                        .require(created.endpoint().id(), fixture.ada)
                        .enabled())
                .isTrue();
        assertThat(fixture.webhooks.deliveries(created.endpoint(), Long.MAX_VALUE, 100))
                .filteredOn(delivery -> delivery.state() == State.FAILED)
                .hasSize(1);
    }

    @Test
    void heedsRetryAfter() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.status = number -> 429;
        receiver.headers = Map.of("Retry-After", "600");
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        assertThat(fixture.only(created.endpoint()).dueAt())
                .isAfter(Instant.now().plusSeconds(590));
        fixture.end(JobState.SUCCEEDED);
        assertThat(fixture.node().sendOne()).as("the others wait, too").isFalse();
    }

    @Test
    void followsNoRedirect() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.status = number -> 307;
        receiver.headers = Map.of("Location", receiver.host + "/elsewhere");
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        assertThat(receiver.taken).hasSize(1);
        assertThat(fixture.only(created.endpoint()).result()).contains("redirect (status 307), which is not followed");
        assertThat(fixture.only(created.endpoint()).state()).isEqualTo(State.WAITING);
    }

    @Test
    void waitsForAnAnswerAsLongAsItSays() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        receiver.before = () -> {
            try {
                end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        fixture.end(JobState.SUCCEEDED);
        fixture.node(Duration.ofSeconds(1)).sendOne();
        end.countDown();
        Delivery delivery = fixture.only(created.endpoint());
        assertThat(delivery.result()).isEqualTo("The host did not answer within 1 s.");
        assertThat(delivery.status()).isNull();
        assertThat(delivery.state()).isEqualTo(State.WAITING);
    }

    @Test
    void reachesNothingInside() {
        fixture.webhooks.create(
                new EndpointSpec("Inside", "https://localhost:1/", List.of(EventType.RUN_SUCCEEDED), true),
                fixture.ada);
        fixture.end(JobState.SUCCEEDED);
        fixture.node().sendOne();
        assertThat(fixture.only(fixture.webhooks.list(fixture.ada).getFirst()).result())
                .contains("is inside this server's network");
    }
}
