package oddboard.ingest;

import java.util.List;
import java.util.TreeMap;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.PackedMasks;
import oddboard.image.CropRegion;
import oddboard.image.ImageDecoder;
import oddboard.image.MaskFile;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.layout.FolderLayout;
import oddboard.layout.FolderTree;
import oddboard.layout.NamedGroups;
import org.jspecify.annotations.Nullable;

/** A first look at uploads: what they are, and a few images as an import with given options would make them. */
public final class ImportPreview {
    static final int SAMPLES = 10;
    /** Enough for any version's image size, even where only a part of the image is kept. */
    private static final int KEEP_EDGE = 1024;

    private static final long KEEP_MASK = 1 << 22;

    private final String recognised;
    private final boolean flat;
    private final List<Raw> raws;
    private final List<FolderLayout.Image> images;
    private final FolderTree folders;
    private final String changes;

    /** @param images all of them, as far as they are known; none where they have no names */
    ImportPreview(
            String recognised, boolean flat, List<Raw> raws, List<FolderLayout.Image> images, FolderTree folders) {
        this(recognised, flat, raws, images, folders, "");
    }

    private ImportPreview(
            String recognised,
            boolean flat,
            List<Raw> raws,
            List<FolderLayout.Image> images,
            FolderTree folders,
            String changes) {
        this.folders = folders;
        this.images = images;
        this.recognised = recognised;
        this.flat = flat;
        this.raws = raws;
        this.changes = changes;
    }

    ImportPreview withChanges(String sentence) {
        return new ImportPreview(recognised, flat, raws, images, folders, sentence);
    }

    /** @param of the image's size in its file */
    record RawMask(MaskFile mask, String file, String entry, ImageDecoder.Dimension of) {
        RasterImage marked(MaskValues values) {
            return Masks.marked(mask, file, entry, of, values);
        }
    }

    record Raw(
            ImportSource.Item item,
            @Nullable RasterImage pixels,
            List<RawMask> masks,
            int width,
            int height,
            String fault) {
        static Raw of(ImportSource.Item item, RasterImage pixels, List<RawMask> masks) {
            int shorter = Math.min(pixels.width(), pixels.height());
            var small = shorter <= KEEP_EDGE
                    ? pixels
                    : Resizer.resize(pixels, (int) ((long) pixels.width() * KEEP_EDGE / shorter), (int)
                            ((long) pixels.height() * KEEP_EDGE / shorter));
            var kept = masks.stream()
                    .filter(mask -> (long) mask.of.width() * mask.of.height() <= KEEP_MASK)
                    .toList();
            return new Raw(item, small, kept, pixels.width(), pixels.height(), "");
        }

        static Raw fault(ImportSource.Item item, String sentence) {
            return new Raw(item, null, List.of(), 0, 0, sentence);
        }
    }

    /**
     * One image as it would be.
     *
     * @param type "" where not anomalous or unknown
     * @param pixels uint8 HWC; empty where the image can't be taken
     * @param mask a byte a pixel, 0 or 1; null where there is none
     * @param fault why it can't be taken, or ""
     */
    public record Sample(
            String name,
            boolean train,
            ImageLabel label,
            String type,
            int size,
            int channels,
            byte[] pixels,
            byte @Nullable [] mask,
            String fault) {}

    /** One line, such as "MVTec layout, 4,099 training images, 2,354 test images of 7 types, 1,498 masks". */
    public String recognised() {
        return recognised;
    }

    /** The folders of an archive, and what they are taken as; none where there are arrays. */
    public FolderTree folders() {
        return folders;
    }

    /** What was added and removed since the last version of the same place, a sentence; "" where there is none. */
    public String changes() {
        return changes;
    }

    /** Whether nothing says what is for testing, so that a share is held out. */
    public boolean isFlat() {
        return flat;
    }

    /** Such as "12 groups by the file names ({group}_*.png), 3 images in none"; "" where there are none. */
    public String groups(ImportSpec spec) {
        return images.isEmpty() ? "" : new NamedGroups(spec.grouping().pattern()).words(images);
    }

    /** The edge that images would have, as far as these few say. */
    public int imageSize(ImportSpec spec) {
        if (spec.imageSize() > 0) {
            return spec.imageSize();
        }
        var edges = new TreeMap<Integer, Integer>();
        raws.stream()
                .filter(raw -> raw.pixels != null)
                .forEach(raw -> edges.merge(
                        CropRegion.edge(spec.crop(), spec.cropFraction(), raw.width, raw.height), 1, Integer::sum));
        int best = 0;
        for (var edge : edges.entrySet()) {
            best = edge.getValue() >= edges.getOrDefault(best, 0) ? edge.getKey() : best;
        }
        return Resizer.legalSize(best);
    }

    /** 1 or 3, as far as these few say. */
    public int channels(ImportSpec spec) {
        return spec.channels() > 0
                ? spec.channels()
                : raws.stream().allMatch(raw -> raw.pixels == null || raw.pixels.isGray()) ? 1 : 3;
    }

    public List<Sample> samples(ImportSpec spec) {
        int size = imageSize(spec);
        int channels = channels(spec);
        return raws.stream().map(raw -> sample(raw, spec, size, channels)).toList();
    }

    private static Sample sample(Raw raw, ImportSpec spec, int size, int channels) {
        var item = raw.item;
        var pixels = raw.pixels == null
                ? new byte[0]
                : Resizer.square(raw.pixels.withChannels(channels), spec.crop(), spec.cropFraction(), size)
                        .data();
        byte[] mask = null;
        try {
            var marked = Masks.union(
                    raw.masks.stream().map(m -> m.marked(spec.maskValues())).toList());
            if (marked != null) {
                mask = PackedMasks.unpack(Resizer.bits(marked, spec.crop(), spec.cropFraction(), size), size);
            }
        } catch (InputException e) {
            return new Sample(
                    item.name(),
                    item.train(),
                    item.label(),
                    item.type(),
                    size,
                    channels,
                    new byte[0],
                    null,
                    e.getMessage());
        }
        return new Sample(
                item.name(), item.train(), item.label(), item.type(), size, channels, pixels, mask, raw.fault);
    }
}
