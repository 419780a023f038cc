package oddboard.api.board;

import java.util.List;
import java.util.Optional;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import org.jspecify.annotations.Nullable;

/** Pages of a board: after an AUC and, of those with this one, after an entry, for others may come between at any time. */
record BoardCursor(double auroc, EntryId id) {
    /** Of an entry without an AUC, which stands below all others. */
    private static final double NONE = -1;

    static Page<Entry> page(Cursor cursor, List<Entry> bestFirst) {
        BoardCursor last = cursor.after() == null ? null : parse(cursor.after());
        return cursor.page(bestFirst, entry -> last == null || last.isBefore(entry), BoardCursor::of, entry -> entry);
    }

    private static BoardCursor of(Entry entry) {
        return new BoardCursor(number(entry.auroc()), entry.id());
    }

    private static double number(@Nullable Double auroc) {
        return auroc == null ? NONE : auroc;
    }

    private static BoardCursor parse(String text) {
        String[] parts = text.split(" ", 2);
        try {
            Optional<EntryId> id = parts.length == 2 ? EntryId.parse(parts[1]) : Optional.empty();
            return new BoardCursor(Double.parseDouble(parts[0]), id.orElseThrow(Cursor::unknown));
        } catch (NumberFormatException e) {
            throw Cursor.unknown();
        }
    }

    private boolean isBefore(Entry entry) {
        double other = number(entry.auroc());
        if (other != auroc) {
            return other < auroc;
        }
        return entry.id().submission() == id.submission()
                ? entry.id().value() > id.value()
                : entry.id().submission();
    }

    @Override
    public String toString() {
        return auroc + " " + id;
    }
}
