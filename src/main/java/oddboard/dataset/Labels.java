package oddboard.dataset;

/**
 * The test split's labels, in order.
 *
 * @param id of the label set
 * @param number of the label set in its version, from 1
 * @param type "" where normal or unknown
 */
public record Labels(long id, int number, boolean[] anomalous, String[] type) {
    /** "normal", the type of the anomaly, or "anomalous" where it has none. */
    public static String words(boolean anomalous, String type) {
        return !anomalous ? "normal" : type.isBlank() ? "anomalous" : type;
    }
}
