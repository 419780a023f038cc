package oddboard.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import oddboard.common.InputException;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder.Ranges;
import oddboard.image.Resizer;
import oddboard.image.ValueRange;
import oddboard.label.LabelSplits;
import oddboard.layout.FolderChoice;
import oddboard.layout.Grouping;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;

/**
 * How to make a version out of uploads.
 *
 * @param imageSize edge in pixels after the import; 0 = as the images are: kept at their own size, and packed at one that
 *     all detectors take
 * @param crop how an image becomes square
 * @param cropFraction for CENTRE, how much of the shorter edge is kept: 0.1 to 1
 * @param channels 1, 3, or 0 = as the images are
 * @param holdOut of a folder in which nothing says what is for testing, the share that is: 0.01 to 0.9
 * @param maskValues which values of a mask mark a pixel as anomalous
 * @param valueRange which values become black and white where they are no bytes: "" = as the images themselves say,
 *     "stored" = from 0 to the largest value of their type, or a range such as "0..4095", which holds for bytes, too
 * @param testOrder 0 = test images stand as the files have them; else in a random order that this number gives and nobody can
 *     guess without it, so that images tell no labels by their neighbors
 * @param hidden labels that are private from the start; null where everybody sees all
 * @param split which images belong together, and what draws test images; null where nothing was chosen
 * @param base the version whose images come first, to which others are added; null where all come from the files
 * @param leftOut training images of {@code base} that are not taken over, by place
 * @param folders what somebody said that folders of the archive are; null where nobody was asked, so that what was chosen for
 *     an earlier version of the same place holds
 */
public record ImportSpec(
        List<File> files,
        int imageSize,
        Crop crop,
        double cropFraction,
        int channels,
        OnBadFile onBadFile,
        double holdOut,
        MaskValues maskValues,
        // Left out where nothing was chosen: workers of the version before do not know them.
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String valueRange,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long testOrder,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HiddenLabels hidden,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Grouping split,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable VersionId base,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Integer> leftOut,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<FolderChoice> folders) {
    public static final double HOLD_OUT = 0.2;
    public static final String STORED = "stored";

    /** Specs that were stored before there were these options have 0 or null in their place. */
    public ImportSpec(
            List<File> files,
            int imageSize,
            Crop crop,
            double cropFraction,
            int channels,
            OnBadFile onBadFile,
            double holdOut,
            @Nullable MaskValues maskValues,
            @Nullable String valueRange,
            long testOrder,
            @Nullable HiddenLabels hidden,
            @Nullable Grouping split,
            @Nullable VersionId base,
            @Nullable Set<Integer> leftOut,
            @Nullable List<FolderChoice> folders) {
        this.files = files;
        this.imageSize = imageSize;
        this.crop = crop;
        this.channels = channels;
        this.onBadFile = onBadFile;
        this.cropFraction = cropFraction == 0 ? 1 : cropFraction;
        this.holdOut = holdOut == 0 ? HOLD_OUT : holdOut;
        this.maskValues = maskValues == null ? MaskValues.TWO : maskValues;
        this.valueRange = valueRange == null ? "" : valueRange;
        this.testOrder = testOrder;
        this.hidden = hidden;
        this.split = split == null || split.equals(Grouping.NONE) ? null : split;
        this.base = base;
        this.leftOut = leftOut == null ? Set.of() : Set.copyOf(leftOut);
        this.folders = folders == null ? null : List.copyOf(folders);
    }

    public ImportSpec(
            List<File> files,
            int imageSize,
            Crop crop,
            double cropFraction,
            int channels,
            OnBadFile onBadFile,
            double holdOut,
            @Nullable MaskValues maskValues,
            @Nullable String valueRange,
            long testOrder,
            @Nullable HiddenLabels hidden,
            @Nullable Grouping split) {
        this(
                files,
                imageSize,
                crop,
                cropFraction,
                channels,
                onBadFile,
                holdOut,
                maskValues,
                valueRange,
                testOrder,
                hidden,
                split,
                null,
                null,
                null);
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

    public ImportSpec(
            List<File> files,
            int imageSize,
            Crop crop,
            double cropFraction,
            int channels,
            OnBadFile onBadFile,
            double holdOut,
            MaskValues maskValues) {
        this(files, imageSize, crop, cropFraction, channels, onBadFile, holdOut, maskValues, "", 0, null, null);
    }

    /** As this, with test images in a new random order. */
    public ImportSpec withRandomTestOrder() {
        long secret = new SecureRandom().nextLong();
        return with(onBadFile, secret == 0 ? 1 : secret, hidden, split, folders);
    }

    /** As this, with test images in a random order and private labels. */
    public ImportSpec withHiddenLabels(HiddenLabels labels) {
        var mixed = testOrder == 0 ? withRandomTestOrder() : this;
        return with(onBadFile, mixed.testOrder, labels, split, folders);
    }

    /** As this, with groups. */
    public ImportSpec with(Grouping grouping) {
        return with(onBadFile, testOrder, hidden, grouping, folders);
    }

    /** As this, with what somebody said of folders. */
    public ImportSpec withFolders(@Nullable List<FolderChoice> choices) {
        return with(onBadFile, testOrder, hidden, split, choices);
    }

    /** As this, but files that are no images are left out and listed in the report. */
    ImportSpec skippingBadFiles() {
        return with(OnBadFile.SKIP, testOrder, hidden, split, chosenFolders());
    }

    private ImportSpec with(
            OnBadFile bad,
            long order,
            @Nullable HiddenLabels labels,
            @Nullable Grouping grouping,
            @Nullable List<FolderChoice> choices) {
        return new ImportSpec(
                files,
                imageSize,
                crop,
                cropFraction,
                channels,
                bad,
                holdOut,
                maskValues,
                valueRange,
                order,
                labels,
                grouping,
                base,
                leftOut,
                choices);
    }

    public List<FolderChoice> chosenFolders() {
        return folders == null ? List.of() : folders;
    }

    /** What was chosen of groups, or what holds without a choice. */
    public Grouping grouping() {
        return split == null ? Grouping.NONE : split;
    }

    /** Whether images are kept as they came, beside the packed squares. */
    boolean keepsOwnSize() {
        return imageSize == 0 && !(crop == Crop.CENTRE && cropFraction < 1);
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
        Grouping.check(grouping().pattern());
        FolderChoice.check(chosenFolders());
        if (hidden != null && (hidden.publicShare < 1 || hidden.publicShare > 99)) {
            throw LabelSplits.badShare();
        }
        if (!valueRange.isEmpty() && !valueRange.equals(STORED) && ValueRange.parse(valueRange) == null) {
            throw new InputException(
                    "VALUE_RANGE",
                    "",
                    "",
                    "The value range is \"auto\", \"stored\", or two numbers such as 0..4095, the smaller one first.");
        }
    }

    /** Null where the values themselves say it. */
    @Nullable Ranges ranges() {
        if (valueRange.isEmpty()) {
            return null;
        }
        var range = ValueRange.parse(valueRange);
        return range == null ? Ranges.STORED : type -> range;
    }

    /**
     * Which part of the labels everybody sees.
     *
     * @param publicShare percent of each type, 1 to 99
     * @param seed draws the public images
     */
    public record HiddenLabels(int publicShare, long seed) {}

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
