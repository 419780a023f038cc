package oddboard.manifest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a data set that an image belongs to. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /** Null where the word names none. */
    static @Nullable Split of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training" -> TRAIN;
            case "val", "valid", "validation", "dev" -> VALIDATION;
            case "test", "testing", "test_public" -> TEST;
            default -> null;
        };
    }

    /** By the first word of a file's name and folders, from the inside, that names one; null where none does. */
    static @Nullable Split inName(String name) {
        var folders = name.split("/");
        for (int i = folders.length - 1; i >= 0; i--) {
            for (var word : folders[i].split("[^A-Za-z]+")) {
                var split = of(word);
                if (split != null) {
                    return split;
                }
            }
        }
        return null;
    }
}
