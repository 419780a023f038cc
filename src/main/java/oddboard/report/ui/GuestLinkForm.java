package oddboard.report.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.net.URI;
import java.util.function.Supplier;
import oddboard.account.User;
import oddboard.account.ui.SecretRow;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.report.GuestLinks;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** Makes a link by which people without an account read the report. */
final class GuestLinkForm extends Div {
    private static final long serialVersionUID = 1L;
    private final transient GuestLinks links;
    private final transient User user;
    private final transient Supplier<String> report;
    private final Select<Integer> days = new Select<>();

    /** @param report its address with all that was chosen */
    GuestLinkForm(GuestLinks links, User user, Supplier<String> report) {
        this.links = links;
        this.user = user;
        this.report = report;
        addClassName("odd-guest-link");
        days.setLabel("Link for guests, valid for");
        days.setWidth("220px");
        days.setItems(1, 7, GuestLinks.DEFAULT_DAYS, GuestLinks.MAX_DAYS);
        days.setItemLabelGenerator(number -> number == 1 ? "1 day" : number + " days");
        days.setValue(GuestLinks.DEFAULT_DAYS);
        add(days, new OnceButton("Make a link", this::make));
    }

    private boolean make() {
        String secret;
        try {
            secret = links.create(report.get(), days.getValue(), user).secret();
        } catch (ConflictException | InputException | NotFoundException refused) {
            Toast.error(RefusalText.of(refused));
            return false;
        }
        getElement().executeJs("return document.baseURI").then(String.class, base -> {
            removeAll();
            add(
                    new SecretRow(
                            URI.create(base).resolve(GuestLinks.PATH + secret).toString(),
                            "Copy it now: it cannot be shown again. Whoever has it reads this one report without signing in"
                                    + " and sees nothing else."),
                    new Paragraph("Your account page says how often it was opened, and revokes it."));
        });
        return true;
    }
}
