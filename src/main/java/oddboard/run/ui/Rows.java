package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;

/** Rows of plain tables. */
public final class Rows {
    private Rows() {}

    /** Column titles; one that starts with a hash mark heads a column of figures, aligned to the right. */
    public static void head(NativeTable table, String... titles) {
        var row = new NativeTableRow();
        for (String title : titles) {
            boolean figures = title.startsWith("#");
            var cell = new NativeTableHeaderCell(figures ? title.substring(1) : title);
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("odd-num", figures);
            row.add(cell);
        }
        table.getHead().add(row);
    }

    public static NativeTableRow row(NativeTable table, Component... cells) {
        var row = new NativeTableRow();
        for (Component content : cells) {
            row.add(new NativeTableCell(content));
        }
        table.getBody().add(row);
        return row;
    }
}
