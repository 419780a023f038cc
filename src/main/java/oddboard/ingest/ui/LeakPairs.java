package oddboard.ingest.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport.Leaks;
import oddboard.dataset.ImportReport.Pair;
import oddboard.dataset.ui.ImageUrls;
import oddboard.ui.CrispImage;

/** Near duplicates on both sides of the split, side by side: the training image, then the test image. */
final class LeakPairs extends Div {
    private static final long serialVersionUID = 1L;
    private static final int OPEN = 12;
    private static final int ROOM = 96;

    LeakPairs(DatasetVersion version, Leaks leaks) {
        int open = Math.min(OPEN, leaks.pairs().size());
        add(pairs(version, leaks.pairs().subList(0, open)));
        var rest = leaks.pairs().subList(open, leaks.pairs().size());
        if (!rest.isEmpty()) {
            int unlisted = leaks.testImages() - leaks.pairs().size();
            add(new Details(
                    rest.size() + " more pairs"
                            + (unlisted > 0 ? String.format(Locale.ROOT, "; %,d others are not listed", unlisted) : ""),
                    pairs(version, rest)));
        }
    }

    private static Div pairs(DatasetVersion version, List<Pair> pairs) {
        var list = new Div();
        list.addClassName("odd-leaks");
        pairs.forEach(pair -> list.add(pair(version, pair)));
        return list;
    }

    private static Div pair(DatasetVersion version, Pair pair) {
        var both = new Div(
                image(version, pair.train(), "Training image " + pair.trainName()),
                image(version, pair.test(), "Test image " + pair.testName()));
        both.addClassName("odd-leaks__images");
        var box = new Div(
                both,
                name(pair.trainName()),
                name(pair.testName()),
                new Span(
                        pair.overlap() > 0
                                ? String.format(
                                        Locale.ROOT, "%.0f %% in both: crops of one picture", 100 * pair.overlap())
                                : String.format(Locale.ROOT, "%.1f %% alike", 100 * pair.similarity())));
        box.addClassName("odd-leaks__pair");
        return box;
    }

    private static CrispImage image(DatasetVersion version, int index, String alt) {
        var image = ImageUrls.of(version, index, alt, ROOM);
        image.setTitle(alt);
        return image;
    }

    private static Span name(String name) {
        var span = new Span(name);
        span.addClassName("odd-leaks__name");
        span.setTitle(name);
        return span;
    }
}
