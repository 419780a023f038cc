package oddboard.detector;

import java.util.List;

/**
 * From images to scores.
 *
 * @param shape of the images: the input {@link #IMAGE} is uint8 [N, size, size, channels]
 * @param nodes in an order in which they can be computed
 * @param score float32 [N], raw, larger = more anomalous
 * @param map float32 [N, size, size]: the anomaly map over each image
 */
public record Graph(ImageShape shape, List<GraphNode> nodes, List<Constant> constants, Value score, Value map) {
    public static final Value IMAGE = new Value("image");

    /** Of all constants together. */
    public long bytes() {
        return constants.stream().mapToLong(Constant::bytes).sum();
    }
}
