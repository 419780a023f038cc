package oddboard.ingest;

import java.util.List;
import oddboard.common.InputException;
import oddboard.image.RasterImage;
import org.jspecify.annotations.Nullable;

/** Keeps the pixels of all images that a source shows. */
record Collect(List<byte[]> images) implements ImportSource.Visitor {
    static Collect into(List<byte[]> images) {
        return new Collect(images);
    }

    @Override
    public ImportSource.Ready prepare(RasterImage pixels, @Nullable RasterImage mask, byte @Nullable [] file) {
        return new ImportSource.Ready(pixels, true, 0, 0, null, new byte[0], null);
    }

    @Override
    public void accept(ImportSource.Item item, ImportSource.Ready ready) {
        images.add(ready.pixels().data());
    }

    @Override
    public void reject(InputException fault) {
        throw fault;
    }

    @Override
    public void rejectMask(InputException fault) {
        throw fault;
    }
}
