package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.duplicate.Groups;
import oddboard.duplicate.NearDuplicates;
import oddboard.duplicate.Thumbnail;
import oddboard.duplicate.Thumbnails;
import oddboard.image.ImageDecoder;
import oddboard.image.ImageDecoder.Ranges;
import oddboard.image.OrderedParallelMap;
import oddboard.image.RasterImage;
import oddboard.image.ValueRange;
import oddboard.layout.FolderLayout.Image;
import org.jspecify.annotations.Nullable;

/** Looks at all images of an archive before a split is made, to find out which of them are near duplicates. */
final class AlikeImages {
    private AlikeImages() {}

    /**
     * Joins near duplicates, and overlapping crops of one picture.
     *
     * @param groups of these images, by their places
     */
    static Joined join(Archive archive, List<Image> images, Path file, Groups groups, BooleanSupplier goOn)
            throws IOException {
        var crops = new Crops();
        var byPath = new HashMap<String, Image>();
        images.forEach(image -> byPath.put(image.path(), image));
        try (var thumbnails = new Thumbnails(file)) {
            OrderedParallelMap.run(
                    images.size(),
                    Runtime.getRuntime().availableProcessors(),
                    i -> thumbnail(archive, images.get(i), crops),
                    thumbnails::add,
                    goOn);
            var copies = new AtomicInteger();
            var last = new AtomicInteger(-1);
            NearDuplicates.find(
                    thumbnails,
                    (earlier, later, similarity) -> {
                        groups.join(earlier, later);
                        copies.addAndGet(last.getAndSet(later) == later ? 0 : 1);
                    },
                    goOn);
            var cropped = new BitSet();
            crops.find(
                    images.stream().map(Image::path).toList(),
                    path -> pixels(archive, byPath.get(path)),
                    (earlier, later, share) -> {
                        groups.join(earlier, later);
                        cropped.set(later);
                    },
                    goOn);
            return new Joined(copies.get(), cropped.cardinality());
        }
    }

    /** How many images are near duplicates of earlier ones, and how many are crops of a picture that an earlier one shows. */
    record Joined(int copies, int crops) {
        boolean any() {
            return copies + crops > 0;
        }
    }

    /** Null where there is none, or it can't be taken. */
    static @Nullable RasterImage pixels(Archive archive, @Nullable Image image) throws IOException {
        if (image == null) {
            return null;
        }
        int room = FolderSource.room(image.entry());
        FolderSource.ROOM.acquireUninterruptibly(room);
        try {
            var bytes = archive.read(image.entry());
            var name = image.entry().name();
            return ImageDecoder.decode(bytes, archive.file(), name, ranges(bytes, archive.file(), name))
                    .pixels();
        } catch (InputException e) {
            return null;
        } finally {
            FolderSource.ROOM.release(room);
        }
    }

    /** A plain one of an image that can't be taken; why, the import itself reports. */
    private static byte[] thumbnail(Archive archive, Image image, Crops crops) throws IOException {
        var pixels = pixels(archive, image);
        if (pixels == null) {
            return Thumbnail.none(image.entry().name());
        }
        crops.add(image.path(), pixels);
        return Thumbnail.of(pixels);
    }

    /** From the darkest to the brightest value: brightness and contrast do not matter here. */
    private static Ranges ranges(byte[] bytes, String file, String name) {
        if (!ImageDecoder.mayHaveDeepSamples(bytes)) {
            return Ranges.STORED;
        }
        var measured = ImageDecoder.measure(bytes, file, name);
        if (measured.isEmpty()
                || !(measured.get().values().min() < measured.get().values().max())) {
            return Ranges.STORED;
        }
        var values = measured.get().values();
        return type -> new ValueRange(values.min(), values.max());
    }
}
