package oddboard.evaluation.ui;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.metric.TypeAuc;
import oddboard.run.Scores;
import oddboard.run.ui.AucText;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** How well each type of anomaly is separated from all normal images, the worst first. */
final class TypesPanel extends Panel {
    private static final long serialVersionUID = 1L;

    TypesPanel(Scores scores) {
        super("By type of anomaly");
        setNote("each against all normal images, the hardest first");
        addClassName("odd-panel--flush");
        var table = new MarkupTable<TypeAuc>(
                "By type of anomaly",
                List.of(
                        Column.<TypeAuc>text("Type", t -> t.type().isEmpty() ? "anomalous" : t.type()),
                        Column.<TypeAuc>number("Images", t -> Format.count(t.count())),
                        Column.<TypeAuc>of(
                                        "AUC",
                                        (cell, t) -> cell.add(AucText.html(
                                                t.auc().auc(),
                                                t.auc().low(),
                                                t.auc().high())))
                                .num()));
        var type = IntStream.range(0, scores.type().length)
                .mapToObj(i -> scores.type()[i] == null ? "" : scores.type()[i])
                .toArray(String[]::new);
        table.show(TypeAuc.of(scores.scores(), scores.anomalous(), type).stream()
                .sorted(Comparator.comparingDouble((TypeAuc t) -> t.auc().auc()))
                .toList());
        add(table);
    }
}
