package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ProjectRoutes;
import oddboard.ui.Format;
import oddboard.ui.StateTag;

/** A data set among others: four of its images, what it holds, and what happens in it. */
final class DatasetCard extends Article {
    private static final long serialVersionUID = 1L;
    private static final int EDGE = 64;
    private final NativeButton tick;

    DatasetCard(ListedDataset listed, DatasetActions actions, Runnable toggled) {
        addClassName("odd-dataset-card");
        var dataset = listed.dataset();
        var ready = dataset.ready();
        var title = new H2(new Anchor(listed.href(), dataset.name()));
        tick = tick(dataset, toggled);
        var head = new Div(title, tick, star(listed, actions));
        head.addClassName("odd-dataset-card__head");
        add(ready.map(DatasetCard::samples).orElseGet(DatasetCard::noSamples), head);
        add(line(ready.map(VersionText::counts).orElse("No images yet")));
        ready.ifPresent(v -> add(line(VersionText.shape(v) + VersionText.DOT + "version " + v.number())));
        if (!dataset.tags().isEmpty()) {
            add(tags(dataset));
        }
        add(status(listed), foot(listed));
        if (listed.mayThrowAway()) {
            add(button("Throw away", "Throw away the draft " + dataset.name(), () -> actions.throwAway(dataset)));
        }
        if (listed.mayRestore()) {
            add(button("Restore", "Restore " + dataset.name(), () -> actions.restore(dataset)));
        }
    }

    private static NativeButton tick(Dataset dataset, Runnable toggled) {
        var tick = new NativeButton("", e -> toggled.run());
        tick.addClassName("odd-tick");
        tick.getElement().setAttribute("role", "checkbox");
        tick.getElement().setAttribute("aria-label", "Select " + dataset.name());
        return tick;
    }

    void setSelected(boolean selected) {
        setClassName("odd-dataset-card--selected", selected);
        tick.getElement().setAttribute("aria-checked", Boolean.toString(selected));
    }

    private static NativeButton star(ListedDataset listed, DatasetActions actions) {
        var dataset = listed.dataset();
        boolean on = listed.found().favorite();
        var star = new NativeButton(on ? "★" : "☆", e -> actions.star(dataset, !on));
        star.addClassName("odd-star");
        star.getElement().setAttribute("aria-pressed", Boolean.toString(on));
        star.getElement().setAttribute("aria-label", "Favorite: " + dataset.name());
        star.getElement().setAttribute("title", on ? "One of your favorites" : "Make it one of your favorites");
        return star;
    }

    private static Div button(String text, String label, Runnable work) {
        var button = new Button(text, e -> work.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(label);
        var actions = new Div(button);
        actions.addClassName("odd-dataset-card__actions");
        return actions;
    }

    private static Div tags(Dataset dataset) {
        var tags = new Div();
        tags.addClassName("odd-dataset-card__tags");
        for (String tag : dataset.tags()) {
            var one = new Span(tag);
            one.addClassName("odd-tag");
            tags.add(one);
        }
        return tags;
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

    private static Div status(ListedDataset listed) {
        var status = new Div();
        status.addClassName("odd-dataset-card__status");
        listed.status().ifPresent(one -> status.add(new Anchor(one.href(), new StateTag(one.words(), one.tone()))));
        listed.highlights().forEach(h -> status.add(new Anchor(h.href(), h.text())));
        var project = listed.dataset().project();
        if (project != null) {
            status.add(new Anchor(ProjectRoutes.project(project.id()), "Project " + project.name()));
        }
        return status;
    }

    private static Div foot(ListedDataset listed) {
        var dataset = listed.dataset();
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
