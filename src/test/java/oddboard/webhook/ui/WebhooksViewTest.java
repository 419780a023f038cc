package oddboard.webhook.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import oddboard.webhook.Delivery;
import oddboard.webhook.Endpoint;
import oddboard.webhook.EndpointSpec;
import oddboard.webhook.EventType;
import oddboard.webhook.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WebhooksViewTest extends PageTest {
    @Autowired
    private Webhooks webhooks;

    @AfterEach
    void takeAway() {
        become("grace");
        webhooks.list(users.require()).forEach(one -> webhooks.delete(one.id(), users.require()));
    }

    private Endpoint endpoint() {
        return webhooks.create(
                        new EndpointSpec("Line 3", "https://localhost:1/hook", List.of(EventType.RUN_FAILED), true),
                        users.require())
                .endpoint();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    @Test
    void makesAWebhookAndShowsItsSecretOnce() {
        open("webhooks");
        assertThat(text()).contains("No webhooks", "A webhook tells a program of yours what happens here");
        test(find(TextField.class).withCaption("Name").single()).setValue("Line 3");
        test(find(TextField.class).withCaption("Address").single()).setValue("http://localhost/");
        click("Create webhook");
        assertThat(text()).contains("The address of a webhook begins with https://");
        test(find(TextField.class).withCaption("Address").single()).setValue("https://localhost:1/hook");
        click("Create webhook");
        assertThat(find(Code.class).single().getText()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(webhooks.list(users.require()))
                .singleElement()
                .satisfies(made -> assertThat(made.types())
                        .containsExactly(EventType.RUN_FAILED, EventType.SCORING_FAILED, EventType.INBOX_FLAGGED));
        open("webhooks");
        assertThat(text())
                .contains("Line 3", "https://localhost:1/hook", "Enabled")
                .doesNotContain("whsec_");
    }

    @Test
    void sendsATestAndSaysHowItWent() {
        Endpoint made = endpoint();
        open("webhooks", QueryParameters.of("id", made.id().toString()));
        click("Send a test event");
        Await.until("the result", Duration.ofSeconds(30), () -> {
            roundTrip();
            open("webhooks", QueryParameters.of("id", made.id().toString()));
            return text().contains("is inside this server's network") && text().contains("the first failure was")
                    ? true
                    : null;
        });
        assertThat(text()).contains("webhook.test", "Tried again", "Next try");
        Endpoint failing = webhooks.require(made.id(), users.require());
        Delivery before = webhooks.deliveries(failing, Long.MAX_VALUE, 1).getFirst();
        click(find(MarkupRows.class).single(), "again", Long.toString(before.id()));
        // It is due at once, and may be tried before anybody looks; tries are counted from the start.
        Delivery again = Await.until("another try", Duration.ofSeconds(30), () -> {
            Delivery now = webhooks.deliveries(failing, Long.MAX_VALUE, 1).getFirst();
            return now.attempt() == 0 || !Objects.equals(now.triedAt(), before.triedAt()) ? now : null;
        });
        assertThat(again.attempt()).isLessThanOrEqualTo(1);
    }

    @Test
    void isDisabledAndEnabledAndGetsANewSecret() {
        Endpoint made = endpoint();
        open("webhooks", QueryParameters.of("id", made.id().toString()));
        click("Disable");
        assertThat(webhooks.require(made.id(), users.require()).enabled()).isFalse();
        assertThat(text()).contains("Disabled");
        click("Enable");
        assertThat(webhooks.require(made.id(), users.require()).enabled()).isTrue();
        click("New secret");
        assertThat(find(Code.class).single().getText()).startsWith("whsec_");
        assertThat(text()).contains("signed with the old secret, too");
    }

    @Test
    void showsNobodyElses() {
        Endpoint made = endpoint();
        become("linus");
        open("webhooks", QueryParameters.of("id", made.id().toString()));
        assertThat(text()).contains("No webhooks").doesNotContain("Line 3");
    }
}
