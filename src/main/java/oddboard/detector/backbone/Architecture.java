package oddboard.detector.backbone;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Networks whose weights can be brought, by the names in which files have them. */
enum Architecture {
    RESNET18("ResNet-18", "timm, torchvision", ResNetSpec.blocks(List.of(2, 2, 2, 2), false, 64), null),
    RESNET34("ResNet-34", "timm, torchvision", ResNetSpec.blocks(List.of(3, 4, 6, 3), false, 64), null),
    RESNET50("ResNet-50", "timm, torchvision", ResNetSpec.blocks(List.of(3, 4, 6, 3), true, 64), null),
    WIDE_RESNET50("WideResNet-50-2", "timm, torchvision", ResNetSpec.blocks(List.of(3, 4, 6, 3), true, 128), null),
    MOBILENET_TIMM("MobileNetV2", "timm", MobileNetSpec.blocks(true), null),
    MOBILENET_TORCHVISION("MobileNetV2", "torchvision", MobileNetSpec.blocks(false), null),
    DINO_SMALL_TIMM("DINOv2 ViT-S/14 with registers", "timm", List.of(), new VitSpec(384, true)),
    DINO_SMALL("DINOv2 ViT-S/14 with registers", "the authors", List.of(), new VitSpec(384, false)),
    DINO_BASE_TIMM("DINOv2 ViT-B/14 with registers", "timm", List.of(), new VitSpec(768, true)),
    DINO_BASE("DINOv2 ViT-B/14 with registers", "the authors", List.of(), new VitSpec(768, false));

    private final String title;
    private final String naming;
    private final List<BlockSpec> blocks;
    private final @Nullable VitSpec transformer;

    Architecture(String title, String naming, List<BlockSpec> blocks, @Nullable VitSpec transformer) {
        this.title = title;
        this.naming = naming;
        this.blocks = blocks;
        this.transformer = transformer;
    }

    String title() {
        return title;
    }

    /** Whose names for the tensors. */
    String naming() {
        return naming;
    }

    List<BlockSpec> blocks() {
        return blocks;
    }

    boolean isTransformer() {
        return transformer != null;
    }

    /** Names and shapes of all that a file must have. */
    Map<String, List<Long>> tensors() {
        if (transformer != null) {
            return transformer.tensors();
        }
        Map<String, List<Long>> tensors = new LinkedHashMap<>();
        blocks.stream().flatMap(BlockSpec::convolutions).forEach(conv -> tensors.putAll(conv.tensors()));
        return tensors;
    }

    /** Whether a file may have this tensor besides: counters of training, classifiers, a token for training. */
    boolean ignores(String tensor) {
        return tensor.endsWith(".num_batches_tracked")
                || tensor.matches("(fc|head|classifier)(\\.[0-9])?\\.(weight|bias)")
                || transformer != null && tensor.equals("mask_token");
    }

    /** Edge of the input is a multiple of this. */
    int multiple() {
        return transformer == null ? 16 : VitSpec.PATCH;
    }

    /**
     * @param edge of the input
     * @param first number of the finer of both maps of a convolutional network
     */
    FrozenNetwork open(KnownFile file, NDManager manager, int edge, int first) {
        return transformer == null
                ? new NeighboringMaps(new ConvNet(blocks, file, manager, first + 1), first)
                : new VisionTransformer(transformer, file, manager, edge / VitSpec.PATCH);
    }
}
