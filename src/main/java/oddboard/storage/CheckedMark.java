package oddboard.storage;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A small file beside a cached one: the size and time that this had, and when its hash was right. A mark is written only
 * once its file's bytes are on the disk; one that is cut off, of another size or of another time counts as none.
 */
final class CheckedMark {
    private static final String ENDING = ".checked";

    private CheckedMark() {}

    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + ENDING);
    }

    static boolean is(Path path) {
        return path.toString().endsWith(ENDING);
    }

    /** When the file was last hashed; empty where it is missing, or not as it was then. */
    static Optional<Instant> find(Path file, long size) throws IOException {
        try {
            String[] words =
                    Files.readString(of(file), StandardCharsets.US_ASCII).split(" ");
            boolean same = words.length == 3
                    && words[2].equals("end")
                    && words[0].equals(state(file))
                    && Files.size(file) == size;
            return same ? Optional.of(Instant.parse(words[1])) : Optional.empty();
        } catch (NoSuchFileException | CharacterCodingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    static void write(Path file, Instant checkedAt) {
        try {
            Files.writeString(of(file), state(file) + " " + checkedAt + " end", StandardCharsets.US_ASCII);
        } catch (IOException e) {
            // Without a mark the file is hashed once more, and nothing else.
        }
    }

    private static String state(Path file) throws IOException {
        return Files.size(file) + ":" + Files.getLastModifiedTime(file).toInstant();
    }
}
