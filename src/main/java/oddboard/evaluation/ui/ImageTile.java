package oddboard.evaluation.ui;

import java.util.Locale;
import oddboard.dataset.DatasetRoutes;
import oddboard.run.RunRoutes;
import oddboard.run.ui.RunPage;
import oddboard.ui.Html;
import oddboard.ui.MarkupRows;
import oddboard.ui.StateTag;

/** A test image, its reconstruction where there is one, and its error map, with rank, score and what it truly is; as markup. */
final class ImageTile {
    static final String OPEN = "open";
    private static final int NEAR = 64;
    /** Pixels of a tile beside its three images: gaps, padding and border. */
    private static final int AROUND = 30;

    private ImageTile() {}

    /** @param threshold at which it is said where the score is wrong about the image */
    static String of(RunPage.Shown shown, Ranking ranking, int rank, double threshold) {
        int index = ranking.index(rank);
        var outcome = ranking.outcome(index, threshold);
        boolean right = ImageOutcome.known().contains(outcome) && !outcome.isMistake();
        boolean anomalous = outcome == ImageOutcome.FOUND || outcome == ImageOutcome.MISSED;
        var tone = anomalous ? StateTag.Tone.WARN : StateTag.Tone.NEUTRAL;
        String score = ranking.text(ranking.score(index));
        var foot = new Html("span", "odd-tile__foot")
                .add("span", "odd-strong", "#" + rank)
                .add("span", "odd-note", score);
        if (outcome.isMistake()) {
            foot.add("span", "odd-tile__mistake", outcome == ImageOutcome.MISSED ? "missed" : "false alarm");
        }
        return new Html("button", "odd-tile")
                .attr("type", "button")
                .attr(MarkupRows.DO, OPEN)
                .attr(
                        "aria-label",
                        "Rank " + rank + ", score " + score + ", " + ranking.type(index)
                                + (outcome.isMistake()
                                        ? ", wrong at this threshold"
                                        : right ? ", right at this threshold" : ""))
                .add(images(shown, index))
                .add(foot.add(new Html("span", "odd-tag")
                        .attr("tone", tone.name().toLowerCase(Locale.ROOT))
                        .text(ranking.type(index))))
                .toString();
    }

    private static Html images(RunPage.Shown shown, int index) {
        var run = shown.run();
        int edge = edge(shown);
        var images = new Html("span", "odd-tile__images")
                .add(imageHtml(
                        DatasetRoutes.squarePng(
                                shown.version().id(), shown.version().trainCount() + index),
                        "Test image " + index,
                        edge));
        if (run.traits().reconstructs()) {
            images.add(imageHtml(square(RunRoutes.reconstructionPng(run.id(), index)), "Its reconstruction", edge));
        }
        return images.add(imageHtml(square(RunRoutes.errorMapPng(run.id(), index)), "Its error map", edge));
    }

    private static String square(String address) {
        return address + "?frame=square";
    }

    private static Html imageHtml(String src, String alt, int edge) {
        return new Html("img", "odd-crisp-image")
                .attr("loading", "lazy")
                .attr("decoding", "async")
                .attr("width", Integer.toString(edge))
                .attr("height", Integer.toString(edge))
                .attr("alt", alt)
                .attr("src", src);
    }

    /** A whole multiple (or part) of the images' size near 64 pixels, so that images stay crisp. */
    private static int edge(RunPage.Shown shown) {
        int size = shown.version().imageSize();
        return size <= NEAR ? size * (NEAR / size) : size < 2 * NEAR ? size : size / (size / NEAR);
    }

    /** Width of a tile of these images, in CSS pixels. */
    static int width(RunPage.Shown shown) {
        return (shown.run().traits().reconstructs() ? 3 : 2) * edge(shown) + AROUND;
    }
}
