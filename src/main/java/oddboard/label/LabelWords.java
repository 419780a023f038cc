package oddboard.label;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/** What the cells of a table's label column mean: numbers, or words, but not both in one table. */
public final class LabelWords {
    private static final Set<String> NORMAL = Set.of("normal", "good", "ok");
    private static final Set<String> ANOMALOUS =
            Set.of("anomalous", "anomaly", "abnormal", "defect", "defective", "bad", "ng", "nok");

    private final Set<String> normal = new TreeSet<>();
    private final Set<String> anomalous = new TreeSet<>();
    private @Nullable String number;

    public static boolean isNormal(String word) {
        return NORMAL.contains(lower(word));
    }

    /** Whether it says anomalous without naming a type. */
    public static boolean isAnomalous(String word) {
        return ANOMALOUS.contains(lower(word));
    }

    private static String lower(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    /** Null where a cell means nothing, or is a number among words, or the reverse. */
    @Nullable ImageLabel label(String cell) {
        var text = lower(cell);
        if (text.isEmpty()) {
            return ImageLabel.UNLABELED;
        }
        boolean word = NORMAL.contains(text) || ANOMALOUS.contains(text);
        boolean one = text.matches("1(\\.0+)?|true");
        if (!word && !one && !text.matches("0(\\.0+)?|false")) {
            return null;
        }
        if (word ? number != null : !hasNoWords()) {
            return null;
        }
        if (!word) {
            number = text;
            return ImageLabel.of(one);
        }
        boolean marked = ANOMALOUS.contains(text);
        (marked ? anomalous : normal).add(text);
        return ImageLabel.of(marked);
    }

    private boolean hasNoWords() {
        return normal.isEmpty() && anomalous.isEmpty();
    }

    /** What is allowed, after the cells seen so far. */
    String expected() {
        if (!hasNoWords()) {
            return "other lines have words such as \""
                    + (normal.isEmpty() ? anomalous : normal).iterator().next()
                    + "\", and numbers and words can't be mixed: labels are normal, good or ok; "
                    + String.join(", ", new TreeSet<>(ANOMALOUS))
                    + "; or empty (unlabeled)";
        }
        return "labels are 0 (normal), 1 (anomalous) or empty (unlabeled)"
                + (number == null
                        ? ", or words: normal, good or ok; " + String.join(", ", new TreeSet<>(ANOMALOUS))
                        : ", and other lines have numbers, with which words can't be mixed");
    }

    /** How the words of a file were read; "" where there were none. */
    String note(String file) {
        if (hasNoWords()) {
            return "";
        }
        return "The labels in " + file + " are words: " + reading(normal, "normal")
                + (normal.isEmpty() || anomalous.isEmpty() ? "" : ", ") + reading(anomalous, "anomalous") + ".";
    }

    private static String reading(Set<String> words, String meaning) {
        var quoted = words.stream().map(word -> "\"" + word + "\"").toList();
        return words.isEmpty() ? "" : String.join(", ", quoted) + " read as " + meaning;
    }
}
