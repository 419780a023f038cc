package oddboard.detector;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A float32 tensor that does not depend on the image, such as a weight.
 *
 * @param data little-endian, row by row; may be a view of the model's memory, so it is valid while the model is open
 */
public record Constant(Value value, List<Long> shape, Supplier<ByteBuffer> data) {
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public long bytes() {
        return Math.multiplyExact(4, elements());
    }
}
