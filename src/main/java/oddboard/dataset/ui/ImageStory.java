package oddboard.dataset.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.ImageOpinions.Opinion;
import oddboard.dataset.LabelSets;
import oddboard.ui.Format;

/** Scores and ranks of a test image by the runs of its version, best run first, and its labels over the label sets. */
final class ImageStory extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Shown shown;
    private final transient ImageStories stories;
    private final transient User viewer;
    private final Div runs = new Div();
    private final Div labels = new Div();
    private final Details byRun = new Details("Scores by run", runs);
    private final Details history = new Details("Labels over time", labels);
    private int test = -1;

    ImageStory(Shown shown, ImageStories stories, User viewer) {
        this.shown = shown;
        this.stories = stories;
        this.viewer = viewer;
        addClassName("odd-image__history");
        runs.addClassName("odd-scroll");
        byRun.setOpened(true);
        byRun.addOpenedChangeListener(e -> fill());
        history.addOpenedChangeListener(e -> fill());
        add(byRun, history);
    }

    /** @param image place among the test images; negative for a training image, which nobody judges */
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
            var opinions = stories.opinions(shown.version().id(), test, shown.labelSet(), viewer);
            runs.add(opinions.isEmpty() ? new Paragraph("No run has scored this version yet.") : table(opinions));
        }
        if (history.isOpened()) {
            stories.labels(shown.version().id(), test, viewer).forEach(past -> labels.add(line(past)));
        }
    }

    private static Component table(List<Opinion> opinions) {
        var table = new NativeTable();
        table.addClassName("odd-table");
        var head = new NativeTableRow();
        for (var title : new String[] {"Run", "AUC", "Score", "Rank"}) {
            var cell = new NativeTableHeaderCell(title);
            cell.setClassName("odd-num", !title.equals("Run"));
            head.add(cell);
        }
        table.getHead().add(head);
        for (var opinion : opinions) {
            var link = new Anchor(opinion.href(), opinion.run());
            var detector = new Span(opinion.detector());
            detector.addClassName("odd-note");
            table.getBody().add(new NativeTableRow(new NativeTableCell(link, new Span(" "), detector),
                    number(opinion.auroc() == null ? "–" : Format.auc(opinion.auroc())),
                    number(Format.figure(opinion.score())),
                    number(Format.count(opinion.rank()) + " of " + Format.count(opinion.count()))));
        }
        return table;
    }

    private static NativeTableCell number(String text) {
        var cell = new NativeTableCell(text);
        cell.addClassName("odd-num");
        return cell;
    }

    private static Paragraph line(LabelSets.Past past) {
        var set = past.set();
        var who = set.author().isEmpty() ? "with the images" : set.author() + ", " + Format.ago(set.createdAt());
        return new Paragraph("Label set " + set.number() + ": " + past.label() + VersionText.DOT + who
                + (set.note().isEmpty() ? "" : VersionText.DOT + set.note()));
    }
}
