package oddboard.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** Which of a version's test labels the metrics use; versions that are not split have ALL alone. */
public enum LabelPart {
    @JsonProperty("all")
    ALL,
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("private")
    PRIVATE;

    /** As the address bar and the API spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where the word is none of them. */
    public static Optional<LabelPart> byWord(String word) {
        for (LabelPart part : values()) {
            if (part.word().equals(word)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
