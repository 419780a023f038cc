package oddboard.dataset;

import java.util.List;

/**
 * How to make a version out of uploads.
 *
 * @param imageSize edge in pixels after the import; 0 = as the images are (rounded up to what detectors take)
 * @param crop how a picture becomes square
 * @param cropFraction for CENTRE, how much of the shorter edge is kept: 0.1 to 1
 * @param channels 1, 3, or 0 = as the images are
 * @param holdOut of a folder in which nothing says what is for testing, the share that is: 0.01 to 0.9
 */
public record ImportSpec(List<File> files, int imageSize, Crop crop, double cropFraction, int channels,
        OnBadFile onBadFile, double holdOut) {
    public static final double HOLD_OUT = 0.2;

    /** Specs that were stored before there were these options have 0 in their place. */
    public ImportSpec {
        cropFraction = cropFraction == 0 ? 1 : cropFraction;
        holdOut = holdOut == 0 ? HOLD_OUT : holdOut;
    }

    public ImportSpec(List<File> files, int imageSize, Crop crop, int channels, OnBadFile onBadFile) {
        this(files, imageSize, crop, 1, channels, onBadFile, HOLD_OUT);
    }

    /** An upload and its part; {@code upload} belongs to the same data set. */
    public record File(UploadId upload, FileRole role) {}

    public enum FileRole { ARCHIVE, TRAIN, TEST, LABELS }

    /** SQUARE cuts the middle out, CENTRE a part of that by {@code cropFraction}; FIT pads with black; KEEP stretches. */
    public enum Crop { KEEP, SQUARE, FIT, CENTRE }

    public enum OnBadFile { STOP, SKIP }
}
