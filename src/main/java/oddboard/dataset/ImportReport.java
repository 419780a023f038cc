package oddboard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an import found.
 *
 * @param accepted images taken in
 * @param duplicatesWithin exact copies within one split
 * @param duplicatesAcross test images that are exact copies of a training image (a leak)
 * @param types test images by type; "good" = normal
 * @param notes sentences for the user (images resized, ...)
 * @param masks test images for which a mask was taken
 * @param labelNotes sentences for the user that tell which test images are anomalous
 * @param leaks test images that show the same as training images; null where nobody looked, or none does
 * @param traits how well what has nothing to do with defects tells anomalous test images from normal ones
 */
public record ImportReport(
        int accepted,
        List<Rejected> rejected,
        int duplicatesWithin,
        int duplicatesAcross,
        Map<String, Integer> types,
        List<String> notes,
        int masks,
        List<String> labelNotes,
        List<TraitAuc> traits,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Leaks leaks) {

    /** Reports that were stored before there were these lists have null in their place. */
    public ImportReport(
            int accepted,
            List<Rejected> rejected,
            int duplicatesWithin,
            int duplicatesAcross,
            Map<String, Integer> types,
            List<String> notes,
            int masks,
            @Nullable List<String> labelNotes,
            @Nullable List<TraitAuc> traits,
            @Nullable Leaks leaks) {
        this.accepted = accepted;
        this.rejected = rejected;
        this.duplicatesWithin = duplicatesWithin;
        this.duplicatesAcross = duplicatesAcross;
        this.types = types;
        this.notes = notes;
        this.masks = masks;
        this.labelNotes = labelNotes == null ? List.of() : labelNotes;
        this.traits = traits == null ? List.of() : traits;
        this.leaks = leaks;
    }

    /** With further notes before the others. */
    public ImportReport withNotes(List<String> first) {
        List<String> all = Stream.concat(first.stream(), notes.stream()).toList();
        return new ImportReport(
                accepted, rejected, duplicatesWithin, duplicatesAcross, types, all, masks, labelNotes, traits, leaks);
    }

    /** A file (and an entry of it, or empty) that was not taken, and why. */
    public record Rejected(String file, String entry, String code, String detail) {
        private static final String OF_MASKS = "MASK_";
    }

    /**
     * Near duplicates and overlapping crops on both sides of the split, exact copies among them.
     *
     * @param testImages test images with one among the training images
     * @param pairs the most alike ones, at most {@link #SHOWN}: a test image once, with the training image most like it
     */
    public record Leaks(int testImages, List<Pair> pairs) {
        public static final int SHOWN = 100;
        private static final double FEW = 0.01;

        /** Whether they can move an AUC by more than a hundredth: one in a hundred test images may by chance be like another. */
        public boolean matter(int testCount) {
            return testImages > FEW * testCount;
        }
    }

    /**
     * Two images of the version, by their numbers in it (training images come first).
     *
     * @param similarity 1 = the same but for brightness and contrast; 0 where they overlap
     * @param overlap of overlapping crops of one picture the share of the smaller one that both show; else 0
     */
    public record Pair(
            int train,
            String trainName,
            int test,
            String testName,
            double similarity,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) double overlap) {}

    /** What images have before anybody looks at what they show. */
    public enum Trait {
        IMAGE_SIZE,
        COLOR_MODEL,
        FILE_TYPE;

        /** Such as "image size". */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * How well one trait tells anomalous test images from normal ones.
     *
     * @param type of anomaly; "" = all anomalous images
     * @param auc 0.5 to 1
     * @param low of its 95 % interval
     * @param warns whether it is no chance
     * @param normal what most normal images have
     * @param anomalous what most anomalous images have
     */
    public record TraitAuc(
            Trait trait,
            String type,
            double auc,
            double low,
            double high,
            boolean warns,
            String normal,
            String anomalous) {}

    /** All sentences for a user who may see the labels. */
    public List<String> allNotes() {
        return Stream.concat(notes.stream(), labelNotes.stream()).toList();
    }

    /** With these counts, and without what tells the label of an image. */
    ImportReport counting(Map<String, Integer> typesCounted, int masksCounted) {
        return new ImportReport(
                accepted,
                rejected.stream()
                        .filter(r -> !r.code().startsWith(Rejected.OF_MASKS))
                        .toList(),
                duplicatesWithin,
                duplicatesAcross,
                typesCounted,
                notes,
                masksCounted,
                List.of(),
                List.of(),
                leaks);
    }

    public static ImportReport empty() {
        return failed(List.of());
    }

    /** Of an import that took nothing. */
    public static ImportReport failed(List<Rejected> rejected) {
        return new ImportReport(0, rejected, 0, 0, Map.of(), List.of(), 0, List.of(), List.of(), null);
    }
}
