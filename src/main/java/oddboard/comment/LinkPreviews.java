package oddboard.comment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.registry.CalibrationSplit;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a link in a comment leads to, as a small picture with its score. Each reader gets what they may see themselves; labels,
 * and names of files, which may tell them, are never in it.
 */
@Component
class LinkPreviews {
    private static final Pattern RUN = Pattern.compile("runs/([0-9]{1,18})/images");
    private static final Pattern GALLERY = Pattern.compile("datasets/[0-9]{1,18}/images");
    private static final Pattern MODEL = Pattern.compile("models/([a-z0-9._-]{1,64})(?:/thresholds)?");
    private static final int EDGE = 96;
    private final Runs runs;
    private final Datasets datasets;
    private final Models models;
    private final Thresholds thresholds;

    LinkPreviews(Runs runs, Datasets datasets, Models models, Thresholds thresholds) {
        this.runs = runs;
        this.datasets = datasets;
        this.models = models;
        this.thresholds = thresholds;
    }

    /**
     * @param path of a page, without a leading slash
     * @param query as the address has it; "" for none
     * @param of the run that the comment is about, whose scores links without one get
     */
    Optional<Element> of(String path, String query, @Nullable Run of, User viewer) {
        Map<String, String> values = values(query);
        Matcher run = RUN.matcher(path);
        if (run.matches()) {
            return runs.find(new RunId(Long.parseLong(run.group(1))), viewer)
                    .flatMap(found -> ofRun(found, values, viewer));
        }
        if (GALLERY.matcher(path).matches()) {
            return ofGallery(values, of, viewer);
        }
        Matcher model = MODEL.matcher(path);
        return model.matches()
                ? models.find(model.group(1), viewer).flatMap(m -> ofModel(m, values, viewer))
                : Optional.empty();
    }

    private Optional<Element> ofRun(Run run, Map<String, String> values, User viewer) {
        Integer image = whole(values.get("image"));
        Double threshold = real(values.get("threshold"));
        if (image != null) {
            return datasets.findVersion(run.version(), viewer)
                    .flatMap(v -> image(v, (long) v.trainCount() + image, run, threshold, viewer));
        }
        return threshold == null
                ? Optional.empty()
                : scores(run, viewer).filter(s -> s.length > 0).map(scores -> {
                    long flagged =
                            Arrays.stream(scores).filter(s -> s >= threshold).count();
                    String words = "Threshold " + number(threshold) + " flags " + flagged + " of " + scores.length
                            + " test images of run " + run.id() + ".";
                    return figure(ScoresPicture.of(scores, threshold, "Scores of run " + run.id()), words);
                });
    }

    private Optional<Element> ofGallery(Map<String, String> values, @Nullable Run of, User viewer) {
        Integer version = whole(values.get("version"));
        Integer image = whole(values.get("image"));
        return version == null || image == null
                ? Optional.empty()
                : datasets.findVersion(new VersionId(version), viewer).flatMap(v -> image(v, image, of, null, viewer));
    }

    private Optional<Element> image(
            DatasetVersion version, long index, @Nullable Run run, @Nullable Double threshold, User viewer) {
        if (index > Integer.MAX_VALUE || !CommentSubjects.isImageOf(version, (int) index)) {
            return Optional.empty();
        }
        String name = CommentSubjects.imageTitle(version, (int) index);
        Element picture = new Element("img")
                .attr("src", DatasetRoutes.squarePng(version.id(), (int) index))
                .attr("alt", name)
                .attr("loading", "lazy")
                .attr("width", Integer.toString(EDGE))
                .attr("height", Integer.toString(EDGE));
        String first = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        int test = (int) index - version.trainCount();
        String words = run == null || test < 0 || !run.version().equals(version.id())
                ? ""
                : scores(run, viewer)
                        .filter(s -> test < s.length)
                        .map(s -> ", score " + number(s[test]) + " by run " + run.id()
                                + (threshold == null
                                        ? ""
                                        : (s[test] >= threshold ? ", flagged at " : ", not flagged at ")
                                                + number(threshold)))
                        .orElse("");
        return Optional.of(figure(picture, first + words + "."));
    }

    private Optional<double[]> scores(Run run, User viewer) {
        return runs.scores(run.id(), LabelSet.NEWEST, viewer).map(s -> s.scores());
    }

    private Optional<Element> ofModel(RegisteredModel model, Map<String, String> values, User viewer) {
        Integer number = whole(values.get("version"));
        Optional<ModelVersion> version = number == null ? Optional.of(model.newest()) : model.version(number);
        return version.flatMap(v -> models.thresholdFor(v).flatMap(t -> ofThreshold(v, t, viewer)));
    }

    private Optional<Element> ofThreshold(ModelVersion version, Threshold threshold, User viewer) {
        CalibrationSplit split = thresholds.standard(version);
        if (split == null) {
            return Optional.empty();
        }
        double[] scores = thresholds.sample(version, split, viewer).scores();
        if (scores.length == 0) {
            return Optional.empty();
        }
        Threshold.Calibration on = threshold.calibration();
        String rate = on == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", flags %.1f %% of normal images (%.1f – %.1f %%)",
                        100 * on.rate(),
                        100 * on.low(),
                        100 * on.high());
        String words = "Threshold " + number(threshold.value()) + " of " + version.ref() + rate + ".";
        return Optional.of(figure(
                ScoresPicture.of(scores, threshold.value(), "Scores of normal images by " + version.ref()), words));
    }

    private static Element figure(Element picture, String words) {
        Element figure = new Element("figure").attr("class", "odd-unfolded");
        figure.appendChild(picture);
        figure.appendElement("figcaption").text(words);
        return figure;
    }

    private static String number(double value) {
        if (value != 0 && (Math.abs(value) < 1e-6 || Math.abs(value) >= 1e9)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, String> values(String query) {
        Map<String, String> values = new HashMap<>();
        for (String one : query.split("&")) {
            int at = one.indexOf('=');
            if (at > 0) {
                values.putIfAbsent(one.substring(0, at), one.substring(at + 1));
            }
        }
        return values;
    }

    private static @Nullable Integer whole(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Double real(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,20}([.][0-9]{1,20})?([eE][-+]?[0-9]{1,3})?")
                ? finite(Double.parseDouble(text))
                : null;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
