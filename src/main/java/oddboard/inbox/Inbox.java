package oddboard.inbox;

import java.time.Instant;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * A watched folder of the server or of a bucket, as it stands.
 *
 * @param folder in the folders that an administrator listed, such as {@code images/line3} or {@code s3://parts/line3}
 * @param alias by which the model version is found at each look
 * @param challenger another alias that scores the same images; "" = none
 * @param minutes from one look to the next
 * @param psiLimit population stability index from which the owner hears of drift
 * @param reviewers of each image that is scored from now on, 1 or 2
 * @param lookedAt null before the first look
 * @param left files that were still being written at the last look, or could not be read
 * @param trouble why the last look could not score what was there; "" = it could
 * @param taken images that were taken so far, without copies of others
 */
public record Inbox(
        InboxId id,
        String name,
        String folder,
        String model,
        String alias,
        String challenger,
        int minutes,
        double psiLimit,
        int reviewers,
        boolean paused,
        Instant dueAt,
        @Nullable Instant lookedAt,
        int left,
        String trouble,
        long taken,
        DatasetId dataset,
        String datasetName,
        UserId by,
        String byName,
        Instant createdAt) {
    public String champion() {
        return model + "@" + alias;
    }
}
