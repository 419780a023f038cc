package oddboard.dataset;

import java.util.List;
import java.util.Map;

/**
 * What an import found.
 *
 * @param accepted images taken in
 * @param duplicatesWithin exact copies within one split
 * @param duplicatesAcross test images that are exact copies of a training image (a leak)
 * @param types test images by type; "good" = normal
 * @param notes sentences for the user (images resized, ...)
 * @param masks test images for which a mask was taken
 */
public record ImportReport(
        int accepted,
        List<Rejected> rejected,
        int duplicatesWithin,
        int duplicatesAcross,
        Map<String, Integer> types,
        List<String> notes,
        int masks) {

    /** A file (and an entry of it, or empty) that was not taken, and why. */
    public record Rejected(String file, String entry, String code, String detail) {}

    ImportReport counting(Map<String, Integer> typesCounted, int masksCounted) {
        return new ImportReport(
                accepted, rejected, duplicatesWithin, duplicatesAcross, typesCounted, notes, masksCounted);
    }

    public static ImportReport empty() {
        return new ImportReport(0, List.of(), 0, 0, Map.of(), List.of(), 0);
    }
}
