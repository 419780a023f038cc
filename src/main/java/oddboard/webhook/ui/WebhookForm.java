package oddboard.webhook.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.webhook.Endpoint;
import oddboard.webhook.EndpointSpec;
import oddboard.webhook.EventType;
import org.jspecify.annotations.Nullable;

/** Name, address and types of a webhook. */
final class WebhookForm extends Panel {
    private static final long serialVersionUID = 1L;
    private final TextField name = new TextField("Name");
    private final TextField address = new TextField("Address");
    private final CheckboxGroup<EventType> types = new CheckboxGroup<>("Events");
    private final Span fault = new Span();

    /**
     * @param shown null for a new one
     * @param hosts that addresses may lead to
     * @param save refuses by exceptions with sentences
     */
    WebhookForm(@Nullable Endpoint shown, List<String> hosts, Consumer<EndpointSpec> save) {
        super(shown == null ? "New webhook" : "Settings");
        name.setMaxLength(EndpointSpec.MAX_NAME);
        name.setPlaceholder("What takes the events");
        address.setMaxLength(EndpointSpec.MAX_ADDRESS);
        address.setPlaceholder("https://line3.example.com/oddboard");
        if (!hosts.contains("*")) {
            address.setHelperText("It may lead to " + String.join(", ", hosts) + ".");
        }
        types.setItems(EventType.values());
        types.setItemLabelGenerator(EventType::title);
        if (shown == null) {
            types.select(EventType.RUN_FAILED, EventType.SCORING_FAILED, EventType.INBOX_FLAGGED);
        } else {
            name.setValue(shown.name());
            address.setValue(shown.address());
            types.setValue(Set.copyOf(shown.types()));
        }
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        boolean enabled = shown == null || shown.enabled();
        Div fields = new Div(name, address);
        fields.addClassName("odd-webhook-fields");
        Div action = new Div(
                OnceButton.primary(shown == null ? "Create webhook" : "Save", () -> {
                    submit(save, enabled);
                    return false;
                }),
                fault);
        action.addClassName("odd-actions");
        add(fields, types, action);
    }

    private void submit(Consumer<EndpointSpec> save, boolean enabled) {
        fault.setVisible(false);
        try {
            save.accept(new EndpointSpec(name.getValue(), address.getValue(), List.copyOf(types.getValue()), enabled));
        } catch (InputException | ConflictException e) {
            fault.setText(RefusalText.of(e));
            fault.setVisible(true);
        }
    }
}
