package oddboard.dataset;

import java.time.Instant;
import oddboard.account.UserId;

/**
 * A group of data sets with members of its own, who have their role of the project on each of them.
 *
 * @param role of whoever requested it, at that time: READER, EDITOR, OWNER or ADMINISTRATOR
 * @param datasets how many of its data sets that person sees, archived ones too
 */
public record Project(
        ProjectId id,
        String name,
        String description,
        DatasetRole role,
        UserId owner,
        String ownerName,
        Instant createdAt,
        int members,
        int datasets) {

    /** As a data set names it to those who see the project too. */
    public record Ref(ProjectId id, String name) {}
}
