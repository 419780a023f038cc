package oddboard.quota.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** Who uses how much, and may use how much; for administrators. */
@Route("quotas")
@PageTitle("Quotas \u00b7 Oddboard")
@Menu(title = "Quotas", order = 90.2)
@RolesAllowed("ADMIN")
class QuotasView extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Quotas quotas;
    private final transient Users users;

    QuotasView(Quotas quotas, Users users) {
        this.quotas = quotas;
        this.users = users;
        addClassName("odd-page");
        var usual = new Paragraph("Usual limits: " + usual());
        usual.addClassName("odd-note");
        add(
                new PageHeader(
                        "Quotas", "What each person uses and may use; an empty field stands for the usual limit"),
                usual);
        users.list().forEach(user -> add(panel(user)));
    }

    private String usual() {
        return Arrays.stream(QuotaKind.values())
                        .map(kind ->
                                kind.title().toLowerCase(java.util.Locale.ROOT).replace("gpu", "GPU") + " "
                                        + LimitText.of(kind, quotas.usual(kind)))
                        .collect(Collectors.joining(", "))
                + " (settings oddboard.quota.*).";
    }

    private Panel panel(User user) {
        var panel = new Panel(user.name());
        panel.setNote(user.isAdmin() ? "administrator" : user.role().name().toLowerCase(java.util.Locale.ROOT));
        var cells = new Div();
        cells.addClassName("odd-quota-form");
        quotas.of(user.id()).forEach(quota -> cells.add(cell(user, quota)));
        panel.add(cells);
        return panel;
    }

    private Div cell(User user, Quota quota) {
        var bars = new Div(new QuotaBars(java.util.List.of(quota)));
        var field = new TextField();
        field.setAriaLabel(quota.kind().title() + " for " + user.name() + LimitText.hint(quota.kind()));
        field.setPlaceholder("usual");
        field.setSuffixComponent(new Span(LimitText.suffix(quota.kind())));
        field.setValue(quota.own() ? LimitText.input(quota.kind(), quota.limit()) : "");
        field.addValueChangeListener(change -> {
            try {
                quotas.set(user.id(), quota.kind(), LimitText.parse(quota.kind(), change.getValue()), users.require());
                field.setInvalid(false);
                bars.removeAll();
                quotas.of(user.id()).stream()
                        .filter(q -> q.kind() == quota.kind())
                        .forEach(q -> bars.add(new QuotaBars(java.util.List.of(q))));
                Toast.show("The limit of " + user.name() + " is changed.");
            } catch (IllegalArgumentException e) {
                field.setInvalid(true);
                field.setErrorMessage(e.getMessage());
            }
        });
        var cell = new Div(bars, field);
        cell.addClassName("odd-quota-form__cell");
        return cell;
    }
}
