package oddboard.sweep.ui;

import java.util.List;
import oddboard.sweep.Halving;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepRound;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** The rounds of a sweep by successive halving; not there for others. */
final class RoundsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient MarkupTable<SweepRound> table =
            new MarkupTable<SweepRound>("Rounds of the sweep", round -> Integer.toString(round.number()), columns());

    RoundsPanel() {
        super("Rounds");
        add(table);
        flush();
        setVisible(false);
    }

    private static List<Column<SweepRound>> columns() {
        return List.of(
                Column.number("Round", round -> Format.count(round.number() + 1)),
                Column.number("Epochs", round -> Format.count(round.epochs())),
                Column.number("Combinations", round -> Format.count(round.combinations())),
                Column.text("Runs", RoundsPanel::runs),
                Column.number(
                        "Lowest validation loss",
                        round -> round.validation() == null ? "–" : Format.number(round.validation())),
                Column.number("Largest AUC", round -> round.auroc() == null ? "–" : Format.auc(round.auroc())));
    }

    private static String runs(SweepRound round) {
        return round.runs() == 0
                ? "to come"
                : Format.count(round.ended()) + " of " + Format.count(round.runs()) + " ended";
    }

    void show(Sweep sweep, List<SweepRound> rounds) {
        Halving halving = sweep.spec().halving();
        setVisible(halving != null && !rounds.isEmpty());
        if (halving == null) {
            return;
        }
        setNote("one combination in " + halving.keepOneIn() + " goes on, by "
                + (halving.by() == Halving.By.VALIDATION
                        ? "the validation loss among those of its detector"
                        : "AUC, which makes the best one a ceiling"));
        table.show(rounds);
    }
}
