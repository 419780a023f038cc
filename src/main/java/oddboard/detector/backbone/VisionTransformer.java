package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;

/** A vision transformer of DINOv2; its cells are the patch tokens of the last block after the last normalization. */
final class VisionTransformer implements FrozenNetwork {
    private static final List<String> PARTS = List.of(
            "norm1.weight",
            "norm1.bias",
            "attn.qkv.weight",
            "attn.qkv.bias",
            "attn.proj.weight",
            "attn.proj.bias",
            "ls1.gamma",
            "norm2.weight",
            "norm2.bias",
            "mlp.fc1.weight",
            "mlp.fc1.bias",
            "mlp.fc2.weight",
            "mlp.fc2.bias",
            "ls2.gamma");

    private final VitSpec spec;
    private final NDArray patchWeight;
    private final NDArray patchBias;
    /** Class token, then registers: [5, width]. */
    private final NDArray tokens;
    /** [across^2, width] */
    private final NDArray positions;

    private final List<NDArray[]> blocks = new ArrayList<>();
    private final NDArray normWeight;
    private final NDArray normBias;

    /** @param across patches in a row of the input */
    VisionTransformer(VitSpec spec, KnownFile file, NDManager manager, int across) {
        this.spec = spec;
        patchWeight = array("patch_embed.proj.weight", file, manager);
        patchBias = array("patch_embed.proj.bias", file, manager);
        int wide = spec.width();
        float[] position = file.floats("pos_embed");
        float[] token = file.floats("cls_token");
        float[] registers = file.floats(spec.registers());
        float[] grid = position;
        if (!spec.timm()) {
            // Their first position is the class token's; registers have none.
            for (int c = 0; c < wide; c++) {
                token[c] += position[c];
            }
            grid = Arrays.copyOfRange(position, wide, position.length);
        }
        float[] all = Arrays.copyOf(token, wide + registers.length);
        System.arraycopy(registers, 0, all, wide, registers.length);
        tokens = NativeArrays.of(manager, new Shape(1 + VitSpec.REGISTERS, wide), all);
        positions = NativeArrays.of(
                manager,
                new Shape((long) across * across, wide),
                PositionGrid.resized(grid, VitSpec.TRAINED, across, wide));
        for (int i = 0; i < VitSpec.BLOCKS; i++) {
            String name = "blocks." + i + ".";
            blocks.add(PARTS.stream()
                    .map(part -> array(name + part, file, manager))
                    .toArray(NDArray[]::new));
        }
        normWeight = array("norm.weight", file, manager);
        normBias = array("norm.bias", file, manager);
    }

    private static NDArray array(String name, KnownFile file, NDManager manager) {
        return NativeArrays.of(manager, new Shape(file.shape(name)), file.floats(name));
    }

    @Override
    public int stride() {
        return VitSpec.PATCH;
    }

    @Override
    public int depth() {
        return spec.width();
    }

    @Override
    public long parameters() {
        Stream<NDArray> others = Stream.of(patchWeight, patchBias, tokens, positions, normWeight, normBias);
        return Stream.concat(blocks.stream().flatMap(Arrays::stream), others)
                .mapToLong(NDArray::size)
                .sum();
    }

    @Override
    public NDArray cells(NDArray x, NDManager scope) {
        NDArray t = block(x, VitSpec.BLOCKS, scope);
        return BackboneOps.one("patch_tokens", scope, t, normWeight, normBias, 1 + VitSpec.REGISTERS);
    }

    /** Tokens [N, 5 + cells, width] after so many blocks. */
    NDArray block(NDArray x, int count, NDManager scope) {
        NDArray t = BackboneOps.one("tokens", scope, x, patchWeight, patchBias, tokens, positions);
        for (NDArray[] block : blocks.subList(0, count)) {
            Object[] arguments = new Object[block.length + 2];
            arguments[0] = t;
            arguments[1] = spec.heads();
            System.arraycopy(block, 0, arguments, 2, block.length);
            NDArray next = BackboneOps.one("block", scope, arguments);
            t.close();
            t = next;
        }
        return t;
    }

    @Override
    public Value describe(GraphBuilder graph, Value x, int cells) {
        int wide = spec.width();
        TransformerGraph parts = new TransformerGraph(graph, wide, spec.heads(), cells + 1 + VitSpec.REGISTERS);
        Value patches = graph.apply(
                new Operation.Conv(VitSpec.PATCH, 0),
                x,
                FrozenConv.constant(graph, patchWeight),
                FrozenConv.constant(graph, patchBias));
        Value rows = graph.transpose(graph.reshape(patches, -1, wide, cells), 0, 2, 1);
        Value placed = graph.add(rows, FrozenConv.constant(graph, positions));
        // As many copies of the tokens as there are images.
        Value none = graph.multiply(graph.slice(placed, 1, 0, 1), graph.number(0));
        Value t = graph.concat(1, graph.add(none, FrozenConv.constant(graph, tokens)), placed);
        for (NDArray[] block : blocks) {
            Map<String, Value> weights = new HashMap<>();
            for (int i = 0; i < block.length; i++) {
                weights.put(PARTS.get(i), FrozenConv.constant(graph, block[i]));
            }
            t = parts.block(t, name -> Objects.requireNonNull(weights.get(name), name));
        }
        Value own = graph.slice(t, 1, 1 + VitSpec.REGISTERS, cells + 1 + VitSpec.REGISTERS);
        return parts.normalized(own, FrozenConv.constant(graph, normWeight), FrozenConv.constant(graph, normBias));
    }
}
