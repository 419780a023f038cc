package oddboard.label.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.function.IntConsumer;
import oddboard.label.LabelSet;

/** Chooses the label set by which a page evaluates; says so where it is not the newest. Nothing where there is but one. */
public final class LabelSetSwitch extends Div {
    private static final long serialVersionUID = 1L;

    /**
     * @param sets newest first
     * @param now number of the one in use; 0 = the newest
     * @param chosen gets the number; 0 where the newest is chosen
     */
    public LabelSetSwitch(List<LabelSet> sets, int now, IntConsumer chosen) {
        addClassName("odd-label-switch");
        setVisible(sets.size() > 1);
        if (sets.size() < 2) {
            return;
        }
        var newest = sets.getFirst();
        var select = new Select<LabelSet>();
        select.setAriaLabel("Label set");
        select.setItems(sets);
        select.setItemLabelGenerator(s -> "label set " + s.number() + (s.equals(newest) ? ", newest" : ""));
        select.setValue(sets.stream().filter(s -> s.number() == now).findFirst().orElse(newest));
        select.addValueChangeListener(e -> chosen.accept(
                e.getValue().equals(newest) ? LabelSet.NEWEST : e.getValue().number()));
        add(select);
        if (isOlder(sets, now)) {
            var sentence = new Span(
                    "This is evaluated with label set " + now + "; the newest is label set " + newest.number() + ".");
            sentence.addClassName("odd-label-switch__older");
            sentence.getElement().setAttribute("role", "status");
            add(sentence);
        }
    }

    /** Whether this number names a label set that is there and is not the newest. */
    public static boolean isOlder(List<LabelSet> sets, int number) {
        return !sets.isEmpty() && number > 0 && number < sets.getFirst().number();
    }
}
