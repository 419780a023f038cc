package oddboard.dataset;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A named set of images with its versions, newest first.
 *
 * @param teamRole what it is to those of the team who have no role of their own: MEMBER or READER
 * @param role of whoever requested it, at that time
 * @param project that it is in, where that person sees it; null for none
 * @param archivedAt since when it is hidden from lists and takes nothing new; null where it isn't
 */
public record Dataset(
        DatasetId id,
        String name,
        String description,
        Visibility visibility,
        DatasetRole teamRole,
        DatasetRole role,
        List<Baseline> baselines,
        UserId owner,
        String ownerName,
        Instant createdAt,
        List<String> tags,
        Project.@Nullable Ref project,
        @Nullable Instant archivedAt,
        List<DatasetVersion> versions) {

    /** PRIVATE: the owner, those it is shared with and administrators see it; TEAM: everybody who is signed in. */
    public enum Visibility {
        PRIVATE,
        TEAM
    }

    /** Another one whenever its name, description or tags are others: who changes them says by it what they have read. */
    public String revision() {
        return HexFormat.of().formatHex(Sha256.of(name + "\0" + description + "\0" + tags), 0, 8);
    }

    public boolean isArchived() {
        return archivedAt != null;
    }

    /** Whether no images were ever given to it. */
    public boolean isDraft() {
        return versions.isEmpty();
    }

    Dataset with(List<DatasetVersion> all) {
        return new Dataset(
                id,
                name,
                description,
                visibility,
                teamRole,
                role,
                baselines,
                owner,
                ownerName,
                createdAt,
                tags,
                project,
                archivedAt,
                List.copyOf(all));
    }

    /** The newest version that is ready. */
    public Optional<DatasetVersion> ready() {
        return versions.stream()
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .findFirst();
    }
}
