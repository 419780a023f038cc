package oddboard.audit.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Span;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import oddboard.audit.AuditEntry;

/** Entries of the log, one a row. */
final class AuditTable extends Div {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Set<String> WITH_PAGE = Set.of("dataset", "run", "sweep");
    private final NativeTable table = new NativeTable();

    AuditTable() {
        addClassName("odd-scroll");
        table.addClassNames("odd-table", "odd-audit-table");
        table.getElement().setAttribute("aria-label", "Audit log, newest first");
        var head = table.getHead().addRow();
        Stream.of("When (UTC)", "Who", "Action", "Object", "Detail", "From").forEach(name -> {
            var cell = new NativeTableHeaderCell(name);
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        });
        add(table);
    }

    void show(List<AuditEntry> entries) {
        var body = table.getBody();
        body.removeAllRows();
        for (AuditEntry entry : entries) {
            var row = body.addRow();
            row.add(cell("When", new Span(TIME.format(entry.at()))),
                    cell("Who", new Anchor(who(entry).href(), entry.who())),
                    cell("Action", new Span(entry.action())),
                    cell("Object", object(entry.object())),
                    cell("Detail", new Span(entry.detail())),
                    cell("From", new Span(entry.address().isEmpty() ? entry.via() : entry.address() + " · " + entry.via())));
        }
    }

    private static AuditAddress who(AuditEntry entry) {
        return new AuditAddress(entry.who(), "", "", "", "", "", "");
    }

    private static Component object(String object) {
        String[] parts = object.split(" ", 2);
        return parts.length == 2 && WITH_PAGE.contains(parts[0]) && parts[1].matches("\\d+")
                ? new Anchor(parts[0] + "s/" + parts[1], object) : new Span(object);
    }

    private static NativeTableCell cell(String column, Component content) {
        var cell = new NativeTableCell(content);
        cell.addClassName(column.equals("Detail") ? "odd-table__wrap" : "odd-audit-table__" + column.toLowerCase(java.util.Locale.ROOT));
        return cell;
    }
}
