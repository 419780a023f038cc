package oddboard.gallery.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.ui.VersionText;
import oddboard.gallery.ImageScoreProvider.Opinion;
import oddboard.label.LabelSets;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** Scores and ranks of a test image by the runs of its version, best run first, and its labels over the label sets. */
final class ImageHistory extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Shown shown;
    private final transient ImageHistories stories;
    private final transient User viewer;
    private final Div runs = new Div();
    private final Div labels = new Div();
    private final Details byRun = new Details("Scores by run", runs);
    private final Details history = new Details("Labels over time", labels);
    private int test = -1;

    ImageHistory(Shown shown, ImageHistories stories, User viewer) {
        this.shown = shown;
        this.stories = stories;
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

    /** Only what is unfolded is asked for: arrow keys go through many images. */
    private void fill() {
        if (test < 0) {
            return;
        }
        runs.removeAll();
        labels.removeAll();
        if (byRun.isOpened()) {
            var scoreProviders = stories.scoreProviders(shown.version().id(), test, shown.labelSet(), viewer);
            runs.add(
                    scoreProviders.isEmpty()
                            ? new Paragraph("No run has scored this version yet.")
                            : table(scoreProviders));
        }
        if (history.isOpened()) {
            stories.labels(shown.version().id(), test, viewer).forEach(past -> labels.add(line(past)));
        }
    }

    private static MarkupTable<Opinion> table(List<Opinion> scoreProviders) {
        var table = new MarkupTable<Opinion>(
                "Scores by run",
                List.of(
                        Column.of(
                                "Run",
                                (cell, opinion) -> cell.add(MarkupParts.link(opinion.href(), opinion.run()))
                                        .text(" ")
                                        .add(MarkupParts.note(opinion.detector()))),
                        Column.number("AUC", opinion -> opinion.auroc() == null ? "–" : Format.auc(opinion.auroc())),
                        Column.number("Score", opinion -> Format.figure(opinion.score())),
                        Column.number(
                                "Rank",
                                opinion -> Format.count(opinion.rank()) + " of " + Format.count(opinion.count()))));
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
