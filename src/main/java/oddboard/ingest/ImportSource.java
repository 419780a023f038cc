package oddboard.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImportReport;
import oddboard.duplicate.Overlaps;
import oddboard.image.Crop;
import oddboard.image.RasterImage;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import oddboard.label.LabelFile;
import oddboard.layout.FolderLayout;
import org.jspecify.annotations.Nullable;

/** Where an import's images come from: training images first, then test images. */
public interface ImportSource extends Closeable {
    /** How many images will be visited. */
    int count();

    /** The edge of most images after the crop, before they are resized. */
    int edge(Crop crop, double fraction) throws IOException;

    /** 1 or 3 where it is known before the images are seen, else 0. */
    int channels();

    /** Whether any image may have another size than a square of this edge. */
    default boolean mayDiffer(int edge) {
        return true;
    }

    /** Sentences for the user; whole after {@link #forEach}. */
    List<String> notes();

    /** Sentences for the user that tell which test images are anomalous; whole after {@link #forEach}. */
    default List<String> labelNotes() {
        return List.of();
    }

    /** How well traits of the files tell anomalous test images from normal ones; whole after {@link #forEach}. */
    default List<ImportReport.TraitAuc> traits() {
        return List.of();
    }

    /** Whether images have names of their own, by which groups could be made. */
    default boolean hasNames() {
        return false;
    }

    /** Which values became black and white, by type; whole after {@link #forEach}. */
    default Map<ValueType, ValueRange> ranges() {
        return Map.of();
    }

    /**
     * Images that are overlapping crops of one picture, once all were visited.
     *
     * @param names of those that were taken, in the order in which the pairs name them
     */
    default void overlaps(List<String> names, Overlaps.Sink sink, BooleanSupplier goOn) throws IOException {}

    /** @param goOn asked often; where it says false, the rest is left out */
    void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException;

    /**
     * An image's place and label.
     *
     * @param label of a training image NORMAL
     * @param type "" where not anomalous or unknown
     */
    record Item(boolean train, String name, ImageLabel label, String type) {
        /** @param labels null = the folders say what is what */
        static Item of(boolean train, int index, FolderLayout.Image image, @Nullable LabelFile labels) {
            if (train) {
                return train(image.path());
            }
            return labels != null
                    ? test(image.path(), labels, index)
                    : new Item(false, image.path(), image.label(), image.type());
        }

        static Item train(String name) {
            return new Item(true, name, ImageLabel.NORMAL, "");
        }

        static Item test(String name, LabelFile labels, int index) {
            return new Item(false, name, labels.label(index), labels.type(index));
        }
    }

    /**
     * An image made square.
     *
     * @param wasSquare before
     * @param mask a bit a pixel, row by row; null where there is none
     * @param thumbnail by which near duplicates are found
     * @param own as it came; null where that is not kept
     */
    record Ready(
            RasterImage pixels,
            boolean wasSquare,
            long hashHigh,
            long hashLow,
            byte @Nullable [] mask,
            byte[] thumbnail,
            @Nullable OwnImage own) {
        /** @param whole the mask before anything was cut off */
        boolean marksNothing(RasterImage whole) {
            if (own != null) {
                return whole.isEmpty();
            }
            if (mask == null) {
                return true;
            }
            for (byte bits : mask) {
                if (bits != 0) {
                    return false;
                }
            }
            return true;
        }

        Ready withoutMask() {
            var bare = own == null ? null : new OwnImage(own.width(), own.height(), own.image(), null);
            return new Ready(pixels, wasSquare, hashHigh, hashLow, null, thumbnail, bare);
        }
    }

    interface Visitor {
        /**
         * Called for several images at once, on any threads.
         *
         * @param mask of the same image, one channel of 0 and 1
         * @param file decodes to just these pixels; null where there is no such file
         */
        Ready prepare(RasterImage pixels, @Nullable RasterImage mask, byte @Nullable [] file) throws IOException;

        /** Called in order, on the thread that requested it. */
        void accept(Item item, Ready ready) throws IOException;

        /** An image of this split that can't be taken. */
        void reject(InputException fault);

        /** A mask that can't be taken; its image, where there is one, is taken without it. */
        void rejectMask(InputException fault);
    }
}
