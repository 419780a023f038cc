package oddboard.notice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.notice.NoticeChoice;
import oddboard.notice.Notices;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NoticesViewTest extends PageTest {
    @Autowired
    private Runs runs;

    @Autowired
    private Notices notices;

    private Run start(Dataset dataset, String name) {
        return runs.start(
                new RunSpec(
                        dataset.ready().orElseThrow().id(),
                        "fcn",
                        Map.of("epochs", 2, "batchSize", 16),
                        name,
                        List.of(),
                        0,
                        "cpu"),
                users.require());
    }

    @Test
    void ringsWhenARunEndsAndLeadsToIt() {
        var dataset = readyDataset(48, 30);
        notices.markAllRead(users.require());
        open("notices");
        assertThat(text()).contains(dataset.name() + " is ready: 48 training and 30 test images.");
        var bell = find(Bell.class).single();
        assertThat(text(bell)).isBlank();
        var run = start(dataset, "rung");
        Await.until("the bell to count one", Duration.ofMinutes(1), () -> {
            roundTrip();
            return text().contains("not read") && text(bell).contains("1") ? true : null;
        });
        assertThat(bell.getElement().getAttribute("aria-label")).isEqualTo("Notices, 1 not read");
        assertThat(text()).contains("1 not read", "Run " + run.id() + ", rung, on", "succeeded: AUC");
        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref)).contains("runs/" + run.id());
        test(find(Button.class).withText("Mark all as read").single()).click();
        assertThat(text(bell)).isBlank();
        assertThat(text()).contains("All read");
    }

    @Test
    void isSilentForThoseWhoDoNotWantToHear() {
        var owner = users.require();
        notices.choose(owner, new NoticeChoice(false, true, true, false, false, ""));
        try {
            int before = notices.list(owner, 50).size();
            var run = start(readyDataset(48, 30), "silent");
            Await.until(
                    "the run's end",
                    Duration.ofMinutes(1),
                    () -> runs.find(run.id(), owner)
                            .filter(r -> r.job().state().isEnded())
                            .orElse(null));
            assertThat(notices.list(owner, 50)).hasSize(before);
        } finally {
            notices.choose(owner, new NoticeChoice(true, true, true, true, false, ""));
        }
    }

    @Test
    void letsOneChooseAndRefusesAnAddressInside() {
        open("account");
        assertThat(find(Button.class).withText("Send a test").exists()).isFalse();
        var webhook = find(TextField.class).withCaption("Webhook").single();
        test(webhook).setValue("http://localhost:9000/");
        var panel = find(NoticePanel.class).single();
        test(find(Button.class, panel).withText("Save").single()).click();
        assertThat(webhook.isInvalid()).isTrue();
        assertThat(webhook.getErrorMessage()).contains("begins with https://");
        test(webhook).setValue("https://localhost:1/hook");
        test(find(Checkbox.class, panel).all().stream()
                        .filter(c -> c.getAriaLabel().orElse("").equals("Runs of others on my data sets ended: bell"))
                        .findFirst()
                        .orElseThrow())
                .click();
        test(find(Button.class, panel).withText("Save").single()).click();
        assertThat(notices.choice(users.require()))
                .isEqualTo(new NoticeChoice(true, true, true, true, true, "https://localhost:1/hook"));
        test(find(Button.class).withText("Send a test").single()).click();
        Await.until("the result of the test", Duration.ofSeconds(30), () -> {
            roundTrip();
            return text().contains("is inside this server's network") ? true : null;
        });
        notices.choose(users.require(), new NoticeChoice(true, true, true, true, false, ""));
    }
}
