package oddboard.ui;

import java.util.SequencedMap;
import java.util.function.BiConsumer;

/** Elements of any kind as markup, beside or below each other. */
public final class MarkupTiles extends MarkupRows {
    private static final long serialVersionUID = 1L;
    private final transient BiConsumer<String, String> asked;

    /** @param asked told of what a click asks for, and of the tile's key */
    public MarkupTiles(BiConsumer<String, String> asked) {
        this.asked = asked;
    }

    /** @param tiles each one's markup by what tells it apart from the others, in order */
    public void show(SequencedMap<String, String> tiles) {
        put("", tiles);
    }

    @Override
    void asked(String what, String row, String value) {
        asked.accept(what, row);
    }
}
