package oddboard.detector.backbone;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ResNets (arXiv 1512.03385) with the stride in the 3 x 3 convolution, and wide ones (arXiv 1605.07146), by the names that
 * timm and torchvision share. Maps: layers 1 to 3, at a quarter, an eighth and a sixteenth of the edge.
 */
final class ResNetSpec {
    private static final int EXPANSION = 4;

    private ResNetSpec() {}

    /** @param width channels of the 3 x 3 convolutions of the first layer */
    static List<BlockSpec> blocks(List<Integer> depths, boolean bottleneck, int width) {
        List<BlockSpec> blocks = new ArrayList<>();
        ConvSpec stem = new ConvSpec("conv1", "bn1", 64, 3, 7, 2, 1, Activation.RELU);
        blocks.add(new BlockSpec(List.of(stem), null, false, false, true, false));
        int inputs = 64;
        for (int layer = 0; layer < depths.size(); layer++) {
            int middle = width << layer;
            int outputs = bottleneck ? 64 * EXPANSION << layer : middle;
            for (int block = 0; block < depths.get(layer); block++) {
                String name = "layer" + (layer + 1) + "." + block;
                int stride = layer > 0 && block == 0 ? 2 : 1;
                ConvSpec shortcut = stride == 1 && inputs == outputs
                        ? null
                        : new ConvSpec(
                                name + ".downsample.0",
                                name + ".downsample.1",
                                outputs,
                                inputs,
                                1,
                                stride,
                                1,
                                Activation.NONE);
                List<ConvSpec> path = bottleneck
                        ? List.of(
                                conv(name, 1, middle, inputs, 1, 1, Activation.RELU),
                                conv(name, 2, middle, middle, 3, stride, Activation.RELU),
                                conv(name, 3, outputs, middle, 1, 1, Activation.NONE))
                        : List.of(
                                conv(name, 1, middle, inputs, 3, stride, Activation.RELU),
                                conv(name, 2, outputs, middle, 3, 1, Activation.NONE));
                blocks.add(residual(path, shortcut, layer < 3 && block == depths.get(layer) - 1));
                inputs = outputs;
            }
        }
        return List.copyOf(blocks);
    }

    private static BlockSpec residual(List<ConvSpec> path, @Nullable ConvSpec shortcut, boolean isMap) {
        return new BlockSpec(path, shortcut, true, true, false, isMap);
    }

    private static ConvSpec conv(
            String block, int number, int outputs, int inputs, int kernel, int stride, Activation activation) {
        return new ConvSpec(
                block + ".conv" + number, block + ".bn" + number, outputs, inputs, kernel, stride, 1, activation);
    }
}
