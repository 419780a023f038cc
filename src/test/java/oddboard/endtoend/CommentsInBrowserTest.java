package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people talk about a run, each in a browser of their own. */
@DrivesBrowser
class CommentsInBrowserTest {
    @TempDir
    Path folder;

    @Test
    void twoPeopleTalkAndTheBellRings() throws Exception {
        try (DrivenProgram program = new DrivenProgram(folder);
                Chromium other = new Chromium()) {
            String version = program.addVersion("Talked about");
            String run = program.run(version, "{\"epochs\":2,\"calibrationShare\":0.25}");
            program.api.patch("/runs/" + run, "{\"note\":\"Second lens, other light\"}");
            program.api.post("/models", "{\"name\":\"talked-about\",\"run\":\"" + run + "\"}");
            program.api.post(
                    "/models/talked-about/thresholds",
                    "{\"version\":1,\"method\":\"quantile\",\"parameters\":{\"q\":0.99}}");
            Page admin = program.page;
            Page vera = join(program, other);
            for (Page page : new Page[] {admin, vera}) {
                page.navigate(program.address("/runs/" + run));
                Looks.settle(page);
                assertThat(comments(page)).containsText("Second lens, other light");
            }

            // What one writes comes to the other, whose own draft stays.
            text(vera).fill("Why is it so ");
            say(
                    admin,
                    "@vera **please look** at " + program.address("/runs/" + run + "/images?image=3")
                            + "\n\n[The cut](/models/talked-about/thresholds?version=1) seems low.");
            assertThat(comments(vera)).containsText("please look");
            assertThat(text(vera)).hasValue("Why is it so ");
            assertThat(comments(vera).locator("figure")).hasCount(2);
            assertThat(comments(vera).locator("figure").first())
                    .containsText(Pattern.compile("Test image 3, score [0-9.]+ by run " + run));
            assertThat(comments(vera).locator("figure").last()).containsText("of talked-about/1");
            assertThat(comments(vera).locator("figure img")).hasJSProperty("complete", true);
            assertThat((Integer) comments(vera).locator("figure img").evaluate("i => i.naturalWidth"))
                    .isPositive();

            Locator bell = vera.locator(".odd-bell");
            assertThat(bell).hasAccessibleName(Pattern.compile("Notices, 1 not read"));
            say(vera, "Why is it so low? @admin");
            assertThat(comments(admin)).containsText("Why is it so low?");
            assertThat(comments(admin).getByRole(AriaRole.LISTITEM)).hasCount(3);

            admin.getByRole(AriaRole.BUTTON, named("Edit the comment of admin")).click();
            Locator dialog = admin.getByRole(AriaRole.DIALOG);
            dialog.getByRole(AriaRole.TEXTBOX).fill("Solved.");
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                    .click();
            assertThat(comments(vera)).containsText("Solved.");
            assertThat(comments(vera)).containsText("edited");
            assertThat(vera.getByRole(AriaRole.BUTTON, named("Edit the comment of admin")))
                    .hasCount(0);

            say(admin, "See /runs/" + run + "/images?image=5&threshold=0.001 and a list:\n\n- light\n- lens");
            Axe.install(vera);
            vera.navigate(program.address("/runs/" + run));
            Looks.settle(vera);
            assertThat(Axe.everyRule(vera)).isEmpty();
            Looks.everyWay(vera, "comments", () -> {
                vera.navigate(program.address("/runs/" + run));
                Looks.settle(vera);
                comments(vera).scrollIntoViewIfNeeded();
            });

            vera.locator(".odd-bell").click();
            vera.getByText("admin mentioned you in a comment on run " + run).click();
            vera.waitForURL("**/runs/" + run);
            Looks.settle(vera);
            assertThat(vera.locator(".odd-bell")).hasAccessibleName("Notices");
            openImage(program, vera, version);
            program.assertNoFaults();
        }
    }

    private static void openImage(DrivenProgram program, Page page, String version) throws Exception {
        String dataset =
                program.api.get("/versions/" + version).json().get("dataset").asString();
        page.setViewportSize(1440, 900);
        page.navigate(program.address("/datasets/" + dataset + "/images?version=" + version + "&image=81"));
        Looks.settle(page);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Comment").setExact(true))
                .click();
        Locator dialog = page.locator(".odd-comments-dialog");
        dialog.getByRole(AriaRole.TEXTBOX).fill("01");
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Comment").setExact(true))
                .click();
        assertThat(dialog.getByRole(AriaRole.LISTITEM)).containsText("01");
        Chromium.screenshot(page, "comments-of-image-light-1440");
        assertThat(page.getByRole(AriaRole.BUTTON, named("1 comment"))).isVisible();
        page.navigate(program.address("/datasets/" + dataset + "/versions"));
        Looks.settle(page);
        assertThat(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Comment").setExact(true)))
                .isVisible();
        page.navigate(program.address("/datasets/" + dataset));
        Looks.settle(page);
        assertThat(comments(page)).isVisible();
    }

    private static Locator comments(Page page) {
        return page.locator(".odd-comments");
    }

    private static Locator text(Page page) {
        return page.getByLabel("New comment");
    }

    private static void say(Page page, String words) {
        text(page).fill(words);
        comments(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Comment").setExact(true))
                .click();
        assertThat(text(page)).hasValue("");
    }

    private static Page join(DrivenProgram program, Chromium browser) throws Exception {
        String link = program.api
                .post("/invitations", "{\"role\":\"member\"}")
                .json()
                .get("link")
                .asString();
        Page page = browser.person(1440, 900);
        page.navigate(program.address(link.replaceFirst(".*/join/", "/join/")));
        Looks.settle(page);
        page.getByLabel("Name").fill("vera");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("nine narrow nuts");
        page.getByLabel("Password again").fill("nine narrow nuts");
        page.getByRole(AriaRole.BUTTON, named("Join")).click();
        page.getByRole(AriaRole.HEADING, named("Data sets")).waitFor();
        return page;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
