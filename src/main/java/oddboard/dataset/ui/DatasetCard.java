package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight.Highlight;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** A data set among others: four of its images, what it holds, and what happens in it. */
final class DatasetCard extends Article {
    private static final long serialVersionUID = 1L;
    private static final int EDGE = 64;

    DatasetCard(Dataset dataset, List<Highlight> highlights) {
        addClassName("odd-dataset-card");
        var ready = dataset.ready();
        var href = ready.isPresent() ? DatasetRoutes.leaderboard(dataset.id()) : DatasetRoutes.versions(dataset.id());
        var title = new H2(new Anchor(href, dataset.name()));
        add(ready.map(DatasetCard::samples).orElseGet(DatasetCard::noSamples), title);
        add(line(ready.map(VersionText::counts).orElse("No images yet")));
        ready.ifPresent(v -> add(line(VersionText.shape(v) + VersionText.DOT + "version " + v.number())));
        add(status(dataset, highlights), foot(dataset));
    }

    private static Div samples(DatasetVersion version) {
        var samples = new Div();
        samples.addClassName("odd-dataset-card__samples");
        samples.getElement().setAttribute("aria-hidden", "true");
        int train = version.trainCount();
        int[] indexes = {0, train / 2, train, train + version.testCount() / 2};
        for (int index : indexes) {
            if (index < version.trainCount() + version.testCount()) {
                samples.add(
                        ImageUrls.of(version, index, "", Math.max(EDGE, ImageUrls.edge(version.imageSize(), EDGE))));
            }
        }
        return samples;
    }

    private static Div noSamples() {
        var samples = new Div();
        samples.addClassNames("odd-dataset-card__samples", "odd-dataset-card__samples--none");
        return samples;
    }

    private static Div status(Dataset dataset, List<Highlight> highlights) {
        var status = new Div();
        status.addClassName("odd-dataset-card__status");
        if (!dataset.versions().isEmpty()) {
            var newest = dataset.versions().getFirst();
            switch (newest.state()) {
                case IMPORTING ->
                    status.add(new Anchor(
                            DatasetRoutes.versions(dataset.id()),
                            new StateTag("Importing version " + newest.number(), Tone.ACTIVE)));
                case FAILED ->
                    status.add(new Anchor(
                            DatasetRoutes.versions(dataset.id()),
                            new StateTag("Import of version " + newest.number() + " failed", Tone.BAD)));
                case READY -> {}
            }
        }
        highlights.forEach(h -> status.add(new Anchor(h.href(), h.text())));
        return status;
    }

    private static Div foot(Dataset dataset) {
        var foot = line(dataset.ownerName()
                + VersionText.DOT
                + RoleLabels.seen(dataset)
                + VersionText.DOT
                + Format.ago(dataset.createdAt()));
        foot.addClassName("odd-dataset-card__foot");
        return foot;
    }

    private static Div line(String text) {
        var line = new Div(new Span(text));
        line.addClassName("odd-dataset-card__line");
        return line;
    }
}
