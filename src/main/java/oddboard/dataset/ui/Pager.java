package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import java.util.function.IntFunction;
import oddboard.ui.Format;

/** Links to the pages before and after. */
final class Pager extends Nav {
    private static final long serialVersionUID = 1L;
    private final Anchor before = new Anchor("", "Previous");
    private final Anchor after = new Anchor("", "Next");
    private final Span now = new Span();

    Pager() {
        setAriaLabel("Pages");
        addClassName("odd-pager");
        before.addClassName("odd-button-link");
        after.addClassName("odd-button-link");
        now.addClassName("odd-note");
        add(before, now, after);
    }

    /** @param address of a page by its number, from 1 */
    void show(int number, int pages, IntFunction<String> address) {
        setVisible(pages > 1);
        before.setVisible(number > 1);
        after.setVisible(number < pages);
        before.setHref(address.apply(number - 1));
        after.setHref(address.apply(number + 1));
        now.setText("Page " + Format.count(number) + " of " + Format.count(pages));
    }
}
