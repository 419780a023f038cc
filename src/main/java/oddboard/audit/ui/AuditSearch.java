package oddboard.audit.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What to look for; every change is reported at once. */
final class AuditSearch extends Div {
    private static final long serialVersionUID = 1L;
    private final TextField words = new TextField("Words");
    private final TextField who = new TextField("Who");
    private final Select<String> action = new Select<>();
    private final TextField object = new TextField("Object");
    private final Input from = new Input(ValueChangeMode.ON_CHANGE);
    private final Input to = new Input(ValueChangeMode.ON_CHANGE);
    private boolean reading;

    AuditSearch(List<String> actions, Consumer<AuditAddress> changed) {
        addClassName("odd-audit-search");
        object.setPlaceholder("dataset 12");
        action.setLabel("Action");
        action.setItemLabelGenerator(a -> a.isEmpty() ? "All" : a);
        var offered = new TreeSet<>(actions);
        actions.forEach(a -> offered.add(a.split("\\.", 2)[0]));
        offered.add("");
        action.setItems(offered);
        from.setType("date");
        to.setType("date");
        add(words, who, action, object, labeled("From (UTC)", from), labeled("To", to));
        words.addValueChangeListener(e -> notifyListener(changed));
        who.addValueChangeListener(e -> notifyListener(changed));
        action.addValueChangeListener(e -> notifyListener(changed));
        object.addValueChangeListener(e -> notifyListener(changed));
        from.addValueChangeListener(e -> notifyListener(changed));
        to.addValueChangeListener(e -> notifyListener(changed));
    }

    private static Component labeled(String name, Input input) {
        var label = new NativeLabel();
        label.setText(name);
        label.addClassName("odd-audit-search__date");
        label.getElement().appendChild(input.getElement());
        return label;
    }

    private void notifyListener(Consumer<AuditAddress> changed) {
        if (!reading) {
            changed.accept(new AuditAddress(
                    words(who),
                    action.getValue() == null ? "" : action.getValue(),
                    words(object),
                    words(words),
                    text(from),
                    text(to),
                    ""));
        }
    }

    private static String words(TextField field) {
        return field.getValue() == null ? "" : field.getValue();
    }

    private static String text(Input input) {
        return input.getValue() == null ? "" : input.getValue();
    }

    void show(AuditAddress address) {
        reading = true;
        words.setValue(address.words());
        who.setValue(address.who());
        if (!action.getListDataView().contains(address.action())) {
            action.getListDataView().addItem(address.action());
        }
        action.setValue(address.action());
        object.setValue(address.object());
        from.setValue(day(address.from()));
        to.setValue(day(address.to()));
        reading = false;
    }

    private static String day(String time) {
        return time.length() < 10 ? "" : time.substring(0, 10);
    }
}
