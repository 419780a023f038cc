package oddboard.notice.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import oddboard.account.User;
import oddboard.notice.NoticeChoice;
import oddboard.notice.Notices;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** What one wants to hear of, and where besides these pages. */
final class NoticePanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Notices notices;
    private final transient User owner;
    private final Checkbox succeeded = new Checkbox("My runs succeeded");
    private final Checkbox failed = new Checkbox("My runs failed, or somebody else canceled them");
    private final Checkbox sweeps = new Checkbox("My sweeps ended");
    private final Checkbox imports = new Checkbox("My imports ended");
    private final Checkbox sets = new Checkbox("Runs of others on my data sets ended");
    private final TextField webhook = new TextField("Webhook");
    private final Button test = new Button("Send a test", e -> sendTest());
    private final Paragraph last = new Paragraph();

    NoticePanel(Notices notices, User owner) {
        super("Notices");
        this.notices = notices;
        this.owner = owner;
        List<String> hosts = notices.webhookHosts();
        setNote(hosts.isEmpty() ? "in these pages" : "in these pages and, where you set an address, by webhook");
        webhook.setVisible(!hosts.isEmpty());
        var choices = new Div(succeeded, failed, sweeps, imports, sets);
        choices.addClassName("odd-notice-choice");
        webhook.setPlaceholder("https://hooks.example.com/services/\u2026");
        webhook.setHelperText(
                "Gets {\"text\": \"\u2026\"} by POST, as Slack and others take it. Leave it empty for none."
                        + (hosts.contains("*") ? "" : " It may lead to " + String.join(", ", hosts) + "."));
        webhook.setMaxLength(2000);
        webhook.setValueChangeMode(ValueChangeMode.EAGER);
        var save = new Button("Save", e -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        test.addThemeVariants(ButtonVariant.TERTIARY);
        last.addClassName("odd-note");
        last.getElement().setAttribute("role", "status");
        var buttons = new Div(save, test);
        buttons.addClassName("odd-actions");
        add(choices, webhook, buttons, last);
        show();
    }

    private void show() {
        var choice = notices.choice(owner);
        succeeded.setValue(choice.ownSucceeded());
        failed.setValue(choice.ownFailed());
        sweeps.setValue(choice.ownSweeps());
        imports.setValue(choice.ownImports());
        sets.setValue(choice.onMySets());
        webhook.setValue(choice.webhook());
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
        try {
            notices.choose(
                    owner,
                    new NoticeChoice(
                            succeeded.getValue(),
                            failed.getValue(),
                            sweeps.getValue(),
                            imports.getValue(),
                            sets.getValue(),
                            webhook.getValue()));
            webhook.setInvalid(false);
            Toast.show("Saved.");
            showLast();
        } catch (IllegalArgumentException notAllowed) {
            webhook.setErrorMessage(notAllowed.getMessage());
            webhook.setInvalid(true);
        }
    }

    private void sendTest() {
        notices.sendTest(owner);
        Toast.show("The test is on its way; how it went stands here in a few seconds.");
    }
}
