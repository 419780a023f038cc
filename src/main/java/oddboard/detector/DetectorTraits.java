package oddboard.detector;

/**
 * What a detector needs and what it gives; forms, progress, estimates and the API follow it.
 *
 * @param epochs whether it trains in epochs, of which the setting {@code epochs} says how many; if not, its training is one
 *     piece that can't be lengthened
 * @param reconstructs whether it gives a reconstruction of each image
 * @param maps one sentence: what its anomaly map is
 * @param cost one sentence: what it costs
 */
public record DetectorTraits(boolean epochs, boolean reconstructs, String maps, String cost) {
    /** Of a network that reconstructs what it has learned. */
    public static final DetectorTraits AUTOENCODER = new DetectorTraits(
            true,
            true,
            "The largest reconstruction error over the channels at each pixel.",
            "Minutes to hours on a CPU: the number of epochs times the training images.");
}
