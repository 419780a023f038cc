package oddboard.account.ui;

import java.util.LinkedHashMap;
import java.util.List;
import oddboard.account.Person;
import oddboard.account.Person.State;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.StateTag.Tone;

/** The columns of the users, with what can be done about each. */
final class PersonRow {
    static final String ROLE = "role";
    static final String RESET = "reset";
    static final String UNLOCK = "unlock";
    static final String LOCK = "lock";
    static final String REMOVE = "remove";

    private PersonRow() {}

    /** @param self who looks */
    static MarkupTable<Person> table(User self) {
        return new MarkupTable<Person>(
                        "Users",
                        person -> person.user().id().toString(),
                        List.of(
                                Column.<Person>of("Name", (cell, person) -> name(cell, person, self))
                                        .styled("odd-table__name"),
                                Column.<Person>of("Role", PersonRow::role),
                                Column.<Person>of("State", (cell, person) -> cell.add(tag(person))),
                                Column.<Person>text(
                                        "Last sign-in",
                                        person -> person.lastSignInAt() == null
                                                ? "never"
                                                : Format.ago(person.lastSignInAt())),
                                Column.<Person>of("", (cell, person) -> actions(cell, person, self))
                                        .num()))
                .styled("odd-users")
                .stacked()
                .eachRow((row, person) ->
                        row.attr("class", person.state() == State.REMOVED ? "odd-users__removed" : ""));
    }

    private static boolean isSelf(Person person, User self) {
        return person.user().id().equals(self.id());
    }

    private static void name(Html cell, Person person, User self) {
        cell.add(new Html("span").text(person.user().name()));
        if (isSelf(person, self) || person.byProvider()) {
            cell.add(MarkupParts.note(isSelf(person, self) ? "you" : "by the identity provider"));
        }
    }

    private static void role(Html cell, Person person) {
        if (person.state() == State.REMOVED) {
            cell.text(AccountMessages.of(person.user().role()));
            return;
        }
        var roles = new LinkedHashMap<String, String>();
        for (Role role : List.of(Role.VIEWER, Role.MEMBER, Role.ADMIN)) {
            roles.put(role.name(), AccountMessages.of(role));
        }
        cell.add(MarkupParts.select(
                ROLE,
                "Role of " + person.user().name(),
                roles,
                person.user().role().name()));
    }

    private static Html tag(Person person) {
        return switch (person.state()) {
            case ACTIVE ->
                person.user().mustChangePassword()
                        ? MarkupParts.tag("One-time password", Tone.WARN)
                        : MarkupParts.tag("Active", Tone.GOOD);
            case LOCKED -> MarkupParts.tag("Locked", Tone.BAD);
            case REMOVED -> MarkupParts.tag("Removed", Tone.NEUTRAL);
        };
    }

    private static void actions(Html cell, Person person, User self) {
        if (person.state() == State.REMOVED) {
            return;
        }
        String name = person.user().name();
        if (!person.byProvider()) {
            cell.add(MarkupParts.button(RESET, "Reset password", "Reset the password of " + name));
        }
        if (person.state() == State.LOCKED) {
            cell.add(MarkupParts.button(UNLOCK, "Unlock", "Unlock " + name));
        } else {
            cell.add(MarkupParts.button(LOCK, "Lock", "Lock " + name, !isSelf(person, self), "small"));
        }
        cell.add(MarkupParts.button(REMOVE, "Remove", "Remove " + name, !isSelf(person, self), "small error"));
    }
}
