package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.ui.Format;

/** Links to each split and label with their counts; each is an address of its own. */
final class FilterBar extends Nav {
    private static final long serialVersionUID = 1L;
    private final transient DatasetVersion version;
    private final transient ImageFilter now;
    private final transient Optional<VersionId> named;

    /** @param named the version, where the address names it */
    FilterBar(DatasetVersion version, Labels labels, ImageFilter now, Optional<VersionId> named) {
        this.version = version;
        this.now = now;
        this.named = named;
        addClassName("odd-chips");
        setAriaLabel("Which images");
        chip("All", version.trainCount() + version.testCount(), ImageFilter.ALL);
        chip("Training", version.trainCount(), new ImageFilter(ImageFilter.Split.TRAIN, ""));
        chip("Test", version.testCount(), test(""));
        int odd = 0;
        var types = new TreeMap<String, Integer>();
        for (int i = 0; i < labels.anomalous().length; i++) {
            if (labels.anomalous()[i]) {
                odd++;
                if (!labels.type()[i].isBlank()) {
                    types.merge(labels.type()[i], 1, Integer::sum);
                }
            }
        }
        if (labels.anomalous().length > 0) {
            chip("Normal", labels.anomalous().length - odd, test("normal"));
            chip("Anomalous", odd, test("anomalous"));
        }
        types.forEach((type, count) -> chip(type, count, test("type:" + type)));
    }

    private static ImageFilter test(String label) {
        return new ImageFilter(ImageFilter.Split.TEST, label);
    }

    private void chip(String text, int count, ImageFilter filter) {
        Map<String, String> query = new HashMap<>(filter.query());
        named.ifPresent(id -> query.put("version", id.toString()));
        var address = QueryParameters.simple(query).getQueryString();
        var href = DatasetRoutes.images(version.dataset());
        var chip = new Anchor(address.isEmpty() ? href : href + "?" + address, new Span(text),
                new Span(Format.count(count)));
        chip.addClassName("odd-chip");
        if (filter.equals(now)) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }
}
