package oddboard.gallery;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/** What a module above thinks of single test images; every bean of this type is called. */
public interface ImageScoreProvider {
    /**
     * @param image place among the test images
     * @param labelSet number of the label set by which the scoreProviders are sorted, the best first
     */
    List<ImageScore> of(VersionId version, int image, int labelSet, User viewer);

    /**
     * One run's.
     *
     * @param rank 1 = the most anomalous of {@code count}
     * @param auroc how good the run is over all images; null where that is unknown
     * @param href the page it leads to, without a leading slash
     */
    record ImageScore(
            String run, String detector, @Nullable Double auroc, double score, int rank, int count, String href) {}
}
