package oddboard.ui;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** A word about a state, colored by its tone and readable without color. */
public class StateTag extends Span {
    public enum Tone {
        NEUTRAL,
        ACTIVE,
        GOOD,
        BAD,
        WARN
    }

    public StateTag(String text, Tone tone) {
        addClassName("odd-tag");
        set(text, tone);
    }

    public void set(String text, Tone tone) {
        setText(text);
        getElement().setAttribute("tone", tone.name().toLowerCase(Locale.ROOT));
    }
}
