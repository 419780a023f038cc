package oddboard.ingest;

import java.util.Locale;
import oddboard.dataset.ImportReport.Trait;
import oddboard.dataset.ImportReport.TraitAuc;

/** What a report says of traits that tell anomalous images from normal ones. */
public final class TraitWords {
    private TraitWords() {}

    static String warning(TraitAuc auc) {
        return String.format(
                Locale.ROOT,
                "The %s alone tells anomalous test images%s from normal ones: AUC %.3f (normal: %s; anomalous: %s). A"
                        + " detector may learn it instead of the defects.",
                name(auc.trait()),
                auc.type().isEmpty() ? "" : " of the type " + auc.type(),
                auc.auc(),
                auc.normal(),
                auc.anomalous());
    }

    public static String name(Trait trait) {
        return switch (trait) {
            case IMAGE_SIZE -> "image size";
            case COLOR_MODEL -> "color model";
            case FILE_TYPE -> "file type";
        };
    }
}
