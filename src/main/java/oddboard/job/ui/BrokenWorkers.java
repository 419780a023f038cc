package oddboard.job.ui;

import java.util.List;
import oddboard.job.WorkerTrouble;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.StateTag.Tone;

/** Workers that ended because they could not compute, and why. */
final class BrokenWorkers extends Panel {
    private static final long serialVersionUID = 1L;
    private final MarkupTable<WorkerTrouble> table = new MarkupTable<WorkerTrouble>(
                    "Workers that could not compute", row -> row.host() + " " + row.device(), columns())
            .stacked();

    BrokenWorkers() {
        super("Ended because their engine does not compute");
        add(table);
        flush();
        setNote("their jobs are back in the queue");
    }

    private static List<Column<WorkerTrouble>> columns() {
        return List.of(
                Column.<WorkerTrouble>of(
                                "Worker",
                                (cell, row) -> cell.add("span", "odd-job__title", row.worker())
                                        .add(
                                                "span",
                                                "odd-job__when",
                                                row.host() + ", " + row.device() + ", for "
                                                        + String.join(", ", row.labels())))
                        .styled("odd-table__wrap odd-workers__name"),
                Column.of(
                        "State",
                        (cell, row) ->
                                cell.add(MarkupParts.tag("Broken", Tone.BAD)).add("span", "odd-job__when", times(row))),
                Column.<WorkerTrouble>of("Why", (cell, row) -> cell.text(row.cause()))
                        .styled("odd-table__wrap"));
    }

    private static String times(WorkerTrouble row) {
        return row.tries() == 1
                ? "ended " + Format.ago(row.at())
                : row.tries() + " tries, the last " + Format.ago(row.at());
    }

    void show(List<WorkerTrouble> rows) {
        table.show(rows);
    }
}
