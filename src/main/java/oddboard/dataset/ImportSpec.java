package oddboard.dataset;

import java.util.List;

/**
 * How to make a version out of uploads.
 *
 * @param imageSize edge in pixels after the import; 0 = as the images are (rounded up to what detectors take)
 * @param crop how a picture that is not square becomes square
 * @param channels 1, 3, or 0 = as the images are
 */
public record ImportSpec(List<File> files, int imageSize, Crop crop, int channels, OnBadFile onBadFile) {
    /** An upload and its part; {@code upload} belongs to the same data set. */
    public record File(UploadId upload, FileRole role) {}

    public enum FileRole { ARCHIVE, TRAIN, TEST, LABELS }

    /** SQUARE cuts the middle; FIT pads with black; KEEP stretches. */
    public enum Crop { KEEP, SQUARE, FIT }

    public enum OnBadFile { STOP, SKIP }
}
