package oddboard.detector.part;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;

/** The layers that the detectors are made of, by short names. */
public final class Layers {
    static final float EPSILON = 1e-5f;
    static final String FLATTEN = "flatten";

    private Layers() {}

    public static Block linear(long units) {
        return Linear.builder().setUnits(units).build();
    }

    public static Block conv(int filters, int kernel, int stride, int padding) {
        return conv(filters, kernel, stride, padding, true);
    }

    public static Block conv(int filters, int kernel, int stride, int padding, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(bias)
                .build();
    }

    /** Halves height and width. */
    public static Block down(int filters) {
        return conv(filters, 4, 2, 1);
    }

    /** Doubles height and width. */
    public static Block up(int filters) {
        return new ConvTranspose(filters, 4, 2, 1);
    }

    /** Over the batch, per channel; eps 1e-5, running statistics follow by a tenth a batch. */
    public static Block batchNorm() {
        return BatchNorm.builder().optEpsilon(EPSILON).optMomentum(0.9f).build();
    }

    public static Block relu() {
        return Activation.reluBlock();
    }

    public static Block tanh() {
        return Activation.tanhBlock();
    }

    public static Block dropout(float rate) {
        return Dropout.builder().optRate(rate).build();
    }

    /** [N, ...] -> [N, elements]. */
    public static Block flatten() {
        return new LambdaBlock(
                list -> new NDList(
                        list.head().reshape(new Shape(list.head().getShape().get(0), -1))),
                FLATTEN);
    }

    /** [N, elements] -> [N, channels, size, size]. */
    public static Block image(long channels, long size) {
        return new ImageReshape(channels, size);
    }

    /** A vector as an image. */
    static final class ImageReshape extends LambdaBlock {
        final long channels;
        final long size;

        private ImageReshape(long channels, long size) {
            super(list -> new NDList(list.head().reshape(new Shape(-1, channels, size, size))));
            this.channels = channels;
            this.size = size;
        }
    }
}
