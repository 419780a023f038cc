package oddboard.label.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.label.LabelSplit;
import oddboard.label.LabelSplits;
import oddboard.ui.Format;

/** Says how a version's test labels are split, and lets who manages the data set split them. */
public final class SplitLine extends Div {
    private static final long serialVersionUID = 1L;

    public SplitLine(DatasetVersion version, LabelSplits splits, User viewer) {
        addClassName("odd-version__row");
        var split = splits.find(version.id());
        if (split.isPresent()) {
            var words = new Span(words(split.get(), version.testCount()));
            words.addClassName("odd-note");
            add(words);
        } else if (splits.mayManage(version.id(), viewer)) {
            add(new Button("Split the labels", e -> new SplitDialog(version, splits, viewer).open()));
        } else {
            setVisible(false);
        }
    }

    private static String words(LabelSplit split, int tests) {
        String opener = split.openedBy();
        String state = split.openedAt() == null || opener == null
                ? "the others are private until they are revealed on the leaderboard"
                : "the others were revealed by " + opener + ", " + Format.ago(split.openedAt());
        return Format.count(split.publicCount()) + " of " + Format.count(tests) + " test labels are public ("
                + split.share()
                + " % of each type" + (split.seed() == null ? "" : ", seed " + split.seed()) + ", by " + split.author()
                + ", " + Format.ago(split.createdAt())
                + "); " + state + ".";
    }
}
