package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Pictures by the ten thousand: only what is in view is sent. The list goes by chunks of 24, which any number of columns that
 * the style sheet uses (2, 3, 4, 6, 8, 12) divides, so the server need not know how wide the page is.
 */
final class Gallery extends VirtualList<Integer> {
    private static final long serialVersionUID = 1L;
    static final int CHUNK = 24;
    private final transient Shown shown;
    private final transient IntConsumer open;

    /** @param open gets the place of the chosen image among those shown */
    Gallery(Shown shown, IntConsumer open) {
        this.shown = shown;
        this.open = open;
        addClassName("image-gallery");
        int chunks = (shown.size() + CHUNK - 1) / CHUNK;
        setDataProvider(DataProvider.fromCallbacks(
                query -> IntStream.range(query.getOffset(), Math.min(chunks, query.getOffset() + query.getLimit())).boxed(),
                query -> Math.clamp(chunks - query.getOffset(), 0, query.getLimit())));
        setRenderer(new ComponentRenderer<>(this::chunk));
        setItemAccessibleNameGenerator(chunk -> "Images " + (chunk * CHUNK + 1) + " to "
                + Math.min(shown.size(), (chunk + 1) * CHUNK));
    }

    Div chunk(int chunk) {
        var tiles = new Div();
        tiles.addClassName("image-chunk");
        tiles.setClassName("last", (chunk + 1) * CHUNK >= shown.size());
        for (int place = chunk * CHUNK; place < Math.min(shown.size(), (chunk + 1) * CHUNK); place++) {
            int here = place;
            tiles.add(new ImageTile(shown, shown.index(place), () -> open.accept(here)));
        }
        return tiles;
    }
}
