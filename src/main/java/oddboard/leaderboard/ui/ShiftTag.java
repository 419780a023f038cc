package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Span;

/** How many places an entry won or lost when the private labels were opened. */
final class ShiftTag {
    private ShiftTag() {}

    static Span of(int shift) {
        String places = Math.abs(shift) == 1 ? " place" : " places";
        var tag = new Span(shift == 0 ? "=" : (shift > 0 ? "▲ " : "▼ ") + Math.abs(shift));
        tag.addClassNames("shift", shift > 0 ? "shift-up" : shift < 0 ? "shift-down" : "shift-same");
        tag.getElement().setAttribute("role", "img");
        String words = shift == 0 ? "same rank as by the public labels"
                : Math.abs(shift) + places + (shift > 0 ? " better" : " worse") + " than by the public labels";
        tag.getElement().setAttribute("aria-label", words);
        tag.setTitle(words);
        return tag;
    }
}
