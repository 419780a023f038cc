package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.job.JobState;
import oddboard.webhook.Delivery.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of what. */
class EventsTest {
    private WebhookFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new WebhookFixture();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private int count(String table) {
        return fixture.jdbc
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    @Test
    void nobodyHearsOfWhatTheyMayNotSee() {
        fixture.create(fixture.grace, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        assertThat(count("webhook_event")).isZero();
        fixture.jdbc.sql("update dataset set visibility = 'team'").update();
        fixture.end(JobState.SUCCEEDED);
        assertThat(count("webhook_delivery")).isEqualTo(1);
    }

    @Test
    void whoLostSightMeanwhileHearsNothing() {
        var created = fixture.create(fixture.grace, EventType.RUN_SUCCEEDED);
        fixture.jdbc.sql("update dataset set visibility = 'team'").update();
        fixture.end(JobState.SUCCEEDED);
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThat(fixture.node().sendOne()).isTrue();
        assertThat(fixture.receiver.taken).isEmpty();
        assertThat(fixture.only(created.endpoint()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aLockedAccountHearsNothing() {
        fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        fixture.jdbc.sql("update account set locked_at = now()").update();
        fixture.end(JobState.SUCCEEDED);
        assertThat(count("webhook_delivery")).isEqualTo(1);
        fixture.node().sendOne();
        assertThat(fixture.receiver.taken).isEmpty();
    }

    @Test
    void tellsOfTheChosenTypesAndOfNoCanceledRun() {
        fixture.create(fixture.ada, EventType.RUN_FAILED);
        fixture.end(JobState.SUCCEEDED);
        fixture.end(JobState.CANCELLED);
        assertThat(count("webhook_event")).isZero();
        fixture.end(JobState.FAILED);
        assertThat(count("webhook_event")).isEqualTo(1);
    }

    @Test
    void anEventVanishesWithWhatItTells() {
        fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.transaction.executeWithoutResult(status -> {
            fixture.end(JobState.SUCCEEDED);
            assertThat(count("webhook_event")).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(count("webhook_event")).isZero();
    }

    @Test
    void everyEndpointOfAPersonGetsTheSameEvent() {
        fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        assertThat(count("webhook_event")).isEqualTo(1);
        assertThat(count("webhook_delivery")).isEqualTo(2);
    }

    @Test
    void isForgottenAfterThirtyDays() {
        fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.end(JobState.SUCCEEDED);
        fixture.jdbc
                .sql("update webhook_event set created_at = now() - interval '29 days'")
                .update();
        fixture.deliveries.forget(Duration.ofDays(Webhooks.DAYS_KEPT));
        assertThat(count("webhook_delivery")).isEqualTo(1);
        fixture.jdbc
                .sql("update webhook_event set created_at = now() - interval '31 days'")
                .update();
        fixture.deliveries.forget(Duration.ofDays(Webhooks.DAYS_KEPT));
        assertThat(count("webhook_delivery")).isZero();
    }

    @Test
    void isItsOwnersAlone() {
        EndpointId id =
                fixture.create(fixture.ada, EventType.RUN_SUCCEEDED).endpoint().id();
        assertThat(fixture.webhooks.list(fixture.grace)).isEmpty();
        assertThatThrownBy(() -> fixture.webhooks.rotate(id, fixture.grace)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixture.webhooks.delete(id, fixture.grace)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixture.webhooks.test(id, fixture.grace)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void refusesWhatCanNotBe() {
        assertThatThrownBy(() -> create("", fixture.receiver.host, EventType.RUN_FAILED))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> create("x", "http://example.com/", EventType.RUN_FAILED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("begins with https://");
        assertThatThrownBy(() -> create("x", fixture.receiver.host)).isInstanceOf(InputException.class);
        for (int i = 0; i < Webhooks.MAX_PER_USER; i++) {
            create("x", fixture.receiver.host, EventType.RUN_FAILED);
        }
        assertThatThrownBy(() -> create("x", fixture.receiver.host, EventType.RUN_FAILED))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("10 webhooks already");
    }

    private void create(String name, String address, EventType... types) {
        fixture.webhooks.create(new EndpointSpec(name, address, List.of(types), true), fixture.ada);
    }

    @Test
    void noSecretStandsInTheAuditLog() {
        var created = fixture.create(fixture.ada, EventType.RUN_SUCCEEDED);
        fixture.webhooks.rotate(created.endpoint().id(), fixture.ada);
        assertThat(fixture.jdbc
                        .sql(
                                "select string_agg(action || ' ' || object || ' ' || detail, E'\\n' order by id) from audit")
                        .query(String.class)
                        .single())
                .contains("webhook.create webhook 1 to 127.0.0.1: run.succeeded", "webhook.secret webhook 1")
                .doesNotContain("whsec", "key=1");
    }
}
