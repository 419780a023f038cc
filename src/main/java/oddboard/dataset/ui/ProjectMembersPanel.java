package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Member;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectMembers;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Who is in a project: every member reads this, its owner and administrators change it. */
final class ProjectMembersPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Project project;
    private final transient ProjectMembers members;
    private final transient User viewer;
    private final boolean manages;
    private final transient Runnable changed;

    /** @param changed called after each change: who may see what may be another now */
    ProjectMembersPanel(Project project, ProjectMembers members, Users users, User viewer, Runnable changed) {
        super("Members");
        this.project = project;
        this.members = members;
        this.viewer = viewer;
        this.changed = changed;
        manages = project.role().mayManage();
        setNote("Each has this role on every data set of the project");
        var rows = new Div();
        rows.addClassName("odd-members");
        var all = members.list(project.id(), viewer);
        all.forEach(member -> rows.add(row(member)));
        add(rows);
        if (manages) {
            var known = all.stream().map(Member::user).collect(Collectors.toSet());
            var person = new ComboBox<User>("Add a member");
            person.setItemLabelGenerator(User::name);
            person.setPlaceholder("A name");
            person.setItems(
                    users.list().stream().filter(u -> !known.contains(u.id())).toList());
            var role = MemberParts.roles(DatasetRole.READER);
            role.setLabel("as");
            var add = new Button("Add member", e -> {
                person.setInvalid(person.isEmpty());
                person.setErrorMessage("Choose a user first.");
                if (!person.isEmpty()) {
                    act(() -> give(person.getValue(), role.getValue()));
                }
            });
            var adding = new Div(person, role, add);
            adding.addClassName("odd-members__add");
            add(adding);
        }
    }

    private void give(User to, DatasetRole given) {
        members.set(project.id(), to.id(), given, viewer);
        Toast.show(to.name() + " is " + RoleLabels.name(given).toLowerCase(Locale.ROOT) + " now.");
    }

    private Div row(Member member) {
        var name = new Span(member.name());
        name.addClassName("odd-strong");
        var may = new Span(may(member.role()));
        may.addClassName("odd-note");
        var row = new Div(new Div(name, may));
        row.addClassName("odd-members__row");
        boolean owner = member.role() == DatasetRole.OWNER;
        if (owner || !manages) {
            row.add(new Span(RoleLabels.name(member.role())));
        } else {
            var chosen = MemberParts.roles(member.role());
            chosen.setAriaLabel("Role of " + member.name());
            chosen.addValueChangeListener(
                    e -> act(() -> members.set(project.id(), member.user(), e.getValue(), viewer)));
            row.add(
                    chosen,
                    MemberParts.quiet(
                            "Make owner",
                            "Make " + member.name() + " the owner",
                            () -> act(() -> {
                                members.set(project.id(), member.user(), DatasetRole.OWNER, viewer);
                                Toast.show(member.name() + " owns the project now.");
                            })));
        }
        boolean mine = member.user().equals(viewer.id());
        if (!owner && (manages || mine)) {
            row.add(MemberParts.quiet(
                    mine ? "Leave" : "Remove",
                    (mine ? "Give up the role of " : "Remove ") + member.name(),
                    () -> act(() -> members.remove(project.id(), member.user(), viewer))));
        }
        return row;
    }

    private static String may(DatasetRole role) {
        return switch (role) {
            case READER, EDITOR, MEMBER -> RoleLabels.may(role);
            case OWNER, ADMINISTRATOR -> "edits every data set, adds members, renames and deletes the project";
        };
    }

    private void act(Runnable work) {
        try {
            work.run();
        } catch (AccessDeniedException | ConflictException | InputException e) {
            Toast.error(RefusalText.of(e));
        } catch (NotFoundException e) {
            Toast.error("It was changed in the meantime; this is how it stands now.");
        }
        changed.run();
    }
}
