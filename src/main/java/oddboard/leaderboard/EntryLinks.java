package oddboard.leaderboard;

import java.util.Map;
import oddboard.dataset.VersionId;

/** What a module above made of the entries of a board; every bean of this type is asked. */
public interface EntryLinks {
    /** By entry; whoever asks sees the board. */
    Map<EntryId, Link> of(VersionId version);

    /** @param href without a leading slash */
    record Link(String text, String href) {}
}
