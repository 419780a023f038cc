package oddboard.dataset;

import java.time.Instant;

/**
 * A data set as lists show it.
 *
 * @param favorite of whoever looks
 * @param usedAt when it, a version or a run of it was last made
 * @param images of its newest version that is ready
 */
public record FoundDataset(Dataset dataset, boolean favorite, Instant usedAt, int images) {}
