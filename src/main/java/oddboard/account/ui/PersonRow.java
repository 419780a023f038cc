package oddboard.account.ui;

import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import oddboard.account.People;
import oddboard.account.Person;
import oddboard.account.Person.State;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** One person of the list, with what can be done. */
class PersonRow extends NativeTableRow {
    private static final long serialVersionUID = 1;
    private final transient Person person;
    private final transient People people;
    private final UsersView page;
    private final String name;
    private final transient UserId id;

    PersonRow(Person person, User self, People people, UsersView page) {
        this.person = person;
        this.people = people;
        this.page = page;
        this.name = person.user().name();
        this.id = person.user().id();
        boolean own = id.equals(self.id());
        var title = new NativeTableCell(new Span(name));
        title.addClassName("odd-table__name");
        if (own || person.byProvider()) {
            var note = new Span(own ? "you" : "by the identity provider");
            note.addClassName("odd-note");
            title.add(note);
        }
        add(title, role(), new NativeTableCell(tag()), new NativeTableCell(
                person.lastSignInAt() == null ? "never" : Format.ago(person.lastSignInAt())));
        var actions = new NativeTableCell();
        actions.addClassName("odd-num");
        if (person.state() != State.REMOVED) {
            actions.add(menu(own));
        } else {
            addClassName("odd-users__removed");
        }
        add(actions);
    }

    private NativeTableCell role() {
        if (person.state() == State.REMOVED) {
            return new NativeTableCell(Words.of(person.user().role()));
        }
        Select<Role> role = Words.roles();
        role.setValue(person.user().role());
        role.setAriaLabel("Role of " + name);
        role.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                page.attempt(() -> people.changeRole(id, change.getValue()),
                        name + " is " + Words.inText(change.getValue()) + " from now on.");
            }
        });
        return new NativeTableCell(role);
    }

    private StateTag tag() {
        return switch (person.state()) {
            case ACTIVE -> person.user().mustChangePassword() ? new StateTag("One-time password", Tone.WARN)
                    : new StateTag("Active", Tone.GOOD);
            case LOCKED -> new StateTag("Locked", Tone.BAD);
            case REMOVED -> new StateTag("Removed", Tone.NEUTRAL);
        };
    }

    private MenuBar menu(boolean own) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.SMALL, MenuBarVariant.ALIGN_END);
        var root = bar.addItem("Change");
        root.getElement().setAttribute("aria-label", "Change " + name);
        SubMenu menu = root.getSubMenu();
        if (!person.byProvider()) {
            menu.addItem("Reset password", click -> page.confirm("Give " + name + " a new password?",
                    "The old one stops working and their open pages end.", "Reset password",
                    () -> page.showPassword(person, () -> people.resetPassword(id))));
        }
        if (person.state() == State.LOCKED) {
            menu.addItem("Unlock", click -> page.attempt(() -> people.unlock(id), name + " may sign in again."));
        } else {
            menu.addItem("Lock", click -> page.confirm("Lock " + name + " out?",
                    "Their open pages and their tokens stop working at once, until you unlock them.", "Lock",
                    () -> page.attempt(() -> people.lock(id), name + " is locked out."))).setEnabled(!own);
        }
        menu.addItem("Remove", click -> page.confirm("Remove " + name + "?",
                "They can't come back. What they made stays, under their name.", "Remove",
                () -> page.attempt(() -> people.remove(id), name + " is removed."))).setEnabled(!own);
        return bar;
    }
}
