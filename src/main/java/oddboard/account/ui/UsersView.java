package oddboard.account.ui;

import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import oddboard.account.AccessToken;
import oddboard.account.Invitation;
import oddboard.account.Invitations;
import oddboard.account.Person;
import oddboard.account.Person.State;
import oddboard.account.Role;
import oddboard.account.UserAdministration;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.ui.EmptyState;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** Everybody, with role, state and last sign-in, and the invitations that are open; for administrators. */
@Route("users")
@PageTitle("Users · Oddboard")
@Menu(title = "Users", order = 89, icon = "icons/users.svg")
@RolesAllowed("ADMIN")
class UsersView extends Div {
    private static final long serialVersionUID = 1;
    private final transient UserAdministration administration;
    private final transient Invitations invitations;
    private final PageHeader header = new PageHeader("Users", "");
    private final Div fresh = new Div();
    private final MarkupTable<Person> persons;
    private final MarkupTable<Invitation> invited = InvitationRow.table();
    private final Div open = new Div();
    private final MarkupTable<AccessToken> tokens = TokenRow.table(true);
    private final Div held = new Div();

    UsersView(UserAdministration administration, Invitations invitations, Users users) {
        this.administration = administration;
        this.invitations = invitations;
        this.persons = PersonRow.table(users.require());
        addClassName("odd-page");
        var invite = new Button("Invite", click -> new InviteDialog(invitations, this::show).open());
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        header.setActions(invite);
        act();
        fresh.setVisible(false);
        add(
                header,
                fresh,
                new Panel("", persons).flush(),
                new Panel("Open invitations", open).flush(),
                new Panel("Access tokens", held).flush());
        show();
    }

    private void show() {
        List<Person> all = administration.list();
        long active =
                all.stream().filter(person -> person.state() == State.ACTIVE).count();
        long administrators = all.stream()
                .filter(p -> p.state() == State.ACTIVE && p.user().isAdmin())
                .count();
        header.setSubtitle(active + (active == 1 ? " user may" : " users may") + " sign in, " + administrators
                + " of them as " + (administrators == 1 ? "administrator" : "administrators"));
        persons.show(all);
        show(
                open,
                invited,
                invitations.list(),
                new EmptyState("No open invitations", "An invitation is a link that lets one new person in."));
        show(
                held,
                tokens,
                administration.tokens(),
                new EmptyState("No tokens", "Users make them on their account pages, for scripts and notebooks."));
    }

    private static <T> void show(HasComponents place, MarkupTable<T> table, List<T> rows, EmptyState empty) {
        place.removeAll();
        place.add(rows.isEmpty() ? empty : table);
        table.show(rows);
    }

    private void act() {
        invited.on(
                InvitationRow.REVOKE,
                invitation -> attempt(
                        () -> invitations.revoke(invitation.id()),
                        "The invitation is revoked; its link opens nothing."));
        tokens.on(
                TokenRow.REVOKE,
                token -> confirm(
                        "Revoke \"" + token.name() + "\" of " + token.ownerName() + "?",
                        "What uses it, or a token that was made by it, stops working at once. This cannot be undone.",
                        "Revoke",
                        () -> attempt(
                                () -> administration.revokeToken(token.owner(), token.id()), "The token is revoked.")));
        persons.onChange(
                PersonRow.ROLE,
                (person, value) -> Stream.of(Role.values())
                        .filter(role -> role.name().equals(value))
                        .forEach(role -> attempt(
                                () -> administration.changeRole(person.user().id(), role),
                                person.user().name() + " is " + AccountMessages.inText(role) + " from now on.")));
        persons.on(
                PersonRow.RESET,
                person -> confirm(
                        "Give " + person.user().name() + " a new password?",
                        "The old one, their open pages and all their tokens stop working.",
                        "Reset password",
                        () -> showPassword(
                                person,
                                () -> administration.resetPassword(person.user().id()))));
        persons.on(
                PersonRow.UNLOCK,
                person -> attempt(
                        () -> administration.unlock(person.user().id()),
                        person.user().name() + " may sign in again."));
        persons.on(
                PersonRow.LOCK,
                person -> confirm(
                        "Lock " + person.user().name() + " out?",
                        "Their open pages and their tokens stop working at once, until you unlock them.",
                        "Lock",
                        () -> attempt(
                                () -> administration.lock(person.user().id()),
                                person.user().name() + " is locked out.")));
        persons.on(
                PersonRow.REMOVE,
                person -> confirm(
                        "Remove " + person.user().name() + "?",
                        "They can't come back. What they made stays, under their name.",
                        "Remove",
                        () -> attempt(
                                () -> administration.remove(person.user().id()),
                                person.user().name() + " is removed.")));
    }

    /** Does a step, says what came of it, and shows everybody as they are now. */
    void attempt(Runnable step, String done) {
        try {
            step.run();
            Toast.show(done);
        } catch (ConflictException | NotFoundException refused) {
            Toast.error(RefusalText.of(refused));
        }
        show();
    }

    void confirm(String question, String sentence, String verb, Runnable step) {
        var dialog = new ConfirmDialog(question, sentence, verb, confirmed -> step.run());
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    void showPassword(Person person, Supplier<String> reset) {
        attempt(
                () -> {
                    String password = reset.get();
                    fresh.removeAll();
                    fresh.add(
                            new Panel(
                                    "One-time password of " + person.user().name(),
                                    new SecretRow(
                                            password,
                                            "Copy it now and give it to them: it is not kept. They choose their own at the next sign-in.")));
                    fresh.setVisible(true);
                },
                "The old password opens nothing any more.");
    }
}
