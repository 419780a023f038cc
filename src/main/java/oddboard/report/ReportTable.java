package oddboard.report;

import java.util.List;
import java.util.Map;
import oddboard.ui.Html;

/** Tables of a report; the first cell of each row names it. */
final class ReportTable {
    private ReportTable() {}

    record Column(String title, boolean number) {
        static Column text(String title) {
            return new Column(title, false);
        }

        static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** Names and values, one a row. */
    static Html facts(String caption, Map<String, String> facts) {
        Html body = new Html("tbody");
        facts.forEach((name, value) -> body.add(new Html("tr")
                .add(new Html("th").attr("scope", "row").text(name))
                .add(new Html("td").text(value))));
        return new Html("table", "facts").add(new Html("caption").text(caption)).add(body);
    }

    static Html of(String caption, List<Column> columns, List<List<String>> rows) {
        Html head = new Html("tr");
        for (Column column : columns) {
            head.add(cell("th", column).attr("scope", "col").text(column.title));
        }
        Html body = new Html("tbody");
        for (List<String> row : rows) {
            Html line = new Html("tr");
            for (int i = 0; i < row.size(); i++) {
                Html cell = cell(i == 0 ? "th" : "td", columns.get(i));
                line.add((i == 0 ? cell.attr("scope", "row") : cell).text(row.get(i)));
            }
            body.add(line);
        }
        // A wide one is scrolled, also by who has a keyboard alone.
        return new Html("div", "wide")
                .attr("role", "group")
                .attr("tabindex", "0")
                .attr("aria-label", caption)
                .add(new Html("table")
                        .add(new Html("caption").text(caption))
                        .add(new Html("thead").add(head))
                        .add(body));
    }

    private static Html cell(String tag, Column column) {
        return column.number ? new Html(tag, "num") : new Html(tag);
    }
}
