package oddboard.gallery.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.ui.VersionText;
import oddboard.gallery.ImageScoreProvider.ImageScore;
import oddboard.label.LabelSets;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** Scores and ranks of a test image by the runs of its version, best run first, and its labels over the label sets. */
final class ImageHistory extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Shown shown;
    private final transient ImageHistories histories;
    private final transient User viewer;
    private final Div runs = new Div();
    private final Div labels = new Div();
    private final Details byRun = new Details("Scores by run", runs);
    private final Details history = new Details("Labels over time", labels);
    private int test = -1;

    ImageHistory(Shown shown, ImageHistories histories, User viewer) {
        this.shown = shown;
        this.histories = histories;
        this.viewer = viewer;
        addClassName("odd-image__history");
        byRun.setOpened(true);
        byRun.addOpenedChangeListener(e -> fill());
        history.addOpenedChangeListener(e -> fill());
        add(byRun, history);
    }

    /** @param image place among the test images; negative for a training image, which nobody evaluates */
    void show(int image) {
        test = image;
        setVisible(image >= 0);
        fill();
    }

    /** Only what is unfolded is requested: arrow keys go through many images. */
    private void fill() {
        if (test < 0) {
            return;
        }
        runs.removeAll();
        labels.removeAll();
        if (byRun.isOpened()) {
            var scoreProviders = histories.scoreProviders(shown.version().id(), test, shown.labelSet(), viewer);
            runs.add(
                    scoreProviders.isEmpty()
                            ? new Paragraph("No run has scored this version yet.")
                            : table(scoreProviders));
        }
        if (history.isOpened()) {
            histories.labels(shown.version().id(), test, viewer).forEach(past -> labels.add(line(past)));
        }
    }

    private static MarkupTable<ImageScore> table(List<ImageScore> scoreProviders) {
        var table = new MarkupTable<ImageScore>(
                "Scores by run",
                List.of(
                        Column.of(
                                "Run",
                                (cell, score) -> cell.add(MarkupParts.link(score.href(), score.run()))
                                        .text(" ")
                                        .add(MarkupParts.note(score.detector()))),
                        Column.number("AUC", score -> score.auroc() == null ? "–" : Format.auc(score.auroc())),
                        Column.number("Score", score -> Format.number(score.score())),
                        Column.number(
                                "Rank", score -> Format.count(score.rank()) + " of " + Format.count(score.count()))));
        table.show(scoreProviders);
        return table;
    }

    private static Paragraph line(LabelSets.Past past) {
        var set = past.set();
        var who = set.author().isEmpty() ? "with the images" : set.author() + ", " + Format.ago(set.createdAt());
        return new Paragraph("Label set " + set.number() + ": " + past.label() + VersionText.DOT + who
                + (set.note().isEmpty() ? "" : VersionText.DOT + set.note()));
    }
}
