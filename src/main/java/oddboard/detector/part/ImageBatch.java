package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** Reads images into memory that is used again for each batch. */
public final class ImageBatch {
    private final ImageSource source;
    private final ByteBuffer bytes;
    private final int most;

    /** @param most images of a batch */
    public ImageBatch(ImageSource source, int most) {
        this.source = source;
        this.most = most;
        bytes = NativeArrays.direct((long) most * source.shape().elements());
    }

    public int most() {
        return most;
    }

    /** uint8 [count, S, S, C] of the first images named. */
    public NDArray read(int[] images, int count, NDManager scope) {
        ImageShape shape = source.shape();
        bytes.clear();
        for (int i = 0; i < count; i++) {
            source.read(images[i], bytes);
        }
        bytes.flip();
        return NativeArrays.over(
                scope, bytes, new Shape(count, shape.size(), shape.size(), shape.channels()), DataType.UINT8);
    }

    /** As {@link #read}, but always of the same shape: what is missing at the end repeats the last image. */
    public NDArray filled(int[] images, int count, NDManager scope) {
        int[] whole = new int[most];
        for (int i = 0; i < most; i++) {
            whole[i] = images[Math.min(i, count - 1)];
        }
        return read(whole, most, scope);
    }
}
