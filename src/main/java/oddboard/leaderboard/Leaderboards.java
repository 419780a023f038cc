package oddboard.leaderboard;

import oddboard.account.User;
import oddboard.dataset.VersionId;
import org.springframework.stereotype.Service;

/** The boards. */
@Service
public class Leaderboards {
    /** Runs without an AUC (one class alone in the test split) stand last, without order. */
    public Leaderboard of(VersionId version, User viewer) {
        throw new UnsupportedOperationException();
    }
}
