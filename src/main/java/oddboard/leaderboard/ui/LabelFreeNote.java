package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.Consensus;

/** Says what the columns that need no labels mean, below a board that shows them. */
final class LabelFreeNote extends Div {
    private static final long serialVersionUID = 1L;
    static final String SYNTHETIC =
            "Synthetic defects: AUC of training images that a run held out (at least 20, by calibrationShare or"
                    + " validationShare) against the same images with a pasted patch or strip. It says whether a detector sees small"
                    + " foreign patches, and nothing about other anomalies.";
    static final String AGREEMENT =
            "Agreement: rank correlation of the scores of the test images with those of the board's other detectors (two"
                    + " or more). An entry that errs alone is low; where all err alike, all are high, and one that is better than"
                    + " the others is low, too.";

    private final Paragraph synthetic = new Paragraph(SYNTHETIC);
    private final Paragraph agreement = new Paragraph(AGREEMENT);

    LabelFreeNote() {
        addClassName("odd-note");
        add(
                synthetic,
                agreement,
                new Anchor(BoardRoutes.LABEL_FREE, "How well they ranked entries of boards with labels"));
        setVisible(false);
    }

    void show(List<BoardColumn> columns) {
        synthetic.setVisible(columns.contains(BoardColumn.SYNTHETIC));
        agreement.setVisible(columns.contains(BoardColumn.AGREEMENT));
        setVisible(synthetic.isVisible() || agreement.isVisible());
    }

    /** Those that a board shows to whom has chosen none. */
    static List<BoardColumn> usual(Leaderboard board) {
        if (board.isRanked()) {
            return BoardColumn.DEFAULT;
        }
        boolean synthetic = board.entries().stream().anyMatch(e -> e.labelFree().syntheticAuroc() != null);
        boolean others =
                board.entries().stream().map(Entry::detector).distinct().count() > Consensus.MIN_OTHERS;
        return BoardColumn.DEFAULT_WITHOUT_LABELS.stream()
                .filter(c -> synthetic || c != BoardColumn.SYNTHETIC)
                .filter(c -> others || c != BoardColumn.AGREEMENT)
                .toList();
    }
}
