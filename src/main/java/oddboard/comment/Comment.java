package oddboard.comment;

import java.time.Instant;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said.
 *
 * @param id {@link #NOTE} for the note of a run, which is changed with the run's name and tags
 * @param by who wrote it; null for a note whose writer nobody recorded
 * @param text Markdown; a note is plain text
 * @param at when it was said; null for a note of which nobody recorded it
 * @param editedAt null where it is as it was said
 * @param revision another one after every edit
 */
public record Comment(
        long id,
        @Nullable UserId by,
        String byName,
        String text,
        @Nullable Instant at,
        @Nullable Instant editedAt,
        String revision) {
    public static final long NOTE = 0;

    public boolean isNote() {
        return id == NOTE;
    }
}
