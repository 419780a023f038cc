package oddboard.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.dataset.Originals;
import oddboard.dataset.PackedImages;
import oddboard.dataset.PackedMasks;
import oddboard.duplicate.Thumbnail;
import oddboard.image.Crop;
import oddboard.image.OrderedParallelMap;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import org.jspecify.annotations.Nullable;

/**
 * All images of a version that is ready, to be taken over byte by byte: nothing is resized or cut again.
 *
 * @param number of the version in its data set
 * @param leftOut training images that are not taken over, by place
 */
record BaseImages(
        int number,
        PackedImages train,
        PackedImages test,
        PackedMasks masks,
        Originals originals,
        String[] names,
        Labels labels,
        Set<Integer> leftOut)
        implements Closeable {

    int count() {
        return train.count() - leftOut.size() + test.count();
    }

    /** Of those that are not taken over, in their order. */
    List<String> leftOutNames() {
        return leftOut.stream().sorted().map(i -> names[i]).toList();
    }

    int size() {
        return train.size();
    }

    int channels() {
        return train.channels();
    }

    private RasterImage square(int index) {
        var split = index < train.count() ? train : test;
        var data = new byte[size() * size() * channels()];
        split.read(index < train.count() ? index : index - train.count(), ByteBuffer.wrap(data));
        return new RasterImage(size(), size(), channels(), data);
    }

    /** What each square is known as; of training images NORMAL. */
    Map<Copies.Hash, ImageLabel> known(BooleanSupplier goOn) throws IOException {
        Map<Copies.Hash, ImageLabel> known = new HashMap<>();
        int[] taken = IntStream.range(0, train.count() + test.count())
                .filter(i -> !leftOut.contains(i))
                .toArray();
        OrderedParallelMap.run(
                taken.length,
                Runtime.getRuntime().availableProcessors(),
                i -> Map.entry(Copies.Hash.ofColors(square(taken[i])), label(taken[i])),
                found -> known.putIfAbsent(found.getKey(), found.getValue()),
                goOn);
        return known;
    }

    private ImageLabel label(int index) {
        return index < train.count() ? ImageLabel.NORMAL : labels.label(index - train.count());
    }

    /** @param own where files of their own size go; null where none are kept */
    void visit(boolean training, ImportSource.Visitor visitor, @Nullable Path own, BooleanSupplier goOn)
            throws IOException {
        int[] taken = training
                ? IntStream.range(0, train.count())
                        .filter(i -> !leftOut.contains(i))
                        .toArray()
                : IntStream.range(train.count(), train.count() + test.count()).toArray();
        OrderedParallelMap.run(
                taken.length,
                Runtime.getRuntime().availableProcessors(),
                i -> ready(taken[i], own),
                result -> visitor.accept(result.getKey(), result.getValue()),
                goOn);
    }

    private Map.Entry<ImportSource.Item, ImportSource.Ready> ready(int index, @Nullable Path own) throws IOException {
        var square = square(index);
        int testIndex = index - train.count();
        boolean masked = testIndex >= 0 && masks.has(testIndex);
        var mask = masked ? new RasterImage(size(), size(), 1, masks.read(testIndex)) : null;
        var hash = Copies.Hash.ofColors(square);
        OwnImage kept = null;
        if (own != null) {
            int width = originals.width(index);
            int height = originals.height(index);
            kept = new OwnImage(
                    width,
                    height,
                    OwnImage.Part.of(originals.file(index), own),
                    masked ? PngFile.of(new RasterImage(width, height, 1, originals.mask(testIndex))) : null);
        }
        var item = new ImportSource.Item(
                testIndex < 0, names[index], label(index), testIndex < 0 ? "" : labels.type()[testIndex]);
        var thumbnail = Thumbnail.of(originals.mayDiffer() ? originals.read(index) : square);
        var bits = mask == null ? null : Resizer.bits(mask, Crop.KEEP, 1, size());
        return Map.entry(item, new ImportSource.Ready(square, true, hash.high(), hash.low(), bits, thumbnail, kept));
    }

    @Override
    public void close() throws IOException {
        train.close();
        test.close();
        masks.close();
    }
}
