package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import java.util.Locale;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Member;
import oddboard.dataset.Members;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** With whom a data set is shared: everybody who sees it reads this, its owner and administrators change it. */
final class MembersPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Dataset dataset;
    private final transient Members members;
    private final transient Users users;
    private final transient User viewer;
    private final boolean manages;
    private final Div rows = new Div();
    final ComboBox<User> person = new ComboBox<>("Share with");
    final Select<DatasetRole> role = MemberParts.roles(DatasetRole.READER);

    MembersPanel(Dataset dataset, Members members, Users users, User viewer) {
        super("Sharing");
        this.dataset = dataset;
        this.members = members;
        this.users = users;
        this.viewer = viewer;
        manages = dataset.role().mayManage();
        rows.addClassName("odd-members");
        setNote("You: " + RoleLabels.name(dataset.role()).toLowerCase(Locale.ROOT) + ", "
                + RoleLabels.may(dataset.role()));
        add(team(), rows);
        if (manages) {
            add(adding());
        }
        list();
    }

    private RadioButtonGroup<TeamChoice> team() {
        var team = new RadioButtonGroup<TeamChoice>();
        team.setAriaLabel("What it is to the team");
        team.setItems(TeamChoice.values());
        team.setItemLabelGenerator(choice -> choice.words);
        team.setValue(TeamChoice.of(dataset));
        team.setReadOnly(!manages);
        // A value that is none of those offered comes as none.
        team.addValueChangeListener(e -> act(() -> {
            if (e.getValue() == null) {
                return;
            }
            members.setTeam(dataset.id(), e.getValue().visibility, e.getValue().role, viewer);
            Toast.show(e.getValue().words + ".");
        }));
        return team;
    }

    private Div adding() {
        person.setItemLabelGenerator(User::name);
        person.setPlaceholder("A name");
        role.setLabel("as");
        var add = new Button("Share", e -> {
            person.setInvalid(person.isEmpty());
            person.setErrorMessage("Choose a user first.");
            if (!person.isEmpty()) {
                give(person.getValue(), role.getValue());
            }
        });
        var row = new Div(person, role, add);
        row.addClassName("odd-members__add");
        return row;
    }

    private void give(User to, DatasetRole given) {
        act(() -> {
            members.set(dataset.id(), to.id(), given, viewer);
            person.clear();
            Toast.show(to.name() + " is " + RoleLabels.name(given).toLowerCase(Locale.ROOT) + " now.");
        });
    }

    private void list() {
        rows.removeAll();
        var all = members.list(dataset.id(), viewer);
        all.forEach(member -> rows.add(row(member)));
        var known = all.stream().map(Member::user).collect(Collectors.toSet());
        person.setItems(
                users.list().stream().filter(u -> !known.contains(u.id())).toList());
    }

    private Div row(Member member) {
        var name = new Span(member.name());
        name.addClassName("odd-strong");
        var may = new Span(RoleLabels.may(member.role()));
        may.addClassName("odd-note");
        var row = new Div(new Div(name, may));
        row.addClassName("odd-members__row");
        if (member.role() == DatasetRole.OWNER || !manages) {
            row.add(new Span(RoleLabels.name(member.role())));
        } else {
            var chosen = MemberParts.roles(member.role());
            chosen.setAriaLabel("Role of " + member.name());
            chosen.addValueChangeListener(
                    e -> act(() -> members.set(dataset.id(), member.user(), e.getValue(), viewer)));
            row.add(
                    chosen,
                    MemberParts.quiet("Make owner", "Make " + member.name() + " the owner", () -> handOver(member)));
        }
        boolean mine = member.user().equals(viewer.id());
        if (member.role() != DatasetRole.OWNER && (manages || mine)) {
            row.add(MemberParts.quiet(
                    mine ? "Leave" : "Remove",
                    (mine ? "Give up the role of " : "Remove ") + member.name(),
                    () -> remove(member, mine)));
        }
        return row;
    }

    private void remove(Member member, boolean mine) {
        act(() -> {
            members.remove(dataset.id(), member.user(), viewer);
            Toast.show(mine ? "You gave up your role." : member.name() + " has no role here any more.");
        });
    }

    private void handOver(Member member) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Make " + member.name() + " the owner?");
        dialog.setText("A data set has one owner. " + dataset.ownerName() + " becomes an editor, and only "
                + member.name() + " and administrators can share, rename and delete it then.");
        dialog.setCancelable(true);
        dialog.setCancelText("Leave it");
        dialog.setConfirmText("Hand it over");
        dialog.addConfirmListener(e -> act(() -> {
            members.set(dataset.id(), member.user(), DatasetRole.OWNER, viewer);
            Toast.show(member.name() + " owns it now.");
            UI.getCurrent().refreshCurrentRoute(false);
        }));
        dialog.open();
    }

    /** Does it, and shows how things stand then; whoever lost sight of the data set goes to the list. */
    private void act(Runnable work) {
        try {
            work.run();
        } catch (AccessDeniedException | ConflictException | InputException e) {
            Toast.error(RefusalText.of(e));
        } catch (NotFoundException e) {
            Toast.error("It was changed in the meantime; this is how it stands now.");
        }
        try {
            list();
        } catch (NotFoundException e) {
            UI.getCurrent().navigate(DatasetRoutes.LIST);
        }
    }
}
