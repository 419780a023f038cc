package oddboard.ui;

import java.util.List;
import java.util.stream.Stream;

/** Tags as users write them, with commas between them. */
public final class TagText {
    private TagText() {}

    public static List<String> tags(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
