package oddboard.ui;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.JsonNodeFactory;

/** A choice among words, which go to the browser as a list: a {@link Select} makes a component of each, be there hundreds. */
@Tag("vaadin-select")
@Uses(Select.class)
public final class WordSelect extends AbstractSinglePropertyField<WordSelect, String> implements HasStyle {
    private static final long serialVersionUID = 1L;
    /** Before every value: the browser's part takes an item with an empty one for an item without, and shows its label. */
    private static final String MARK = "=";

    private final transient UnaryOperator<String> words;
    private transient List<String> items = List.of();
    private boolean offering;

    /**
     * @param words how an item reads
     * @param chosen called with what a user chooses
     */
    public WordSelect(String label, UnaryOperator<String> words, Consumer<String> chosen) {
        super(
                "value",
                "",
                String.class,
                shown -> shown.startsWith(MARK) ? shown.substring(1) : shown,
                item -> MARK + item);
        this.words = words;
        getElement().setProperty("accessibleName", label);
        getElement().setProperty("value", MARK);
        addValueChangeListener(e -> {
            if (!offering && items.contains(e.getValue())) {
                chosen.accept(e.getValue());
            }
        });
    }

    /** What there is to choose from, and what is chosen. */
    public void offer(List<String> all, String value) {
        if (!all.equals(items)) {
            items = List.copyOf(all);
            var list = JsonNodeFactory.instance.arrayNode(all.size());
            all.forEach(item -> list.addObject().put("label", words.apply(item)).put("value", MARK + item));
            getElement().setPropertyJson("items", list);
        }
        offering = true;
        setValue(value);
        offering = false;
    }
}
