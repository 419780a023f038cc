package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.run.ui.Address;
import oddboard.run.ui.MoreButton;
import oddboard.ui.CrispImage;
import oddboard.ui.StateTag;

/** Test images as tiles of one image each, with what is said of them; more come as one scrolls. */
public final class PlainTiles extends Div {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 48;
    private static final int NEAR = 96;
    /** Pixels of a tile beside its image. */
    private static final int AROUND = 44;

    private final transient DatasetVersion version;
    private final transient Labels labels;
    private final transient BiFunction<Integer, Integer, String> head;
    private final transient IntFunction<String> note;
    private final Div tiles = new Div();
    private final MoreButton more = new MoreButton(this::more);
    private int[] images = {};
    private final int edge;

    /**
     * @param head in bold, of an image and its place in the list
     * @param note of an image, in the lighter tone
     */
    public PlainTiles(
            DatasetVersion version,
            Labels labels,
            BiFunction<Integer, Integer, String> head,
            IntFunction<String> note) {
        this.version = version;
        this.labels = labels;
        this.head = head;
        this.note = note;
        int size = version.imageSize();
        // A whole multiple, or part, of the images' size, so that images stay crisp.
        edge = size <= NEAR ? size * (NEAR / size) : size < 2 * NEAR ? size : size / (size / NEAR);
        addClassName("odd-plain-tiles");
        tiles.addClassName("odd-tiles");
        tiles.getStyle().set("--odd-tile", edge + AROUND + "px");
        add(tiles, more);
    }

    /** @param images test images in the order in which they are shown */
    public void show(int[] images) {
        this.images = images;
        tiles.removeAll();
        more();
    }

    private void more() {
        int from = tiles.getComponentCount();
        int to = Math.min(images.length, from + PAGE);
        for (int i = from; i < to; i++) {
            tiles.add(tile(images[i], i));
        }
        more.show(to, images.length);
    }

    private Anchor tile(int image, int place) {
        String label = labels.words(image);
        var box = new Span(new CrispImage(
                DatasetRoutes.imagePng(version.id(), version.trainCount() + image), "Test image " + image, edge));
        box.addClassName("odd-tile__images");
        var strong = new Span(head.apply(image, place));
        strong.addClassName("odd-strong");
        var said = new Span(note.apply(image));
        said.addClassName("odd-note");
        var foot = new Span(
                strong,
                said,
                new StateTag(label, labels.anomalous()[image] ? StateTag.Tone.WARN : StateTag.Tone.NEUTRAL));
        foot.addClassName("odd-tile__foot");
        var tile = new Anchor(
                Address.of(
                        DatasetRoutes.images(version.dataset()),
                        Map.of(
                                "version",
                                version.id().toString(),
                                "image",
                                Integer.toString(version.trainCount() + image))),
                box,
                foot);
        tile.addClassName("odd-tile");
        return tile;
    }
}
