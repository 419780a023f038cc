package oddboard.registry;

import java.util.List;
import oddboard.common.InputException;
import oddboard.common.PlainText;

/** Checks what users call models and say about them. */
final class ModelText {
    static final int MAX_DESCRIPTION = 5000;
    static final int MAX_REASON = 500;

    private ModelText() {}

    static String name(String given) {
        String name = given.strip();
        if (!ModelAlias.NAME.matcher(name).matches()) {
            throw new InputException(
                    "MODEL_NAME",
                    "",
                    "name",
                    "A model's name has 1 to 64 of the characters a-z and 0-9, with . _ or - between them.");
        }
        return name;
    }

    static String alias(String given) {
        String name = given.strip();
        if (!ModelAlias.NAME.matcher(name).matches()) {
            throw new InputException(
                    "ALIAS_NAME",
                    "",
                    "alias",
                    "An alias has 1 to 64 of the characters a-z and 0-9, with . _ or - between them.");
        }
        return name;
    }

    static String description(String given) {
        return text(given, MAX_DESCRIPTION, "description", "A description has at most 5,000 characters.");
    }

    static String reason(String given) {
        return text(given, MAX_REASON, "reason", "A reason has at most 500 characters.");
    }

    private static String text(String given, int most, String field, String refusal) {
        String text = PlainText.text(given, field);
        if (text.length() > most) {
            throw new InputException("DESCRIPTION_TOO_LONG", "", field, refusal);
        }
        return text;
    }

    static List<String> tags(List<String> given) {
        List<String> tags = given.stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        if (tags.size() > 20 || tags.stream().anyMatch(t -> t.length() > 50 || !PlainText.isLine(t))) {
            throw new InputException(
                    "FIELD_INVALID", "", "tags", "A model has at most 20 tags of at most 50 characters.");
        }
        return tags;
    }
}
