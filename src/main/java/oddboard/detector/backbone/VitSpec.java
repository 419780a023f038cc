package oddboard.detector.backbone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vision transformers of DINOv2 with four registers (arXiv 2309.16588), patches of 14 pixels, trained at 37 x 37 of them, by
 * the names of timm or of their authors.
 *
 * @param width numbers of a token
 */
record VitSpec(int width, boolean timm) {
    static final int PATCH = 14;
    static final int TRAINED = 37;
    static final int BLOCKS = 12;
    static final int REGISTERS = 4;

    int heads() {
        return width / 64;
    }

    String registers() {
        return timm ? "reg_token" : "register_tokens";
    }

    Map<String, List<Long>> tensors() {
        long wide = width;
        Map<String, List<Long>> tensors = new LinkedHashMap<>();
        tensors.put("cls_token", List.of(1L, 1L, wide));
        tensors.put(registers(), List.of(1L, (long) REGISTERS, wide));
        tensors.put("pos_embed", List.of(1L, (long) TRAINED * TRAINED + (timm ? 0 : 1), wide));
        tensors.put("patch_embed.proj.weight", List.of(wide, 3L, (long) PATCH, (long) PATCH));
        tensors.put("patch_embed.proj.bias", List.of(wide));
        for (int i = 0; i < BLOCKS; i++) {
            block("blocks." + i + ".", wide, tensors);
        }
        both("norm", tensors, wide);
        return tensors;
    }

    private static void block(String name, long wide, Map<String, List<Long>> tensors) {
        both(name + "norm1", tensors, wide);
        both(name + "attn.qkv", tensors, 3 * wide, wide);
        both(name + "attn.proj", tensors, wide, wide);
        tensors.put(name + "ls1.gamma", List.of(wide));
        both(name + "norm2", tensors, wide);
        both(name + "mlp.fc1", tensors, 4 * wide, wide);
        both(name + "mlp.fc2", tensors, wide, 4 * wide);
        tensors.put(name + "ls2.gamma", List.of(wide));
    }

    private static void both(String name, Map<String, List<Long>> tensors, Long... shape) {
        tensors.put(name + ".weight", List.of(shape));
        tensors.put(name + ".bias", List.of(shape[0]));
    }
}
