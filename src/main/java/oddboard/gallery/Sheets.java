package oddboard.gallery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.PackedImages;
import oddboard.dataset.VersionId;
import oddboard.storage.BlobFetches;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Service;

/** Draws images by the hundred on one sheet, {@value #COLUMNS} a row: a gallery asks once for all of them. */
@Service
public class Sheets {
    public static final int COLUMNS = 10;
    /** Images of a sheet; the last one may have fewer. */
    public static final int BLOCK = COLUMNS * COLUMNS;

    private static final long KEPT_BYTES = 32 << 20;
    private static final int MAPPED_FILES = 16;
    private static final Duration MAPPED_FOR = Duration.ofHours(1);

    private final Datasets datasets;
    private final BlobStore blobs;
    private final BlobFetches fetches;
    private final Cache<Key, byte[]> drawn = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, byte[] sheet) -> sheet.length)
            .build();
    private final Cache<VersionId, PackedImages> mapped = Caffeine.newBuilder()
            .maximumSize(MAPPED_FILES)
            .expireAfterAccess(MAPPED_FOR)
            .build();

    private record Key(VersionId version, int labelSet, LabelPart part, ImageFilter filter, int block) {}

    Sheets(Datasets datasets, BlobStore blobs, BlobFetches fetches) {
        this.datasets = datasets;
        this.blobs = blobs;
        this.fetches = fetches;
    }

    /** Edge of an image on its sheet in pixels: as it is, but no more than a tile shows. */
    public static int edge(DatasetVersion version) {
        return Math.min(version.imageSize(), Sheet.MAX);
    }

    /** How many sheets a list fills. */
    public static int count(ImageList list) {
        return (list.size() + BLOCK - 1) / BLOCK;
    }

    /** A JPEG of images {@code block * BLOCK} and following of the list; each starts at a multiple of {@link #edge}. */
    public byte[] jpeg(ImageList list, int block) throws IOException {
        Objects.checkIndex(block, count(list));
        var range = list.filter().isRange();
        // The labels say nothing about a sheet that shows all images of a split.
        var key = new Key(
                list.version().id(),
                range ? 0 : list.labels().number(),
                range ? LabelPart.ALL : list.labels().part(),
                list.filter(),
                block);
        try {
            return drawn.get(key, k -> draw(list, block));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Where a sheet's images come from, uint8 HWC each. */
    @FunctionalInterface
    public interface Source {
        /** Puts the image of this place into the buffer. */
        void read(int place, ByteBuffer to) throws IOException;
    }

    /** These images of a version, in this order; training images first, then test images. */
    public Source read(DatasetVersion version, int[] indexes) throws IOException {
        var file = pixels(version, indexes);
        return file::read;
    }

    /** A JPEG of images that are no list's, at most {@value #BLOCK}; each starts at a multiple of {@link #edge}. */
    public byte[] draw(int size, int channels, int count, Source source) throws IOException {
        Objects.checkIndex(count, BLOCK + 1);
        return new Sheet(size, channels, count).draw(source::read);
    }

    private byte[] draw(ImageList list, int block) {
        var version = list.version();
        int first = block * BLOCK;
        int count = Math.min(BLOCK, list.size() - first);
        var indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = list.index(first + i);
        }
        try {
            return new Sheet(version.imageSize(), version.channels(), count).draw(pixels(version, indexes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sheet.Pictures pixels(DatasetVersion version, int[] indexes) throws IOException {
        var file = mapped.getIfPresent(version.id());
        if (file != null) {
            return (i, to) -> file.read(indexes[i], to);
        }
        var packed = datasets.packed(version.id());
        // Until they are on this machine, images come from the store.
        fetches.start(version.id(), store -> mapped.put(version.id(), packed.open(store)));
        return new StoredPixels(blobs, packed, indexes);
    }
}
