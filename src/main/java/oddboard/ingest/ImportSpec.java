package oddboard.ingest;

import java.util.List;
import oddboard.common.InputException;
import oddboard.image.Crop;
import oddboard.image.Resizer;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;

/**
 * How to make a version out of uploads.
 *
 * @param imageSize edge in pixels after the import; 0 = as the images are (rounded up to what detectors take)
 * @param crop how an image becomes square
 * @param cropFraction for CENTRE, how much of the shorter edge is kept: 0.1 to 1
 * @param channels 1, 3, or 0 = as the images are
 * @param holdOut of a folder in which nothing says what is for testing, the share that is: 0.01 to 0.9
 * @param maskValues which values of a mask mark a pixel as anomalous
 */
public record ImportSpec(
        List<File> files,
        int imageSize,
        Crop crop,
        double cropFraction,
        int channels,
        OnBadFile onBadFile,
        double holdOut,
        MaskValues maskValues) {
    public static final double HOLD_OUT = 0.2;

    /** Specs that were stored before there were these options have 0 or null in their place. */
    public ImportSpec(
            List<File> files,
            int imageSize,
            Crop crop,
            double cropFraction,
            int channels,
            OnBadFile onBadFile,
            double holdOut,
            @Nullable MaskValues maskValues) {
        this.files = files;
        this.imageSize = imageSize;
        this.crop = crop;
        this.channels = channels;
        this.onBadFile = onBadFile;
        this.cropFraction = cropFraction == 0 ? 1 : cropFraction;
        this.holdOut = holdOut == 0 ? HOLD_OUT : holdOut;
        this.maskValues = maskValues == null ? MaskValues.TWO : maskValues;
    }

    public ImportSpec(List<File> files, int imageSize, Crop crop, int channels, OnBadFile onBadFile) {
        this(files, imageSize, crop, 1, channels, onBadFile, HOLD_OUT);
    }

    public ImportSpec(
            List<File> files,
            int imageSize,
            Crop crop,
            double cropFraction,
            int channels,
            OnBadFile onBadFile,
            double holdOut) {
        this(files, imageSize, crop, cropFraction, channels, onBadFile, holdOut, MaskValues.TWO);
    }

    /** As this, but files that are no images are left out and listed in the report. */
    ImportSpec skippingBadFiles() {
        return new ImportSpec(files, imageSize, crop, cropFraction, channels, OnBadFile.SKIP, holdOut, maskValues);
    }

    /** @throws InputException where an import takes no such options, whatever the files */
    public void check() {
        if (imageSize != 0 && imageSize != Resizer.legalSize(imageSize)) {
            throw new InputException(
                    "IMAGE_SIZE",
                    "",
                    "",
                    "The image size is 32 to 256 pixels and divisible by 16, not " + imageSize + ".");
        }
        if (channels != 0 && channels != 1 && channels != 3) {
            throw new InputException("CHANNELS", "", "", "Images have 1 or 3 channels, not " + channels + ".");
        }
        if (!(cropFraction >= 0.1 && cropFraction <= 1)) {
            throw new InputException(
                    "CROP", "", "", "The part of an image that is kept is 0.1 to 1, not " + cropFraction + ".");
        }
        if (!(holdOut >= 0.01 && holdOut <= 0.9)) {
            throw new InputException(
                    "HOLD_OUT", "", "", "The share of images that is held out is 0.01 to 0.9, not " + holdOut + ".");
        }
    }

    /** An upload and its part; {@code upload} belongs to the same data set. */
    public record File(UploadId upload, FileRole role) {}

    public enum FileRole {
        ARCHIVE,
        TRAIN,
        TEST,
        LABELS
    }

    public enum OnBadFile {
        STOP,
        SKIP
    }
}
