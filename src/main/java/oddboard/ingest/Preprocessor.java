package oddboard.ingest;

import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.dataset.ModelInput;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.image.ImageDecoder;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Makes new images what they would have become in a version.
 *
 * @param imported how the import made the version's squares
 * @param own whether the version keeps its images at their own size; else runs see parts of the squares
 * @param input what a run sees of the images; null = the squares
 * @param ranges which values are black and white, by type; where a type of more than 8 bits is missing, none of the version's
 *     images had it
 * @param chosen the range for all types that the import was given; null where the images said it
 */
public record Preprocessor(
        Preprocessing imported,
        boolean own,
        @Nullable ModelInput input,
        Map<ValueType, ValueRange> ranges,
        ImageDecoder.@Nullable Ranges chosen) {

    /**
     * A new image for a run that sees tiles.
     *
     * @param whole with as many channels as the run sees
     * @param tiles where they lie in it
     * @param imported the square that the import would have made, uint8 HWC
     * @param picture a square of the same size that shows all of the image, uint8 HWC
     * @param pictured where that lies
     */
    public record Tiled(
            RasterImage whole, List<InputFrame> tiles, byte[] imported, byte[] picture, InputFrame pictured) {}

    /**
     * A new image for a run that sees it as one square.
     *
     * @param pixels uint8 HWC, {@code size * size * channels} bytes
     * @param width of what the square was made of
     * @param frame where the square lies in the image of the file
     */
    public record Whole(byte[] pixels, int width, int height, InputFrame frame) {}

    /** As a run sees the images that has an input of its own; null = as the import made them. */
    public Preprocessor seenBy(@Nullable ModelInput run) {
        return new Preprocessor(imported, own, run, ranges, chosen);
    }

    public Preprocessing how() {
        return imported.seenBy(input);
    }

    /** Whether images are cut in tiles: then {@link #tiled} makes them, else {@link #whole}. */
    public boolean isTiled() {
        return input != null && input.tiles() != null;
    }

    /**
     * @param file name for messages
     * @param entry of an archive, else ""
     * @throws InputException where the bytes are no image, or of a value range that the version does not tell
     */
    public Whole whole(byte[] bytes, String file, String entry) {
        RasterImage image = decode(bytes, file, entry);
        if (input == null) {
            return new Whole(square(image).data(), image.width(), image.height(), imported(image, imported.size()));
        }
        RasterImage seen = seen(image, input);
        InputFrame frame = input.frames(seen.width(), seen.height()).getFirst();
        // Of a square that the import made, a run sees all.
        return new Whole(
                frame.of(seen).data(), seen.width(), seen.height(), own ? frame : imported(image, input.size()));
    }

    /** For a run that sees tiles. @throws InputException as {@link #whole} */
    public Tiled tiled(byte[] bytes, String file, String entry) {
        ModelInput tiles = input;
        if (tiles == null) {
            throw new IllegalStateException("no tiles");
        }
        RasterImage image = decode(bytes, file, entry);
        RasterImage whole = seen(image, tiles);
        int size = imported.size();
        CropRegion region = own
                ? CropRegion.of(imported.crop(), imported.cropFraction(), whole.width(), whole.height(), size)
                : new CropRegion(0, 0, size, size, size, size);
        InputFrame square = new InputFrame(region, size);
        InputFrame pictured = InputFrame.of(Crop.FIT, whole.width(), whole.height(), size);
        byte[] made = square(image).data();
        return new Tiled(
                whole,
                tiles.frames(whole.width(), whole.height()),
                made,
                pictured.equals(square) ? made : picture(image, pictured),
                pictured);
    }

    private InputFrame imported(RasterImage image, int size) {
        return new InputFrame(
                CropRegion.of(imported.crop(), imported.cropFraction(), image.width(), image.height(), size), size);
    }

    private byte[] picture(RasterImage image, InputFrame frame) {
        return frame.of(plain(image)).withChannels(imported.channels()).data();
    }

    /** As the import does: what is gray is resized as gray. */
    private RasterImage plain(RasterImage image) {
        return imported.channels() == 1 || image.isGray() ? image.withChannels(1) : image;
    }

    private RasterImage square(RasterImage image) {
        return Resizer.square(plain(image), imported.crop(), imported.cropFraction(), imported.size())
                .withChannels(imported.channels());
    }

    /** What a run cuts its squares out of. */
    private RasterImage seen(RasterImage image, ModelInput run) {
        return (own ? image : square(image)).withChannels(run.channels());
    }

    /** At its own size. @throws InputException as {@link #whole} */
    RasterImage decode(byte[] bytes, String file, String entry) {
        return ImageDecoder.decode(bytes, file, entry, type -> range(type, file, entry))
                .pixels();
    }

    /** Whether a file of 8 bits a sample shows its values as they are. */
    boolean keepsBytes() {
        return range(ValueType.UINT8, "", "").equals(ValueRange.BYTE);
    }

    private ValueRange range(ValueType type, String file, String entry) {
        if (chosen != null) {
            return chosen.of(type);
        }
        ValueRange range = ranges.get(type);
        if (range != null || type.isByte()) {
            return range == null ? type.whole() : range;
        }
        throw new InputException(
                "VALUE_RANGE_UNKNOWN",
                file,
                entry,
                (entry.isEmpty() ? file : entry + " in " + file) + " has " + type.words
                        + ", and no image of the model's data set tells which of them are black and white;"
                        + " save it with 8 bits a sample.");
    }
}
