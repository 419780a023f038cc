package oddboard.label.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.VersionText;
import oddboard.label.LabelSet;
import oddboard.ui.Format;

/** The label sets of a version, newest first, with who made each and why. */
public final class LabelSetList extends Div {
    private static final long serialVersionUID = 1L;

    public LabelSetList(DatasetVersion version, List<LabelSet> sets) {
        addClassName("odd-label-sets");
        for (var set : sets) {
            boolean newest = set.equals(sets.getFirst());
            var href = DatasetRoutes.images(version.dataset()) + "?version=" + version.id()
                    + (newest ? "" : "&labels=" + set.number());
            var who = set.author().isEmpty()
                    ? "came with the images"
                    : "by " + set.author() + ", " + Format.ago(set.createdAt());
            var about = new Span(VersionText.labels(set.anomalyCount(), set.unlabeledCount(), version.testCount())
                    + VersionText.DOT
                    + who
                    + (set.note().isEmpty() ? "" : VersionText.DOT + set.note()));
            about.addClassName("odd-note");
            add(new Paragraph(new Anchor(href, "Label set " + set.number()), new Span(" "), about));
        }
    }
}
