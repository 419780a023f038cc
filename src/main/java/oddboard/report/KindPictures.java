package oddboard.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.evaluation.RunSheets;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.springframework.stereotype.Component;

/** Best and worst test images of each kind, each beside where the run found it anomalous. */
@Component
class KindPictures {
    /** Edge in pixels of the pictures; the packed squares may be larger. */
    private static final int EDGE = 160;

    private final Datasets datasets;
    private final RunSheets sheets;
    private final LabelSets labelSets;

    KindPictures(Datasets datasets, RunSheets sheets, LabelSets labelSets) {
        this.datasets = datasets;
        this.sheets = sheets;
        this.labelSets = labelSets;
    }

    /** @param kinds of labels that this viewer may know */
    List<Html> of(Run run, DatasetVersion version, double[] scores, Kinds kinds, User viewer) {
        String[] names = labelSets.imageNames(version.id(), viewer);
        List<Html> parts = new ArrayList<>();
        double scale = scale(run);
        for (Kinds.Kind kind : kinds.all().stream().limit(Kinds.MOST).toList()) {
            parts.add(new Html("h3")
                    .text(kind.name() + ", " + Format.count(kind.count())
                            + (kind.count() == 1 ? " image" : " images")));
            add(
                    parts,
                    kind.anomalous() ? "Found most clearly" : "Most clearly normal",
                    kind.best(),
                    run,
                    version,
                    scores,
                    names,
                    scale);
            add(
                    parts,
                    kind.anomalous() ? "Missed first" : "Taken for anomalous first",
                    kind.worst(),
                    run,
                    version,
                    scores,
                    names,
                    scale);
        }
        if (kinds.all().size() > Kinds.MOST) {
            parts.add(ReportDocument.words(
                    "Images of " + Kinds.MOST + " of the " + kinds.all().size() + " kinds are shown."));
        }
        return parts;
    }

    private double scale(Run run) {
        double scale = sheets.errorScale(run);
        return scale > 0 ? scale : 255;
    }

    private void add(
            List<Html> parts,
            String title,
            List<Integer> images,
            Run run,
            DatasetVersion version,
            double[] scores,
            String[] names,
            double scale) {
        if (images.isEmpty()) {
            return;
        }
        Html list = new Html("ul", "pictures");
        for (int image : images) {
            int index = version.trainCount() + image;
            String name = index < names.length ? names[index] : "";
            String what = name.isEmpty() ? "test image " + image : name;
            list.add(new Html("li")
                    .add(picture(square(version, index), what))
                    .add(picture(map(run, version, image, scale), "Anomaly map of " + what))
                    .add("span", "name", what)
                    .add("span", "num", "score " + Format.number(scores[image])));
        }
        parts.add(new Html("div", "kind-images").add("p", "end", title).add(list));
    }

    private static Html picture(RasterImage image, String alt) {
        return new Html("img")
                .attr("alt", alt)
                .attr("width", Integer.toString(image.width()))
                .attr("height", Integer.toString(image.height()))
                .attr("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.of(image)));
    }

    private RasterImage square(DatasetVersion version, int index) {
        try {
            return small(new RasterImage(
                    version.imageSize(), version.imageSize(), version.channels(), datasets.image(version, index)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RasterImage map(Run run, DatasetVersion version, int image, double scale) {
        try {
            RasterImage errors = sheets.errors(run, version, image, true);
            byte[] gray = new byte[errors.data().length];
            for (int i = 0; i < gray.length; i++) {
                gray[i] = (byte) Math.round(255 * Math.min(1, (errors.data()[i] & 0xff) / scale));
            }
            return small(new RasterImage(errors.width(), errors.height(), 1, gray));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RasterImage small(RasterImage image) {
        return image.width() <= EDGE ? image : Resizer.resize(image, EDGE, EDGE);
    }
}
