package oddboard.run;

import oddboard.dataset.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody wants to see, and in which order.
 *
 * @param dataset on whose versions; null = on all that are not archived
 * @param words each occurs in the run's name or tags, its detector, its person or its data set's name; "" = any
 * @param tag that they have; "" = any or none
 * @param person who started them; "" = anybody
 * @param turned the other way round than {@link Sort} says
 */
public record RunQuery(
        @Nullable DatasetId dataset,
        String words,
        String tag,
        String person,
        States states,
        Sort sort,
        boolean turned) {

    public enum States {
        ALL,
        OPEN,
        SUCCEEDED,
        FAILED
    }

    /** Newest first; names, persons and states rise, those that run or wait before those that have ended. */
    public enum Sort {
        NEWEST,
        NAME,
        PERSON,
        STATE
    }
}
