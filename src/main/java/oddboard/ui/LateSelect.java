package oddboard.ui;

import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A choice among words whose items come when somebody is about to open it: a page with hundreds of them would be slow to
 * make, and few people choose.
 */
public final class LateSelect extends Select<String> {
    private static final long serialVersionUID = 1L;
    private transient List<String> items = List.of();
    private boolean filled;
    private boolean offering;

    /** @param chosen told of what a user chooses */
    public LateSelect(String label, UnaryOperator<String> words, Consumer<String> chosen) {
        setAriaLabel(label);
        setItemLabelGenerator(words::apply);
        addValueChangeListener(e -> {
            if (!offering && e.getValue() != null) {
                chosen.accept(e.getValue());
            }
        });
        getElement().addEventListener("pointerenter", e -> fill());
        getElement().addEventListener("focus", e -> fill());
    }

    /** What there is to choose from, and what is chosen. */
    public void offer(List<String> all, String value) {
        filled = filled && all.equals(items);
        items = List.copyOf(all);
        if (filled) {
            set(items, value);
        } else {
            set(items.isEmpty() || items.getFirst().equals(value) ? List.of(value) : List.of(items.getFirst(), value), value);
        }
    }

    private void fill() {
        if (!filled) {
            filled = true;
            set(items, getValue());
        }
    }

    private void set(List<String> shown, String value) {
        offering = true;
        if (!shown.equals(new ArrayList<>(getGenericDataView().getItems().toList()))) {
            setItems(shown);
        }
        setValue(value);
        offering = false;
    }
}
