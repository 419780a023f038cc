package oddboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import java.util.function.BooleanSupplier;

/** A button for one change: it takes no second click until the first has failed, however fast the second comes. */
public final class OnceButton extends Button {
    private static final long serialVersionUID = 1L;

    /** @param change returns whether it is done; where not, or where it throws, it can be clicked again */
    public OnceButton(String text, BooleanSupplier change) {
        super(text);
        setDisableOnClick(true);
        addClickListener(e -> {
            boolean done = false;
            try {
                done = change.getAsBoolean();
            } finally {
                if (!done) {
                    setEnabled(true);
                }
            }
        });
    }

    public static OnceButton primary(String text, BooleanSupplier change) {
        var button = new OnceButton(text, change);
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }
}
