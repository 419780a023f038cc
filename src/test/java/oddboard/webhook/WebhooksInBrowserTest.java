package oddboard.webhook;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook from the form to an event that arrives and one that is sent again, in a real Chromium. */
@DrivesBrowser
class WebhooksInBrowserTest {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    @TempDir
    Path folder;

    @Test
    void aWebhookIsMadeTestedAndAskedAgain() throws Exception {
        List<String> faults = new ArrayList<>();
        try (Receiver receiver = new Receiver();
                Program program = Program.start(
                        folder.resolve("home"),
                        "--oddboard.demo=false",
                        "--oddboard.webhook.allowed-hosts=" + receiver.host);
                Chromium chromium = new Chromium()) {
            String base = program.url();
            Page page = chromium.signedIn(program);
            Axe.install(page);
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.onPageError(faults::add);
            Looks.everyWay(page, "webhooks-empty", () -> page.navigate(base + "/webhooks"));
            page.getByLabel("Name").fill("Line 3");
            page.getByLabel("Address").fill(receiver.host + "/oddboard");
            button(page, "Create webhook").click();
            Locator secret = page.locator(".odd-secret code");
            assertThat(secret).isVisible(LONG);
            String key = secret.textContent();
            Looks.asItIs(page, "webhook-secret");
            button(page, "Send a test event").click();
            assertThat(page.getByText("Delivered").first()).isVisible(LONG);
            assertThat(receiver.taken.getFirst().isSignedWith(key)).isTrue();
            receiver.status = number -> 503;
            button(page, "Send again").click();
            assertThat(page.getByText("Tried again").first()).isVisible(LONG);
            assertThat(receiver.taken)
                    .extracting(Receiver.Taken::id)
                    .containsOnly(receiver.taken.getFirst().id());
            receiver.status = number -> 410;
            button(page, "Send again").click();
            assertThat(page.getByText("it wants no more events").first()).isVisible(LONG);
            Looks.asItIs(page, "webhook");
            assertThat(Axe.everyRule(page)).isEmpty();
            Looks.everyWay(page, "webhooks", () -> page.navigate(base + "/webhooks"));
            assertThat(page.getByText("Disabled").first()).isVisible(LONG);
            assertThat(Axe.everyRule(page)).isEmpty();
            Api api = new Api(base, Program.TOKEN);
            Await.until("the notice", java.time.Duration.ofSeconds(30), () -> {
                return api.get("/notices").text().contains("The webhook Line 3 is disabled.") ? true : null;
            });
            assertThat(faults).isEmpty();
        }
    }

    private static Locator button(Page page, String text) {
        return page.locator("vaadin-button")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }
}
