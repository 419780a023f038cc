package oddboard.leaderboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.run.ui.AucText;
import oddboard.run.ui.Rows;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import org.jspecify.annotations.Nullable;

/** The board itself: runs by AUC, with the data set's baselines as lines at their place. */
final class BoardTable extends NativeTable {
    private static final long serialVersionUID = 1L;
    private static final int COLUMNS = 9;
    private static final String NONE = "–";
    private final transient Consumer<RunId> toggled;
    private final transient Map<RunId, NativeTableRow> rows = new HashMap<>();
    private final transient Map<RunId, NativeButton> dots = new HashMap<>();

    /** @param toggled told of a run that is to be selected, or no longer */
    BoardTable(Consumer<RunId> toggled) {
        this.toggled = toggled;
        addClassNames("odd-table", "board-table");
        Rows.head(this, "", "#Rank", "Run", "Detector", "By", "#AUC", "#AP", "#Images/s", "#Train time");
        getHead().getElement().getChild(0).getChild(0).setAttribute("aria-label", "Curve");
    }

    void show(List<BoardRow> board) {
        getBody().removeAll();
        rows.clear();
        dots.clear();
        for (BoardRow row : board) {
            getBody().add(switch (row) {
                case BoardRow.Placed placed -> run(placed.entry());
                case BoardRow.Line line -> baseline(line);
            });
        }
    }

    /** Shows which runs are selected, and in which colour. */
    void select(Map<RunId, Integer> colors) {
        rows.forEach((id, row) -> {
            Integer color = colors.get(id);
            row.setClassName("selected", color != null);
            var dot = dots.get(id);
            if (dot != null) {
                dot.getStyle().set("--board-color", color == null ? "transparent" : Palette.css(color));
                dot.getElement().setAttribute("aria-checked", Boolean.toString(color != null));
            }
        });
    }

    private NativeTableRow run(Entry entry) {
        Run run = entry.run();
        var dot = new NativeButton("", e -> toggled.accept(run.id()));
        dot.addClassName("board-dot");
        dot.getElement().setAttribute("role", "checkbox");
        dot.setAriaLabel("Curve of " + run.name());
        var row = new NativeTableRow();
        row.add(cell(dot, "board-select"), cell(new Span(rank(entry)), "num"),
                cell(name(run), "name"),
                cell(new Span(run.detector()), "detector"), cell(new Span(run.byName()), "by"), cell(AucText.of(run), "num"),
                figure(precision(run), "ap"), figure(rate(run), "rate"),
                figure(run.trainSeconds() > 0 ? Format.duration(run.trainSeconds()) : NONE, "time"));
        rows.put(run.id(), row);
        dots.put(run.id(), dot);
        return row;
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    private static Span name(Run run) {
        var about = new Span(run.detector() + " · " + run.byName());
        about.addClassNames("odd-note", "narrow");
        return new Span(new Anchor(RunRoutes.overview(run.id()), run.name()), about);
    }

    private static String rank(Entry entry) {
        return entry.tied() && entry.rank() > 1 ? "1=" : Integer.toString(entry.rank());
    }

    private static String precision(Run run) {
        var result = run.result();
        Double precision = result == null ? null : result.averagePrecision();
        return precision == null ? NONE : String.format(Locale.ROOT, "%.2f", precision);
    }

    private static String rate(Run run) {
        @Nullable Double rate = run.imagesPerSecond();
        return rate == null ? NONE : Format.figure(rate);
    }

    private static NativeTableRow baseline(BoardRow.Line line) {
        var text = new NativeTableCell(line.baseline().name() + " "
                + String.format(Locale.ROOT, "%.5f", line.baseline().auroc()));
        text.getElement().setAttribute("colspan", Integer.toString(COLUMNS - 2));
        var row = new NativeTableRow();
        row.add(new NativeTableCell(), new NativeTableCell(), text);
        row.addClassName("line");
        return row;
    }

    private static NativeTableCell figure(String text, String column) {
        var cell = cell(new Span(text), column);
        cell.addClassName("num");
        return cell;
    }

    private static NativeTableCell cell(Component content, String className) {
        var cell = new NativeTableCell(content);
        cell.addClassName(className);
        return cell;
    }
}
