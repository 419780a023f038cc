package oddboard.account.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody is invited, joins, and is locked out again, in two real browsers. */
@DrivesBrowser
class PeopleInBrowserTest extends DoorFixture {
    private static Chromium chromium;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @Test
    void somebodyIsInvitedJoinsAndIsLockedOut() {
        add("Olga", "ADMIN");
        Page admin = chromium.person(1440, 900);
        admin.navigate(url("/login"));
        assertThat(admin.getByText("Sign in with Example ID")).isVisible();
        Looks.asItIs(admin, "sign-in-provider");
        signIn(admin, "Olga");
        admin.getByRole(AriaRole.LINK, named("Users")).click();
        assertThat(admin.getByText("No open invitations")).isVisible();
        admin.getByRole(AriaRole.BUTTON, named("Invite")).click();
        admin.getByRole(AriaRole.BUTTON, named("Create link")).click();
        String link =
                admin.locator("vaadin-dialog code, vaadin-dialog-overlay code").textContent();
        assertThat(link).startsWith(url("/join/"));
        Looks.asItIs(admin, "invite");
        admin.getByRole(AriaRole.BUTTON, named("Done")).click();

        Page person = chromium.person(1440, 900);
        person.navigate(link);
        person.getByLabel("Name").fill("Petra");
        choose(person, "passwordpassword");
        assertThat(person.getByText("The new password")).isVisible();
        Looks.asItIs(person, "join");
        choose(person, PASSWORD);
        assertThat(person.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Data sets")))
                .isVisible();
        person.navigate(url("/account"));
        assertThat(person.getByRole(AriaRole.BUTTON, named("Sign out everywhere")))
                .isVisible();
        Looks.asItIs(person, "account");
        Page late = chromium.person(390, 844);
        late.navigate(link);
        assertThat(late.getByText(JoinView.NOTHING)).isVisible();
        Chromium.screenshot(late, "join-used-390-light");

        admin.reload();
        assertThat(admin.getByRole(
                        AriaRole.CELL,
                        new Page.GetByRoleOptions().setName("Petra").setExact(true)))
                .isVisible();
        Looks.asItIs(admin, "users");
        JDBC.sql("update account set locked_at = now(), session_epoch = session_epoch + 1 where name = 'Petra'")
                .update();
        assertThat(person.getByText("Your session has ended")).isVisible();
        Chromium.screenshot(person, "session-ended-1440-light");
        person.getByText("Your session has ended").click();
        person.waitForURL(Pattern.compile(".*/login.*"));
        signIn(person, "Petra");
        assertThat(person.getByText("Your account is locked")).isVisible();
    }

    @Test
    void anAdministratorRevokesSomebodysToken() {
        add("Rhea", "ADMIN");
        long sam = add("Sam", "MEMBER");
        JDBC.sql("""
                        insert into access_token (account_id, name, scope, token_sha256, expires_at) values
                            (:sam, 'Nightly import of the line camera', 'WRITE', sha256('a'), now() + interval '30 days'),
                            (:sam, 'Notebook', 'READ', sha256('b'), null)
                        """).param("sam", sam).update();
        Page admin = chromium.person(1440, 900);
        admin.navigate(url("/login"));
        signIn(admin, "Rhea");
        admin.getByRole(AriaRole.LINK, named("Users")).click();
        assertThat(admin.getByRole(AriaRole.BUTTON, named("Revoke Notebook"))).isVisible();
        Looks.asItIs(admin, "users-tokens");
        admin.getByRole(AriaRole.BUTTON, named("Revoke Notebook")).click();
        assertThat(admin.getByText("Revoke \"Notebook\" of Sam?")).isVisible();
        admin.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Revoke").setExact(true))
                .click();
        assertThat(admin.getByRole(AriaRole.BUTTON, named("Revoke Notebook"))).isHidden();
        assertThat(admin.getByRole(AriaRole.BUTTON, named("Revoke Nightly"))).isVisible();
    }

    private static void choose(Page page, String password) {
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByLabel("Password again").fill(password);
        page.getByRole(AriaRole.BUTTON, named("Join")).click();
    }

    private static void signIn(Page page, String name) {
        page.getByLabel("Name").fill(name);
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
