package oddboard.ingest;

import java.io.IOException;
import java.util.ArrayList;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.image.ImageDecoder;
import oddboard.image.RasterImage;
import oddboard.layout.FolderLayout;
import org.jspecify.annotations.Nullable;

/** The masks of an archive's images. */
record FolderMasks(Archive archive, FolderLayout layout, MaskValues values) {
    /**
     * @return null where the image has none
     * @throws InputException where it can't be taken
     */
    @Nullable RasterImage read(ImportSource.Item item, FolderLayout.Image image, ImageDecoder.Dimension size) throws IOException {
        var parts = new ArrayList<RasterImage>();
        for (var entry : layout.masks.of(image)) {
            parts.add(Masks.read(entry.read(archive), archive.file(), entry.name(), size, values));
        }
        var mask = Masks.union(parts);
        if (mask == null) {
            return null;
        }
        var name = layout.masks.of(image).getFirst().name();
        if (item.label() == ImageLabel.NORMAL && !mask.isEmpty()) {
            throw new InputException(
                    "MASK_OF_NORMAL",
                    archive.file(),
                    name,
                    name + " in " + archive.file() + " marks pixels of an image that is normal.");
        }
        return mask;
    }

    /** What is said of a mask that marks nothing. */
    String unmarked(FolderLayout.Image image, boolean empty) {
        return layout.masks.of(image).getFirst().name() + " marks no pixel of the anomalous image " + image.path()
                + (empty ? "" : " inside the part of it that is kept") + "; it is taken as an image without a mask.";
    }
}
