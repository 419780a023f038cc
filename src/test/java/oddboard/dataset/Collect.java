package oddboard.dataset;

import java.util.List;

/** Keeps the pixels of all pictures that a source shows. */
record Collect(List<byte[]> images) implements ImportSource.Visitor {
    static Collect into(List<byte[]> images) {
        return new Collect(images);
    }

    @Override
    public void accept(ImportSource.Item item, Pixels pixels) {
        images.add(pixels.data());
    }

    @Override
    public void reject(InputException fault) {
        throw fault;
    }
}
