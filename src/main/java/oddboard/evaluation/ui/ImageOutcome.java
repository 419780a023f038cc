package oddboard.evaluation.ui;

import java.util.List;
import java.util.Optional;

/** What a threshold makes of one test image. */
enum ImageOutcome {
    FOUND("found", "Found"),
    FALSE_ALARM("false-alarm", "False alarms"),
    MISSED("missed", "Missed"),
    PASSED("passed", "Passed"),
    /** Its label is not for whoever looks. */
    HIDDEN("hidden", "Label hidden"),
    /** Nobody said what it is. */
    UNLABELED("unlabeled", "Unlabeled"),
    /** Its label is known, but the test images lack a class: no threshold is right or wrong about it. */
    RANKED("ranked", "Ranked");

    private final String word;
    private final String title;

    ImageOutcome(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** An image counts as anomalous where its score is at least the threshold. */
    static ImageOutcome of(double score, boolean anomalous, double threshold) {
        if (score >= threshold) {
            return anomalous ? FOUND : FALSE_ALARM;
        }
        return anomalous ? MISSED : PASSED;
    }

    static Optional<ImageOutcome> byWord(String word) {
        for (ImageOutcome outcome : values()) {
            if (outcome.word.equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** As the address bar and the API spell it. */
    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** What a threshold makes of images whose label is known. */
    static List<ImageOutcome> known() {
        return List.of(FOUND, FALSE_ALARM, MISSED, PASSED);
    }

    boolean isMistake() {
        return this == FALSE_ALARM || this == MISSED;
    }
}
