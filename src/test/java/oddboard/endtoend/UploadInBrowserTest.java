package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file sent from Chromium over a slow line that breaks, is paused, and is left by a reload. */
@DrivesBrowser
class UploadInBrowserTest {
    private static final double LONG = 120_000;

    @TempDir
    Path folder;

    @Test
    void takesAFileUpAgainAfterEveryInterruption() throws Exception {
        byte[] bytes = new byte[40_000_000];
        new Random(3).nextBytes(bytes);
        Path big = Files.write(folder.resolve("caps-2026-03.zip"), bytes);
        Program program = SharedProgram.get();
        try (Line line = Line.to(program.url(), 1_000_000);
                Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            String dataset = api.post("/datasets", "{\"name\":\"Sent caps\"}")
                    .json()
                    .get("id")
                    .asString();
            Page page = SharedProgram.signedIn(chromium);
            String address = line.url() + "/datasets/" + dataset + "/versions/new";
            page.navigate(address);
            choose(page, big);
            Locator words = page.locator("odd-upload .words").first();
            assertThat(words).containsText(Pattern.compile("\\d+ % · .* MB of 40.0 MB · .*/s · .* left"), within(LONG));

            line.cut();
            assertThat(words).containsText("resumes by itself", within(LONG));
            Looks.asItIs(page, "upload-broken");
            line.restore();
            assertThat(words).containsText("/s · ", within(LONG));
            Looks.asItIs(page, "upload-under-way");

            page.getByRole(AriaRole.BUTTON, named("Pause: caps-2026-03.zip")).click();
            assertThat(words).containsText("paused", within(LONG));
            long paused = received(api, dataset);
            assertThat(paused).isBetween(1L, bytes.length - 1L);
            page.getByRole(AriaRole.BUTTON, named("Resume: caps-2026-03.zip")).click();
            assertThat(words).containsText("/s · ", within(LONG));

            page.navigate(address);
            assertThat(words).containsText("choose the file, or its folder, again to resume", within(LONG));
            assertThat(received(api, dataset)).isGreaterThanOrEqualTo(paused);
            Looks.asItIs(page, "upload-earlier-visit");
            line.rate(16_000_000);
            choose(page, big);
            assertThat(page.locator(".odd-uploads vaadin-select").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
            var items = api.get("/datasets/" + dataset + "/uploads").json().get("items");
            assertThat(items.size()).isEqualTo(1);
            assertThat(items.get(0).get("size").asInt()).isEqualTo(bytes.length);
            assertThat(items.get(0).get("sha256").asString())
                    .isEqualTo(java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(bytes)));

            choose(page, Files.write(folder.resolve("model.pkl"), new byte[10]));
            assertThat(page.locator("odd-upload .words").first())
                    .containsText("model.pkl is not a kind of file", within(LONG));
            page.navigate(address);
            page.getByText("Sent earlier (1)").click();
            Looks.asItIs(page, "upload-sent-earlier");
            page.navigate(line.url() + "/storage");
            assertThat(page.getByText("40.0 MB").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
            Looks.asItIs(page, "storage");
        }
    }

    private static long received(Api api, String dataset) throws Exception {
        return api.get("/datasets/" + dataset + "/uploads")
                .json()
                .get("items")
                .get(0)
                .get("received")
                .asLong();
    }

    private static void choose(Page page, Path file) {
        page.locator("odd-upload input.files").setInputFiles(file);
    }

    private static LocatorAssertions.ContainsTextOptions within(double millis) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(millis);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
