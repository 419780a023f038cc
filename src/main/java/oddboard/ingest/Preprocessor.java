package oddboard.ingest;

import java.util.Map;
import oddboard.common.InputException;
import oddboard.dataset.ModelInput;
import oddboard.image.ImageDecoder;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Makes new images what they would have become in a version.
 *
 * @param ranges which values are black and white, by type; where a type of more than 8 bits is missing, none of the version's
 *     images had it
 * @param chosen the range for all types that the import was given; null where the images said it
 */
public record Preprocessor(Preprocessing how, Map<ValueType, ValueRange> ranges, ImageDecoder.@Nullable Ranges chosen) {

    /** As a run sees the images that has an input of its own; null = as the import made them. */
    public Preprocessor seenBy(@Nullable ModelInput input) {
        return new Preprocessor(how.seenBy(input), ranges, chosen);
    }

    /**
     * @param file name for messages
     * @param entry of an archive, else ""
     * @return uint8 HWC, {@code size * size * channels} bytes
     * @throws InputException where the bytes are no image, or of a value range that the version does not tell
     */
    public byte[] pixels(byte[] bytes, String file, String entry) {
        RasterImage image = ImageDecoder.decode(bytes, file, entry, type -> range(type, file, entry))
                .pixels();
        // As the import does: what is gray is resized as gray.
        boolean gray = how.channels() == 1 || image.isGray();
        return Resizer.square(gray ? image.withChannels(1) : image, how.crop(), how.cropFraction(), how.size())
                .withChannels(how.channels())
                .data();
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
