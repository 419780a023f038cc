package oddboard.leaderboard.ui;

import oddboard.ui.Html;

/** How many places an entry won or lost when the private labels were opened. */
final class ShiftTag {
    private ShiftTag() {}

    static Html html(int shift) {
        String places = Math.abs(shift) == 1 ? " place" : " places";
        String words = shift == 0
                ? "same rank as by the public labels"
                : Math.abs(shift) + places + (shift > 0 ? " better" : " worse") + " than by the public labels";
        return new Html(
                        "span",
                        "odd-shift "
                                + (shift > 0 ? "odd-shift--up" : shift < 0 ? "odd-shift--down" : "odd-shift--same"))
                .attr("role", "img")
                .attr("aria-label", words)
                .attr("title", words)
                .text(shift == 0 ? "=" : (shift > 0 ? "▲ " : "▼ ") + Math.abs(shift));
    }
}
