package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A table that changes row by row: rows keep their components as long as their key is there, so that nothing jumps.
 *
 * @param <K> what tells the things apart
 * @param <T> a thing shown
 * @param <R> its row
 */
final class RowTable<K, T, R extends Component> extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, K> key;
    private final transient Function<T, R> create;
    private final transient BiConsumer<R, T> update;
    private final transient Map<K, R> rows = new HashMap<>();
    private final Div body = new Div();

    RowTable(String label, List<String> columns, Function<T, K> key, Function<T, R> create, BiConsumer<R, T> update) {
        this.key = key;
        this.create = create;
        this.update = update;
        addClassName("odd-row-table");
        getElement().setAttribute("role", "table").setAttribute("aria-label", label);
        body.getElement().setAttribute("role", "rowgroup");
        add(head(columns), body);
    }

    void show(List<T> things) {
        var gone = new HashSet<>(rows.keySet());
        for (int i = 0; i < things.size(); i++) {
            var thing = things.get(i);
            var id = key.apply(thing);
            gone.remove(id);
            var row = rows.get(id);
            if (row == null) {
                row = create.apply(thing);
                row.getElement().setAttribute("role", "row");
                rows.put(id, row);
            }
            update.accept(row, thing);
        }
        gone.forEach(id -> body.remove(rows.remove(id)));
        for (int i = 0; i < things.size(); i++) {
            var row = rows.get(key.apply(things.get(i)));
            if (i >= body.getComponentCount() || body.getComponentAt(i) != row) {
                body.addComponentAtIndex(i, row);
            }
        }
    }

    /** Marks it as a cell. */
    static <C extends Component> C cell(C content, String column) {
        content.getElement().setAttribute("role", "cell").setAttribute("data-column", column);
        content.addClassName("odd-row-table__cell");
        return content;
    }

    /** As {@link #cell}, for a short value that needs its column's name where the page is narrow. */
    static <C extends Component> C small(C content, String column) {
        content.addClassName("odd-row-table__cell--small");
        return cell(content, column);
    }

    private static Div head(List<String> columns) {
        var head = new Div();
        head.addClassName("odd-row-table__head");
        head.getElement().setAttribute("role", "row");
        for (var column : columns) {
            var cell = new Span(column);
            cell.getElement().setAttribute("role", "columnheader");
            head.add(cell);
        }
        return head;
    }
}
