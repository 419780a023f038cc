package oddboard.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Where an import's pictures come from: training images first, then test images. */
interface ImportSource extends Closeable {
    /** How many pictures will be visited. */
    int count();

    /** The edge of most pictures after the crop, before they are resized. */
    int edge(ImportSpec.Crop crop) throws IOException;

    /** 1 or 3 where it is known before the pictures are seen, else 0. */
    int channels();

    /** Sentences for the user; whole after {@link #forEach}. */
    List<String> notes();

    /** @param goOn asked often; where it says false, the rest is left out */
    void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException;

    /**
     * A picture's place and label.
     *
     * @param type "" where normal or unknown
     */
    record Item(boolean train, String name, boolean anomalous, String type) {}

    interface Visitor {
        void accept(Item item, Pixels pixels) throws IOException;

        /** A picture of this split that can't be taken. */
        void reject(InputException fault);
    }
}
