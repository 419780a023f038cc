package oddboard.run.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.DatasetRoutes;
import oddboard.run.RunRoutes;
import oddboard.ui.Picture;
import oddboard.ui.StateTag;

/** A test image, its reconstruction and its error map, with rank, score and what it truly is. */
final class ImageTile extends NativeButton {
    private static final long serialVersionUID = 1L;
    private static final int NEAR = 64;
    /** Pixels of a tile beside its three pictures: gaps, padding and border. */
    private static final int AROUND = 30;
    private final transient Ranking ranking;
    private final int index;
    private final StateTag type;

    ImageTile(RunPage.Shown shown, Ranking ranking, int rank, double threshold) {
        this.ranking = ranking;
        this.index = ranking.index(rank);
        addClassName("odd-tile");
        type = new StateTag(ranking.type(index), StateTag.Tone.NEUTRAL);
        var pictures = new Span(picture(shown, 0), picture(shown, 1), picture(shown, 2));
        pictures.addClassName("odd-tile-pictures");
        var place = new Span("#" + rank);
        place.addClassName("odd-strong");
        var score = new Span(ranking.text(ranking.score(index)));
        score.addClassName("odd-note");
        var foot = new Span(place, score, type);
        foot.addClassName("odd-tile-foot");
        add(pictures, foot);
        judge(threshold);
    }

    private Picture picture(RunPage.Shown shown, int which) {
        return picture(shown, index, which, edge(shown));
    }

    /** A whole multiple (or part) of the images' size near 64 pixels, so that pictures stay crisp. */
    static int edge(RunPage.Shown shown) {
        int size = shown.version().imageSize();
        return size <= NEAR ? size * (NEAR / size) : size < 2 * NEAR ? size : size / (size / NEAR);
    }

    /** A grid whose columns are as wide as one tile of these images. */
    static Div gallery(RunPage.Shown shown) {
        var gallery = new Div();
        gallery.addClassName("odd-gallery");
        gallery.getStyle().set("--odd-tile", 3 * edge(shown) + AROUND + "px");
        return gallery;
    }

    /** @param which 0 = the image, 1 = its reconstruction, 2 = its error map */
    static Picture picture(RunPage.Shown shown, int index, int which, int edge) {
        var run = shown.run().id();
        return switch (which) {
            case 0 -> new Picture(DatasetRoutes.imagePng(shown.version().id(), shown.version().trainCount() + index),
                    "Test image " + index, edge);
            case 1 -> new Picture(RunRoutes.reconstructionPng(run, index), "Its reconstruction", edge);
            default -> new Picture(RunRoutes.errorMapPng(run, index), "Its error map", edge);
        };
    }

    int index() {
        return index;
    }

    /** Colours the type by whether the threshold is right about it. */
    void judge(double threshold) {
        var outcome = ranking.outcome(index, threshold);
        boolean hidden = outcome == Outcome.HIDDEN;
        type.set(ranking.type(index), hidden ? StateTag.Tone.NEUTRAL
                : outcome.isMistake() ? StateTag.Tone.BAD : StateTag.Tone.GOOD);
        setAriaLabel("Rank " + ranking.rank(index) + ", score " + ranking.text(ranking.score(index)) + ", "
                + ranking.type(index) + (hidden ? "" : outcome.isMistake() ? ", wrong at this threshold" : ", right at this threshold"));
    }

    void onOpen(Runnable open) {
        addClickListener(e -> open.run());
    }
}
