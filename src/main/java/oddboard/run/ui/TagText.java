package oddboard.run.ui;

import java.util.List;
import java.util.stream.Stream;

/** Tags as users write them, with commas between them. */
final class TagText {
    private TagText() {}

    static List<String> tags(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
