package oddboard.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;

/** A named set of images with its versions, newest first. */
public record Dataset(
        DatasetId id,
        String name,
        String description,
        Visibility visibility,
        List<Baseline> baselines,
        UserId owner,
        String ownerName,
        Instant createdAt,
        List<DatasetVersion> versions) {

    /** PRIVATE: the owner and administrators alone see it; TEAM: everybody who is signed in. */
    public enum Visibility { PRIVATE, TEAM }

    /** The newest version that is ready. */
    public Optional<DatasetVersion> ready() {
        return versions.stream().filter(v -> v.state() == DatasetVersion.State.READY).findFirst();
    }
}
