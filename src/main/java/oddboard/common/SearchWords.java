package oddboard.common;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody types to find something: each word must occur, whatever its case. */
public final class SearchWords {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 8;

    private SearchWords() {}

    /** In small letters; at most eight, of the first 200 characters. */
    public static List<String> of(String typed) {
        String text = typed.replace('\0', ' ');
        return Stream.of(text.substring(0, Math.min(MAX_LENGTH, text.length()))
                        .toLowerCase(Locale.ROOT)
                        .split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }
}
