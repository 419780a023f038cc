package oddboard.leaderboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Chooses the board's columns and their order. */
final class ColumnsButton extends Div {
    private static final long serialVersionUID = 1L;
    private final Div list = new Div();
    private final transient Consumer<List<BoardColumn>> chosen;
    private transient List<BoardColumn> shown = List.of();

    ColumnsButton(Consumer<List<BoardColumn>> chosen, Runnable usual) {
        this.chosen = chosen;
        var popover = new Popover(list, button(usual));
        // With its list made by then: few users look at it.
        var button = new Button("Columns", e -> {
            fill();
            popover.setOpened(!popover.isOpened());
        });
        list.addClassName("odd-columns-menu");
        popover.setOpenOnClick(false);
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel("Columns of the board");
        add(button, popover);
    }

    private static Button button(Runnable usual) {
        var button = new Button("The usual ones", e -> usual.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    void show(List<BoardColumn> columns) {
        if (columns.equals(shown)) {
            return;
        }
        shown = columns;
        if (list.getComponentCount() > 0) {
            fill();
        }
    }

    private void fill() {
        list.removeAll();
        var columns = shown;
        var all = new ArrayList<>(columns);
        Arrays.stream(BoardColumn.values()).filter(c -> !all.contains(c)).forEach(all::add);
        for (BoardColumn column : all) {
            list.add(row(column, columns.indexOf(column)));
        }
    }

    private Div row(BoardColumn column, int place) {
        var box = new Checkbox(column.title(), place >= 0);
        box.addValueChangeListener(e -> {
            var next = new ArrayList<>(shown);
            if (e.getValue()) {
                next.add(column);
            } else {
                next.remove(column);
            }
            chosen.accept(next);
        });
        var row = new Div(box, move(column, place, -1, "↑", "earlier"), move(column, place, 1, "↓", "later"));
        row.addClassName("odd-columns-menu__row");
        return row;
    }

    private Button move(BoardColumn column, int place, int by, String sign, String where) {
        var button = new Button(sign, e -> {
            var next = new ArrayList<>(shown);
            Collections.swap(next, place, place + by);
            chosen.accept(next);
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(column.title() + " " + where);
        button.setEnabled(place >= 0 && place + by >= 0 && place + by < shown.size());
        return button;
    }
}
