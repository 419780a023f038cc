package oddboard.notice.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import oddboard.account.User;
import oddboard.notice.NoticeChoice;
import oddboard.notice.Notices;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
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
    private final Binder<NoticeChoice> binder = new Binder<>(NoticeChoice.class);

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
        binder.forField(succeeded).bind("ownSucceeded");
        binder.forField(failed).bind("ownFailed");
        binder.forField(sweeps).bind("ownSweeps");
        binder.forField(imports).bind("ownImports");
        binder.forField(sets).bind("onMySets");
        binder.forField(webhook).bind("webhook");
        show();
    }

    private void show() {
        binder.readRecord(notices.choice(owner));
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
            notices.choose(owner, binder.writeRecord());
            Toast.show("Saved.");
            showLast();
        } catch (ValidationException marked) {
            return;
        } catch (IllegalArgumentException notAllowed) {
            RefusalText.at(webhook, notAllowed);
        }
    }

    private void sendTest() {
        notices.sendTest(owner);
        Toast.show("The test is on its way; how it went stands here in a few seconds.");
    }
}
