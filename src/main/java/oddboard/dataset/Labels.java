package oddboard.dataset;

/**
 * The test split's labels, in order.
 *
 * @param id of the label set
 * @param type "" where normal or unknown
 */
public record Labels(long id, boolean[] anomalous, String[] type) {}
