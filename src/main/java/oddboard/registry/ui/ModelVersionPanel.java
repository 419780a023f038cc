package oddboard.registry.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ModelInput;
import oddboard.ingest.Preprocessing;
import oddboard.registry.ModelVersion;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** What a version is and where it came from. */
final class ModelVersionPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHORT = 12;
    private final DescriptionList list = new DescriptionList();

    ModelVersionPanel(ModelVersion version) {
        super("Version " + version.version());
        list.addClassName("odd-list");
        add(list);
        ModelVersion.Source source = version.source();
        RunId run = source.run();
        if (!version.description().isEmpty()) {
            fact("Description", new Span(version.description()));
        }
        fact(
                "From run",
                run == null
                        ? new Span(source.runName() + " (deleted)")
                        : new Anchor(RunRoutes.overview(run), source.runName()));
        fact(
                "Data set",
                new Anchor(
                        DatasetRoutes.leaderboard(source.dataset()),
                        source.datasetName() + " v" + source.dataNumber()));
        Integer labels = source.labelSet();
        fact("Label set", labels == null ? "–" : Integer.toString(labels));
        fact("Detector", version.detector());
        if (run != null) {
            fact(
                    "Settings",
                    new Anchor(RunRoutes.settings(run), version.settings().size() + " settings"));
        }
        fact("Seed", Long.toString(version.seed()));
        Long parameters = version.cost().parameterCount();
        fact("Parameters", parameters == null ? "–" : Format.count(parameters));
        fact("Images", images(version.preprocessing()));
        fact("Training", Format.duration(version.cost().trainSeconds()));
        fact("Software", version.software());
        fact("Registered", version.byName() + ", " + Format.ago(version.createdAt()));
        var digest = new Span(version.sha256().substring(0, SHORT) + "…");
        digest.setTitle(
                "SHA-256 of weights, detector, settings, preprocessing, data, seed and software: " + version.sha256());
        digest.addClassName("odd-version-digest");
        fact("SHA-256", digest);
        fact("API", version.ref());
    }

    private static String images(Preprocessing image) {
        ModelInput input = image.input();
        if (input != null && input.tiles() != null) {
            return input.words();
        }
        return image.size() + " × " + image.size() + (image.channels() == 1 ? ", gray, " : ", RGB, ")
                + switch (image.crop()) {
                    case SQUARE -> "middle square";
                    case CENTRE -> "middle, " + Format.number(image.cropFraction());
                    case FIT -> "padded";
                    case KEEP -> "stretched";
                };
    }

    private void fact(String name, String value) {
        fact(name, new Span(value));
    }

    private void fact(String name, Component value) {
        list.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }
}
