package oddboard.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reader should know before using a model, in Markdown. */
final class ModelCard {
    private static final String UNKNOWN = "not known";
    private final StringBuilder text = new StringBuilder();

    private ModelCard() {}

    static String of(Source source, Map<ExportFormat, Comparison> compared) {
        ModelCard card = new ModelCard();
        card.model(source);
        card.data(source.facts());
        card.results(source.facts());
        card.threshold(source.threshold());
        card.limits(source);
        card.verification(compared);
        card.licenses(source.facts());
        return card.text.toString();
    }

    private void model(Source source) {
        Facts facts = source.facts();
        line("# " + escaped(source.name()) + " " + source.version());
        String description = facts.description();
        if (description != null && !description.isBlank()) {
            line(escaped(description));
        }
        line("Scores images of " + seen(source) + "; a higher score means more anomalous. Trained by Oddboard "
                + facts.software() + " on normal images alone.");
        table(List.of(
                row("Field", "Value"),
                row("Detector", source.detector()),
                row("Settings", settings(source.settings())),
                row("Run", source.run()),
                row("SHA-256", source.sha256())));
    }

    private static String seen(Source source) {
        String square = "%d × %d pixels, %s"
                .formatted(source.shape().size(), source.shape().size(), colors(source));
        Tiling tiling = source.tiling();
        return tiling == null
                ? square
                : "any size by their tiles of %d pixels, overlap %d, each made %s; an image has the %s of its tiles"
                        .formatted(
                                tiling.tiles().size(),
                                tiling.tiles().overlap(),
                                square,
                                tiling.tiles().score().words());
    }

    private static String colors(Source source) {
        return source.shape().channels() == 3 ? "RGB" : "gray";
    }

    private static String settings(Map<String, Object> settings) {
        List<String> parts = new ArrayList<>();
        settings.forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }

    private void data(Facts facts) {
        line("## Data");
        Integer anomalous = facts.anomalous();
        table(List.of(
                row("Field", "Value"),
                row("Data set", facts.dataset() + ", version " + facts.datasetVersion()),
                row("Training images", number(facts.training())),
                row(
                        "Test images",
                        number(facts.test())
                                + (anomalous == null ? "" : ", " + number(anomalous) + " of them labeled anomalous")),
                row("Labels", facts.labelSet()),
                row("Fingerprint of the split", facts.splitFingerprint())));
    }

    private void results(Facts facts) {
        line("## Results on the test images");
        if (facts.metrics().isEmpty()) {
            line("None: no labels were known when the model was exported.");
        } else {
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"Metric", "Value", "95 % interval"});
            facts.metrics()
                    .forEach(metric ->
                            rows.add(new String[] {metric.name(), decimals(metric.value()), interval(metric)}));
            table(rows);
        }
        if (!facts.worstTypes().isEmpty()) {
            line("Types of anomaly, the worst found ones first:");
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"Type", "Images", "AUC against normal images"});
            facts.worstTypes()
                    .forEach(type ->
                            rows.add(new String[] {type.type(), number(type.images()), decimals(type.auroc())}));
            table(rows);
        }
    }

    private void threshold(@Nullable ExportedThreshold threshold) {
        line("## Threshold");
        if (threshold == null) {
            line("None is set: the model ranks images, and its user has to choose from which score one is anomalous.");
            return;
        }
        line("An image is anomalous from score " + threshold.value()
                + ". The calibrated score is 1 / (1 + exp(-(score - " + threshold.value() + ") / " + threshold.scale()
                + ")): 0.5 at the threshold.");
        if (!threshold.details().isEmpty()) {
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"Field", "Value"});
            threshold.details().forEach((name, value) -> rows.add(row(name, String.valueOf(value))));
            table(rows);
        }
    }

    private void limits(Source source) {
        line("## Known limits");
        List<String> limits = new ArrayList<>(source.facts().limits());
        limits.add("It knows nothing but its training images: another camera, light or product needs a new model.");
        limits.add("A score is no probability, and scores of different models can't be compared.");
        limits.add("Images have to be prepared as " + Bundles.MANIFEST
                + " says; other ways to make them smaller change the scores.");
        limits.forEach(limit -> text.append("- ").append(escaped(limit)).append('\n'));
        text.append('\n');
    }

    private void verification(Map<ExportFormat, Comparison> compared) {
        line("## Comparison with the program");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"File", "Runtime", "Images", "Largest relative difference of a score"});
        compared.forEach((format, comparison) -> rows.add(new String[] {
            format.file(),
            comparison.runtime(),
            comparison.images() + (comparison.tiles() == 0 ? "" : ", of " + comparison.tiles() + " tiles"),
            String.format(Locale.ROOT, "%.1e", comparison.largestDifference())
        }));
        table(rows);
    }

    private void licenses(Facts facts) {
        line("## Licenses");
        if (facts.licenses().isEmpty()) {
            line("Those of the training images are not known to the program; ask who made the data set.");
        } else {
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"Subject", "License"});
            facts.licenses().forEach(license -> rows.add(row(license.subject(), license.license())));
            table(rows);
        }
    }

    private static String interval(Facts.Metric metric) {
        Double low = metric.low();
        Double high = metric.high();
        return low == null || high == null ? "" : decimals(low) + " to " + decimals(high);
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String[] row(String name, @Nullable String value) {
        return new String[] {name, value == null || value.isBlank() ? UNKNOWN : value};
    }

    private void line(String line) {
        text.append(line).append("\n\n");
    }

    /** The first row is the head. */
    private void table(List<String[]> rows) {
        for (int i = 0; i < rows.size(); i++) {
            text.append('|');
            for (String cell : rows.get(i)) {
                text.append(' ').append(escaped(cell)).append(" |");
            }
            text.append('\n');
            if (i == 0) {
                text.append("|---".repeat(rows.getFirst().length)).append("|\n");
            }
        }
        text.append('\n');
    }

    /** Text that users wrote must not become markup. */
    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ")
                .replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1")
                .strip();
    }
}
