package oddboard.ui;

import com.vaadin.flow.component.html.Span;

/** A word about a state, coloured by its tone and readable without colour. */
public class StateTag extends Span {
    public enum Tone { NEUTRAL, ACTIVE, GOOD, BAD, WARN }

    public StateTag(String text, Tone tone) {
        throw new UnsupportedOperationException();
    }

    public void set(String text, Tone tone) {
        throw new UnsupportedOperationException();
    }
}
