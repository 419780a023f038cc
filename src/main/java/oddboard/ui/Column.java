package oddboard.ui;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link MarkupTable}: its title, and how it writes the cell of a record.
 *
 * @param <T> the records
 */
public final class Column<T> {
    private final String title;
    private final BiConsumer<Html, T> cell;
    private String className = "";
    private @Nullable Html heading;
    private boolean label;
    private boolean rowHeader;
    private String direction = "";
    private @Nullable String next;

    private Column(String title, BiConsumer<Html, T> cell) {
        this.title = title;
        this.cell = cell;
    }

    /** @param cell adds attributes and content to the empty cell of a record */
    public static <T> Column<T> of(String title, BiConsumer<Html, T> cell) {
        return new Column<>(title, cell);
    }

    public static <T> Column<T> text(String title, Function<T, String> text) {
        return new Column<>(title, (cell, record) -> cell.text(text.apply(record)));
    }

    /** Numbers and times, aligned to the right. */
    public static <T> Column<T> number(String title, Function<T, String> text) {
        return Column.<T>text(title, text).num();
    }

    public Column<T> num() {
        return styled("odd-num");
    }

    /** Another class of its cells and its title. */
    public Column<T> styled(String another) {
        className = className.isEmpty() ? another : className + " " + another;
        return this;
    }

    /** Hidden on narrow pages. */
    public Column<T> wide() {
        return styled("odd-table__wide");
    }

    /** Its title stands before each value where the rows of a stacked table are blocks. */
    public Column<T> labeled() {
        label = true;
        return this;
    }

    /** Its cells name their rows. */
    public Column<T> rowHeader() {
        rowHeader = true;
        return this;
    }

    /** What stands at its head in place of the title, which a screen reader reads all the same. */
    public Column<T> heading(Html content) {
        heading = content;
        return this;
    }

    /**
     * A click on its title asks for an order.
     *
     * @param direction in which the table is ordered by it now, as {@code aria-sort} has it; "" for not
     * @param next the word of the order that a click asks for
     */
    public Column<T> sorted(String direction, String next) {
        this.direction = direction;
        this.next = next;
        return this;
    }

    Html head() {
        var head = element("th").attr("scope", "col");
        if (!direction.isEmpty()) {
            head.attr("aria-sort", direction);
        }
        if (heading != null) {
            return (title.isEmpty() ? head : head.attr("aria-label", title).attr("title", title)).add(heading);
        }
        return next == null
                ? head.text(title)
                : head.add(new Html("button", "odd-sort")
                        .attr("type", "button")
                        .attr(MarkupRows.DO, MarkupTable.SORT + next)
                        .text(title));
    }

    Html cell(T record) {
        var one = element(rowHeader ? "th" : "td");
        if (rowHeader) {
            one.attr("scope", "row");
        }
        if (label) {
            one.attr("data-column", title);
        }
        cell.accept(one, record);
        return one;
    }

    private Html element(String tag) {
        return className.isEmpty() ? new Html(tag) : new Html(tag, className);
    }
}
