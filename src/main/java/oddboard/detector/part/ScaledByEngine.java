package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** Images go to the device as bytes, where they are cropped, cast and scaled. */
final class ScaledByEngine implements Batches.Slot {
    private final ImageSource source;
    private final NDManager manager;
    private final NDArray keep;
    private final ByteBuffer bytes;
    private final NDArray scaled;

    /** @param keep edge of the center square kept, in pixels */
    ScaledByEngine(ImageSource source, NDManager manager, int most, long keep) {
        ImageShape shape = source.shape();
        this.source = source;
        this.manager = manager;
        this.keep = NativeArrays.host(manager, keep);
        bytes = NativeArrays.direct((long) most * shape.elements());
        scaled = manager.zeros(new Shape(most, shape.channels(), shape.size(), shape.size()));
    }

    @Override
    public NDArray fill(int[] images) {
        ImageShape shape = source.shape();
        bytes.clear();
        for (int index : images) {
            source.read(index, bytes);
        }
        bytes.flip();
        try (NDManager scope = manager.newSubManager()) {
            NDArray read = NativeArrays.over(
                    scope,
                    bytes,
                    new Shape(images.length, shape.size(), shape.size(), shape.channels()),
                    DataType.UINT8);
            NDArray result = TorchOps.prepare(scaled, read, keep);
            result.attach(manager);
            return result;
        }
    }
}
