package oddboard.ui;

import java.util.Locale;
import java.util.SequencedMap;
import oddboard.ui.StateTag.Tone;

/** Parts of rows that are markup. */
public final class MarkupParts {
    private MarkupParts() {}

    /**
     * A button that asks for something.
     *
     * @param label for screen readers; distinguishes it from the same button of other rows
     * @param theme of Vaadin's button, besides the quiet one
     */
    public static Html button(String what, String text, String label, boolean enabled, String theme) {
        var button = new Html("vaadin-button")
                .attr("theme", ("tertiary " + theme).strip())
                .attr("aria-label", label)
                .attr(MarkupRows.DO, what);
        return (enabled ? button : button.attr("disabled", "")).text(text);
    }

    public static Html button(String what, String text, String label) {
        return button(what, text, label, true, "small");
    }

    /**
     * A field with few choices, which asks for what was chosen.
     *
     * @param choices words by value
     */
    public static Html select(String what, String label, SequencedMap<String, String> choices, String chosen) {
        var select = new Html("select", "odd-select").attr("aria-label", label).attr(MarkupRows.DO, what);
        choices.forEach((value, words) -> {
            var option = new Html("option").attr("value", value);
            select.add((value.equals(chosen) ? option.attr("selected", "") : option).text(words));
        });
        return select;
    }

    public static Html link(String href, String text) {
        return new Html("a").attr("href", href).text(text);
    }

    /** As {@link StateTag}. */
    public static Html tag(String text, Tone tone) {
        return new Html("span", "odd-tag")
                .attr("tone", tone.name().toLowerCase(Locale.ROOT))
                .text(text);
    }

    /** @param share 0 to 1; negative where the end isn't known */
    public static Html progress(double share, String label) {
        var bar = new Html("vaadin-progress-bar").attr("aria-label", label);
        return share < 0 ? bar.attr("indeterminate", "") : bar.attr("value", Double.toString(Math.min(share, 1)));
    }

    /** A box that is ticked or not, which asks for {@code what}. */
    public static Html tick(String what, String label, boolean on) {
        return new Html("button", "odd-tick")
                .attr("type", "button")
                .attr("role", "checkbox")
                .attr("aria-label", label)
                .attr("aria-checked", Boolean.toString(on))
                .attr(MarkupRows.DO, what);
    }

    /** Small text in the lighter tone. */
    public static Html note(String text) {
        return new Html("span", "odd-note").text(text);
    }
}
