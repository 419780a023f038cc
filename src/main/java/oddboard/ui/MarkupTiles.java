package oddboard.ui;

import java.util.SequencedMap;
import java.util.function.BiConsumer;

/** Elements of any kind as markup, beside or below each other. */
public final class MarkupTiles extends MarkupRows {
    private static final long serialVersionUID = 1L;
    private final transient BiConsumer<String, String> onAction;

    /** @param onAction called with what a click asks for, and of the tile's key */
    public MarkupTiles(BiConsumer<String, String> onAction) {
        this.onAction = onAction;
    }

    /** @param tiles each one's markup by what distinguishes it from the others, in order */
    public void show(SequencedMap<String, String> tiles) {
        put("", tiles);
    }

    @Override
    void onAction(String what, String row, String value) {
        onAction.accept(what, row);
    }
}
