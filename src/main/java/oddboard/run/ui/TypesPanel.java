package oddboard.run.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.Span;
import java.util.Comparator;
import java.util.stream.IntStream;
import oddboard.metric.TypeAuc;
import oddboard.run.Scores;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.Scroll;

/** How well each type of anomaly is told from all normal images, the worst first. */
final class TypesPanel extends Panel {
    private static final long serialVersionUID = 1L;

    TypesPanel(Scores scores) {
        super("By type of anomaly");
        setNote("each against all normal images, the hardest first");
        addClassName("odd-panel--flush");
        var table = new NativeTable();
        table.addClassName("odd-table");
        Rows.head(table, "Type", "#Images", "#AUC");
        var type = IntStream.range(0, scores.type().length)
                .mapToObj(i -> scores.type()[i] == null ? "" : scores.type()[i]).toArray(String[]::new);
        TypeAuc.of(scores.scores(), scores.anomalous(), type).stream()
                .sorted(Comparator.comparingDouble((TypeAuc t) -> t.auc().auc()))
                .forEach(t -> row(table, t));
        add(new Scroll("By type of anomaly", table));
    }

    private static void row(NativeTable table, TypeAuc type) {
        var auc = AucText.of(type.auc().auc(), type.auc().low(), type.auc().high());
        var row = Rows.row(table, new Span(type.type().isEmpty() ? "anomalous" : type.type()),
                new Span(Format.count(type.count())), auc);
        row.getChildren().skip(1).forEach(cell -> ((NativeTableCell) cell).addClassName("odd-num"));
    }
}
