package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** What a page shows when it has nothing: what belongs here, and the next step. */
public class EmptyState extends Div {
    public EmptyState(String title, String text, Component... actions) {
        addClassName("odd-empty");
        var mark = new Span();
        mark.addClassName("odd-empty__mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        add(mark, new H2(title), new Paragraph(text));
        if (actions.length > 0) {
            var bar = new Div(actions);
            bar.addClassName("odd-actions");
            add(bar);
        }
    }
}
