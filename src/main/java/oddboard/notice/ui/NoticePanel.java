package oddboard.notice.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.notice.NoticeSwitches;
import oddboard.notice.Notices;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** What one wants to hear of, and how. */
final class NoticePanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Notices notices;
    private final transient NoticeSwitches switches;
    private final transient User owner;
    private final NoticeGrid grid;
    private final EmailField email = new EmailField("E-mail");
    private final TextField webhook = new TextField("Webhook");
    private final Button test = new Button("Send a test", e -> sendTest());
    private final Paragraph last = new Paragraph();

    NoticePanel(Notices notices, NoticeSwitches switches, User owner) {
        super("Notices");
        this.notices = notices;
        this.switches = switches;
        this.owner = owner;
        List<String> hosts = notices.webhookHosts();
        grid = new NoticeGrid(switches.hasMail(), !hosts.isEmpty());
        webhook.setVisible(!hosts.isEmpty());
        email.setVisible(switches.hasMail());
        email.setHelperText("One mail brings what has gathered. Leave it empty for none.");
        email.setMaxLength(254);
        email.setManualValidation(true);
        email.setValueChangeMode(ValueChangeMode.EAGER);
        webhook.setPlaceholder("https://hooks.example.com/services/\u2026");
        webhook.setHelperText(
                "Gets {\"text\": \"\u2026\"} by POST, as Slack and others take it. Leave it empty for none."
                        + (hosts.contains("*") ? "" : " It may lead to " + String.join(", ", hosts) + "."));
        webhook.setMaxLength(2000);
        webhook.setManualValidation(true);
        webhook.setValueChangeMode(ValueChangeMode.EAGER);
        var save = new Button("Save", e -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        test.addThemeVariants(ButtonVariant.TERTIARY);
        last.addClassName("odd-note");
        last.getElement().setAttribute("role", "status");
        var buttons = new Div(save, test);
        buttons.addClassName("odd-actions");
        add(grid, email, webhook, buttons, last);
        grid.show(switches.of(owner));
        email.setValue(switches.email(owner));
        webhook.setValue(notices.choice(owner).webhook());
        showLast();
    }

    void showLast() {
        test.setVisible(!notices.choice(owner).webhook().isEmpty());
        var delivery = notices.lastDelivery(owner);
        last.setVisible(delivery.isPresent());
        delivery.ifPresent(d -> last.setText("Last sent " + Format.ago(d.at()) + ". " + d.result()
                + (d.waiting() > 0
                        ? " " + Format.count(d.waiting()) + (d.waiting() == 1 ? " message waits." : " messages wait.")
                        : "")));
    }

    private void save() {
        email.setInvalid(false);
        webhook.setInvalid(false);
        try {
            notices.choose(owner, notices.choice(owner).withWebhook(webhook.getValue()));
        } catch (IllegalArgumentException notAllowed) {
            RefusalText.at(webhook, notAllowed);
            return;
        }
        try {
            switches.choose(owner, email.isVisible() ? email.getValue() : null, grid.chosen());
        } catch (InputException noAddress) {
            RefusalText.at(email, noAddress);
            return;
        }
        Toast.show("Saved.");
        showLast();
    }

    private void sendTest() {
        notices.sendTest(owner);
        Toast.show("The test is on its way; how it went stands here in a few seconds.");
    }
}
