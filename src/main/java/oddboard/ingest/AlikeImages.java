package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
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
import oddboard.image.ValueRange;
import oddboard.ingest.FolderLayout.Image;

/** Looks at all images of an archive before a split is made, to find out which of them are near duplicates. */
final class AlikeImages {
    private AlikeImages() {}

    /**
     * Joins near duplicates.
     *
     * @param groups of these images, by their places
     * @return how many near duplicates of earlier images there are
     */
    static int join(Archive archive, List<Image> images, Path file, Groups groups, BooleanSupplier goOn)
            throws IOException {
        try (var thumbnails = new Thumbnails(file)) {
            OrderedParallelMap.run(
                    images.size(),
                    Runtime.getRuntime().availableProcessors(),
                    i -> thumbnail(archive, images.get(i)),
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
            return copies.get();
        }
    }

    /** A plain one of an image that can't be taken; why, the import itself reports. */
    private static byte[] thumbnail(Archive archive, Image image) throws IOException {
        int room = FolderSource.room(image.entry());
        FolderSource.ROOM.acquireUninterruptibly(room);
        try {
            var bytes = archive.read(image.entry());
            var name = image.entry().name();
            var decoded = ImageDecoder.decode(bytes, archive.file(), name, ranges(bytes, archive.file(), name));
            return Thumbnail.of(decoded.pixels());
        } catch (InputException e) {
            return Thumbnail.none(image.entry().name());
        } finally {
            FolderSource.ROOM.release(room);
        }
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
