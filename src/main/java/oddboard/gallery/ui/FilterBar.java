package oddboard.gallery.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.TreeMap;
import java.util.stream.IntStream;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Labels;
import oddboard.gallery.ImageFilter;
import oddboard.ui.Format;

/** Links to each split and label with their counts; each is an address of its own. */
final class FilterBar extends Nav {
    private static final long serialVersionUID = 1L;
    private final transient Shown shown;

    FilterBar(Shown shown, Labels labels) {
        this.shown = shown;
        var version = shown.version();
        addClassName("odd-chips");
        setAriaLabel("Which images");
        chip("All", version.trainCount() + version.testCount(), ImageFilter.ALL);
        chip("Training", version.trainCount(), new ImageFilter(ImageFilter.Split.TRAIN, ""));
        chip("Test", version.testCount(), ImageFilter.test(""));
        int odd = 0;
        var types = new TreeMap<String, Integer>();
        int[] known = labels.images();
        for (int i : known) {
            if (labels.anomalous()[i]) {
                odd++;
                if (!labels.type()[i].isBlank()) {
                    types.merge(labels.type()[i], 1, Integer::sum);
                }
            }
        }
        if (known.length > 0) {
            chip("Normal", known.length - odd, ImageFilter.test("normal"));
            chip("Anomalous", odd, ImageFilter.test("anomalous"));
        }
        int unlabeled = (int) IntStream.range(0, version.testCount())
                .filter(labels::isUnlabeled)
                .count();
        if (unlabeled > 0) {
            chip("Unlabeled", unlabeled, ImageFilter.test(ImageFilter.UNLABELED));
        }
        types.forEach((type, count) -> chip(type, count, ImageFilter.type(type)));
    }

    private void chip(String text, int count, ImageFilter filter) {
        var address = QueryParameters.simple(shown.query(filter)).getQueryString();
        var href = DatasetRoutes.images(shown.version().dataset());
        var chip = new Anchor(
                address.isEmpty() ? href : href + "?" + address, new Span(text), new Span(Format.count(count)));
        chip.addClassName("odd-chip");
        if (filter.equals(shown.filter())) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }
}
