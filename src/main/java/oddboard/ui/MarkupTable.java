package oddboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one way to show records as a table: each is a row of markup, written by the table's columns.
 *
 * @param <T> the records
 */
@Uses(Button.class)
@Uses(ProgressBar.class)
public final class MarkupTable<T> extends MarkupRows {
    /** Before the word of an order, in what a click on a title asks for. */
    public static final String SORT = "sort ";

    private static final long serialVersionUID = 1L;
    private final transient Function<T, String> key;
    private final transient Map<String, BiConsumer<T, String>> actions = new HashMap<>();
    private final transient Map<String, Consumer<String>> choices = new HashMap<>();
    private transient BiConsumer<Html, T> row = (element, record) -> {};
    private transient Function<T, Optional<Html>> line = record -> Optional.empty();
    private transient int indent;
    private transient List<Column<T>> columns;
    private transient Map<String, Drawn<T>> drawn = new HashMap<>();
    private transient Object context = new Object();

    /** A row as it was last written. */
    private record Drawn<T>(T record, String markup) {}

    /**
     * An empty table.
     *
     * @param label what a screen reader calls it
     * @param key distinguishes records; a row stays in its place while its key does
     */
    public MarkupTable(String label, Function<T, String> key, List<Column<T>> columns) {
        this.key = key;
        this.columns = List.copyOf(columns);
        getElement().setAttribute("table", "odd-table").setAttribute("label", label);
    }

    /** A table whose rows are distinguished by their place alone. */
    public MarkupTable(String label, List<Column<T>> columns) {
        this(label, record -> "", columns);
    }

    /** A class of the table element, for styles of its own. */
    public MarkupTable<T> styled(String className) {
        getElement().setAttribute("table", "odd-table " + className);
        return this;
    }

    /** On narrow pages each row becomes a block of its cells, without the titles. */
    public MarkupTable<T> stacked() {
        getElement().setAttribute("stacked", true);
        return this;
    }

    /** @param row adds attributes to the row of a record */
    public MarkupTable<T> eachRow(BiConsumer<Html, T> row) {
        this.row = row;
        return this;
    }

    /**
     * Some records are lines of words among the others.
     *
     * @param indent empty cells before the words
     * @param line the words of a line; empty for a record with cells
     */
    public MarkupTable<T> lines(int indent, Function<T, Optional<Html>> line) {
        this.indent = indent;
        this.line = line;
        return this;
    }

    /** What a click on an element with this word does; the record may be one that isn't offered it. */
    public MarkupTable<T> on(String what, Consumer<T> action) {
        actions.put(what, (record, value) -> action.accept(record));
        return this;
    }

    /** What a change of a field with this word does, as {@link #on} for clicks. */
    public MarkupTable<T> onChange(String what, BiConsumer<T, String> action) {
        actions.put(what, action);
        return this;
    }

    /** What a click on one of several elements does: what it asks for is this prefix, and a word that it passes on. */
    public MarkupTable<T> onChosen(String prefix, Consumer<String> action) {
        choices.put(prefix, action);
        return this;
    }

    /** @param sorted called with the word of an order, as the columns have it */
    public MarkupTable<T> onSort(Consumer<String> sorted) {
        return onChosen(SORT, sorted);
    }

    /** Takes effect when records are shown the next time. */
    public void setColumns(List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
        this.context = new Object();
    }

    public void show(List<T> records) {
        show(records, new Object());
    }

    /**
     * Shows these records in this order; a row is written again where its record has changed, or the context has.
     *
     * @param context what else the cells hang on, such as the time
     */
    public void show(List<T> records, Object context) {
        boolean same = context.equals(this.context);
        this.context = context;
        var now = new LinkedHashMap<String, Drawn<T>>();
        for (T record : records) {
            String id = key.apply(record);
            String unique = id.isEmpty() ? Integer.toString(now.size()) : id;
            Drawn<T> before = drawn.get(unique);
            now.put(
                    unique,
                    same && before != null && before.record.equals(record)
                            ? before
                            : new Drawn<>(record, markup(record)));
        }
        drawn = now;
        var markup = new LinkedHashMap<String, String>();
        now.forEach((id, one) -> markup.put(id, one.markup));
        var head = new Html("tr");
        columns.forEach(column -> head.add(column.head()));
        put(head.toString(), markup);
    }

    private String markup(T record) {
        var element = new Html("tr");
        row.accept(element, record);
        Optional<Html> words = line.apply(record);
        if (words.isPresent()) {
            for (int i = 0; i < indent; i++) {
                element.add(new Html("td"));
            }
            return element.add(new Html("td")
                            .attr("colspan", Integer.toString(columns.size() - indent))
                            .add(words.get()))
                    .toString();
        }
        columns.forEach(column -> element.add(column.cell(record)));
        return element.toString();
    }

    @Override
    void onAction(String what, String row, String value) {
        choices.forEach((prefix, action) -> {
            if (what.startsWith(prefix)) {
                action.accept(what.substring(prefix.length()));
            }
        });
        Drawn<T> one = drawn.get(row);
        BiConsumer<T, String> action = actions.get(what);
        if (one != null && action != null) {
            action.accept(one.record, value);
        }
    }
}
