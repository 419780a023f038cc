package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/**
 * Whole images for the CPU, sorted by channel where the network wants it so, and scaled straight into the memory that the
 * network reads. The engine's own way takes three passes, one of them with strides, on cores that the network could use.
 */
final class ScaledInJava implements Batches.Slot {
    private static final float[] SCALED = new float[256];
    private final ImageSource source;
    private final NDManager manager;
    private final ByteBuffer read;
    private final boolean channelsLast;
    private final float[] image;
    private final ByteBuffer memory;

    static {
        for (int i = 0; i < SCALED.length; i++) {
            SCALED[i] = i * (float) (2. / 255) - 1;
        }
    }

    ScaledInJava(ImageSource source, NDManager manager, int most, boolean channelsLast) {
        this.channelsLast = channelsLast;
        this.source = source;
        this.manager = manager;
        read = ByteBuffer.allocate(source.shape().elements());
        image = new float[source.shape().elements()];
        memory = NativeArrays.direct(4L * most * source.shape().elements());
    }

    @Override
    public NDArray fill(int[] images) {
        ImageShape shape = source.shape();
        int channels = shape.channels();
        byte[] bytes = read.array();
        for (int i = 0; i < images.length; i++) {
            source.read(images[i], read.clear());
            if (channelsLast || channels == 1) {
                scale(bytes);
            } else {
                scaleAndSort(bytes, shape.size() * shape.size());
            }
            memory.asFloatBuffer().put(i * image.length, image);
        }
        if (channelsLast) {
            try (NDArray stored = array(images.length, shape.size(), shape.size(), channels)) {
                return stored.transpose(0, 3, 1, 2);
            }
        }
        return array(images.length, channels, shape.size(), shape.size());
    }

    private void scale(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            image[i] = SCALED[bytes[i] & 0xff];
        }
    }

    private void scaleAndSort(byte[] rgb, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = 3 * pixel;
            image[pixel] = SCALED[rgb[from] & 0xff];
            image[pixels + pixel] = SCALED[rgb[from + 1] & 0xff];
            image[2 * pixels + pixel] = SCALED[rgb[from + 2] & 0xff];
        }
    }

    private NDArray array(long... shape) {
        return NativeArrays.over(manager, memory, new Shape(shape), DataType.FLOAT32);
    }
}
