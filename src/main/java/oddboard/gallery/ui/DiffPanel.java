package oddboard.gallery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.io.IOException;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.ImageUrls;
import oddboard.gallery.VersionDiff;
import oddboard.gallery.VersionDiffs;
import oddboard.ui.Format;
import org.slf4j.LoggerFactory;

/** How a version differs from an earlier one; found out where it is unfolded. */
final class DiffPanel extends Details {
    private static final long serialVersionUID = 1L;
    private static final int EDGE = 64;
    private final transient VersionDiffs diffs;
    private final transient DatasetVersion version;
    private final Select<DatasetVersion> since = new Select<>();
    private final transient User viewer;
    private final Div result = new Div();

    /** @param earlier ready versions, newest first; at least one */
    DiffPanel(DatasetVersion version, List<DatasetVersion> earlier, VersionDiffs diffs, User viewer) {
        super("Compare with an earlier version");
        this.diffs = diffs;
        this.viewer = viewer;
        this.version = version;
        since.setLabel("Since");
        since.setItems(earlier);
        since.setItemLabelGenerator(v -> "version " + v.number());
        since.setValue(earlier.getFirst());
        since.addValueChangeListener(e -> compare());
        add(since, result);
        addOpenedChangeListener(e -> {
            if (e.isOpened()) {
                compare();
            }
        });
    }

    /** Large versions are read whole at the first time: never while the page waits. */
    private void compare() {
        var ui = UI.getCurrent();
        var earlier = since.getValue();
        result.removeAll();
        result.add(new Paragraph("Comparing …"));
        Thread.ofVirtual().name("compare-versions").start(() -> {
            try {
                var diff = diffs.between(earlier, version, viewer);
                ui.access(() -> show(diff));
            } catch (IOException | RuntimeException e) {
                LoggerFactory.getLogger(DiffPanel.class).warn("Versions could not be compared", e);
                ui.access(() -> {
                    result.removeAll();
                    result.add(new Paragraph("The images could not be read; try again in a moment."));
                });
            }
        });
    }

    private void show(VersionDiff diff) {
        if (!diff.before().equals(since.getValue())) {
            return;
        }
        result.removeAll();
        result.add(new Paragraph(images(diff.same()) + " stayed as they were."));
        if (diff.isOtherSize()) {
            result.add(new Paragraph("The two have images of " + diff.before().imageSize() + " and "
                    + diff.after().imageSize()
                    + " pixels: an image counts as the same only where it has the same size."));
        }
        part("added", diff.added(), diff.after());
        part("removed", diff.removed(), diff.before());
        part("relabelled", diff.relabelled(), diff.after());
        part("moved from test to training", diff.toTrain(), diff.after());
        part("moved from training to test", diff.toTest(), diff.after());
    }

    private void part(String what, VersionDiff.Part part, DatasetVersion of) {
        if (part.count() == 0) {
            return;
        }
        var examples = new Div();
        examples.addClassName("odd-diff-examples");
        for (var example : part.examples()) {
            var one = new Div(ImageUrls.of(of, example.index(), "image " + example.index(), EDGE));
            if (!example.words().isEmpty()) {
                one.add(new Span(example.words()));
            }
            examples.add(one);
        }
        if (part.count() > part.examples().size()) {
            examples.add(new Span(
                    "and " + Format.count(part.count() - part.examples().size()) + " more"));
        }
        result.add(new H3(images(part.count()) + " " + what), examples);
    }

    private static String images(int count) {
        return Format.count(count) + (count == 1 ? " image" : " images");
    }
}
