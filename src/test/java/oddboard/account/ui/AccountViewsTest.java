package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import oddboard.account.AccessTokens;
import oddboard.account.TestAccounts;
import oddboard.account.Users;
import oddboard.testing.PageTest;
import oddboard.testing.TestDatabase;
import oddboard.ui.MarkupTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.core.context.SecurityContextHolder;

@ViewPackages(packages = "none")
class AccountViewsTest extends BrowserlessTest {
    private final DataSource database = TestDatabase.dataSource();
    private final Users users = TestAccounts.users(database);
    private final AccessTokens tokens = TestAccounts.tokens(database, users);

    @BeforeEach
    void signIn() {
        TestAccounts.signIn(database, "Ada", "the first password");
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void theDoorSendsNameAndPasswordAndSaysWhySomebodyIsBack() {
        LoginView door = show(new LoginView(users, new StaticListableBeanFactory().getBeanProvider(OidcLogin.class)));
        LoginForm form = $(LoginForm.class).single();
        assertThat(form.getAction()).isEqualTo("login");
        assertThat(form.isForgotPasswordButtonVisible()).isFalse();
        door.explain(Set.of());
        assertThat(form.isError()).isFalse();
        door.explain(Set.of("error"));
        assertThat(form.isError()).isTrue();
        door.explain(Set.of(LoginView.WAIT));
        assertThat(form.getElement().getPropertyRaw("i18n").toString()).contains("Too many sign-ins have failed");
    }

    @Test
    void takesANewPasswordThatWasTypedTwiceAlike() {
        boolean[] done = {false};
        show(new PasswordForm(users, () -> done[0] = true));
        List<PasswordField> fields = $(PasswordField.class).all();
        fields.get(0).setValue("the first password");
        fields.get(1).setValue("four little words");
        fields.get(2).setValue("four little word");
        click("Change password");
        assertThat(fields.get(2).isInvalid()).isTrue();
        assertThat(fields.get(2).getErrorMessage()).isEqualTo("The two new passwords differ; type the same one twice.");
        fields.get(2).setValue("four little words");
        click("Change password");
        assertThat(done[0]).isTrue();
        assertThat(fields).allSatisfy(field -> assertThat(field.getValue()).isEmpty());
    }

    @Test
    void saysWhyAPasswordIsRefusedAndKeepsTheOldOne() {
        show(new PasswordForm(users, () -> {
            throw new AssertionError("changed");
        }));
        List<PasswordField> fields = $(PasswordField.class).all();
        fields.get(0).setValue("not the first password");
        fields.get(1).setValue("four little words");
        fields.get(2).setValue("four little words");
        click("Change password");
        assertThat(fields.get(0).isInvalid()).isTrue();
        assertThat(fields.get(0).getErrorMessage()).isEqualTo("The current password is not right.");
        fields.get(0).setValue("the first password");
        fields.get(1).setValue("short");
        fields.get(2).setValue("short");
        click("Change password");
        assertThat(fields.get(0).isInvalid()).isFalse();
        assertThat(fields.get(1).getErrorMessage()).contains("at least 12 characters");
    }

    @Test
    void showsANewTokenOnceAndListsItUntilItIsRevoked() {
        show(new TokenPanel(tokens, users.require()));
        click("Create token");
        assertThat($(TextField.class).single().getErrorMessage()).contains("1 to 100 characters");
        $(TextField.class).single().setValue("Notebook");
        click("Create token");
        String secret = $(Code.class).single().getText();
        assertThat(tokens.owner(secret)).isPresent();
        assertThat($(MarkupTable.class).single().rows()).hasSize(1);
        UI.getCurrent().removeAll();
        show(new TokenPanel(tokens, users.require()));
        assertThat($(Code.class).all()).isEmpty();
        var table = $(MarkupTable.class).single();
        PageTest.click(table, "revoke", String.valueOf(table.rows().firstEntry().getKey()));
        test($(ConfirmDialog.class).single()).confirm();
        assertThat(tokens.owner(secret)).isEmpty();
        assertThat($(MarkupTable.class).all()).isEmpty();
    }

    @Test
    void namesBrowsersByWhatTheySayOfThemselves() {
        assertThat(BrowserName.of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"))
                .isEqualTo("Firefox on Linux");
        assertThat(BrowserName.of(
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                                + "Safari/537.36 Edg/140.0.0.0"))
                .isEqualTo("Edge on Windows");
        assertThat(BrowserName.of(
                        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                                + "Version/18.0 Mobile/15E148 Safari/604.1"))
                .isEqualTo("Safari on iPhone");
        assertThat(BrowserName.of("<script>")).isEqualTo("Another browser");
    }

    private static <C extends Component> C show(C view) {
        UI.getCurrent().add(view);
        return view;
    }

    private void click(String text) {
        test($(Button.class).withText(text).single()).click();
    }
}
