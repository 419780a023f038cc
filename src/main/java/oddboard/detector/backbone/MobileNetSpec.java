package oddboard.detector.backbone;

import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV2 (arXiv 1801.04381) of width 1 by the names of timm or of torchvision. Maps: the last blocks of 24, 32 and 96
 * channels, at a quarter, an eighth and a sixteenth of the edge.
 */
final class MobileNetSpec {
    /** Expansion, channels, blocks and stride of each stage. */
    private static final int[][] STAGES = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    private final boolean timm;
    private final List<BlockSpec> blocks = new ArrayList<>();

    private MobileNetSpec(boolean timm) {
        this.timm = timm;
    }

    static List<BlockSpec> blocks(boolean timm) {
        return new MobileNetSpec(timm).build();
    }

    private List<BlockSpec> build() {
        single(timm ? "conv_stem" : "features.0.0", timm ? "bn1" : "features.0.1", 32, 3, 3, 2);
        int inputs = 32;
        for (int stage = 0; stage < STAGES.length; stage++) {
            int[] is = STAGES[stage];
            for (int block = 0; block < is[2]; block++) {
                boolean isMap = block == is[2] - 1 && (stage == 1 || stage == 2 || stage == 4);
                int stride = block == 0 ? is[3] : 1;
                blocks.add(new BlockSpec(
                        path(stage, block, is[0], inputs, is[1], stride),
                        null,
                        stride == 1 && inputs == is[1],
                        false,
                        false,
                        isMap));
                inputs = is[1];
            }
        }
        single(timm ? "conv_head" : "features.18.0", timm ? "bn2" : "features.18.1", 1280, 320, 1, 1);
        return List.copyOf(blocks);
    }

    private void single(String conv, String norm, int outputs, int inputs, int kernel, int stride) {
        ConvSpec spec = new ConvSpec(conv, norm, outputs, inputs, kernel, stride, 1, Activation.RELU6);
        blocks.add(new BlockSpec(List.of(spec), null, false, false, false, false));
    }

    private List<ConvSpec> path(int stage, int block, int expansion, int inputs, int outputs, int stride) {
        String name = timm ? "blocks." + stage + "." + block : "features." + blocks.size() + ".conv";
        int middle = inputs * expansion;
        List<ConvSpec> path = new ArrayList<>();
        if (expansion > 1) {
            path.add(new ConvSpec(
                    name + (timm ? ".conv_pw" : ".0.0"),
                    name + (timm ? ".bn1" : ".0.1"),
                    middle,
                    inputs,
                    1,
                    1,
                    1,
                    Activation.RELU6));
        }
        int second = path.size();
        path.add(new ConvSpec(
                name + (timm ? ".conv_dw" : "." + second + ".0"),
                name + (timm ? ".bn" + (second + 1) : "." + second + ".1"),
                middle,
                1,
                3,
                stride,
                middle,
                Activation.RELU6));
        path.add(new ConvSpec(
                name + (timm ? expansion > 1 ? ".conv_pwl" : ".conv_pw" : "." + (second + 1)),
                name + (timm ? ".bn" + (second + 2) : "." + (second + 2)),
                outputs,
                middle,
                1,
                1,
                1,
                Activation.NONE));
        return path;
    }
}
