package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import org.jspecify.annotations.Nullable;

/** A convolutional network of known blocks with the weights of a file. Safe for several threads. */
final class ConvNet implements MapNetwork {
    private final List<Block> blocks = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();

    private record Block(
            BlockSpec spec, List<FrozenConv> path, @Nullable FrozenConv shortcut) {}

    /** @param last number of the last map that is wanted, from 0 */
    ConvNet(List<BlockSpec> specs, KnownFile file, NDManager manager, int last) {
        for (BlockSpec spec : specs) {
            ConvSpec shortcut = spec.shortcut();
            blocks.add(new Block(
                    spec,
                    spec.path().stream()
                            .map(conv -> FrozenConv.of(conv, file, manager))
                            .toList(),
                    shortcut == null ? null : FrozenConv.of(shortcut, file, manager)));
            if (spec.isMap()) {
                channels.add(spec.path().getLast().outputs());
            }
            if (channels.size() > last) {
                return;
            }
        }
        throw new IllegalArgumentException("no map " + last);
    }

    @Override
    public int channels(int map) {
        return channels.get(map);
    }

    @Override
    public long parameters() {
        return blocks.stream()
                .flatMap(block -> Stream.concat(block.path.stream(), Stream.ofNullable(block.shortcut)))
                .mapToLong(FrozenConv::parameters)
                .sum();
    }

    @Override
    public List<NDArray> maps(NDArray x, NDManager scope) {
        List<NDArray> maps = new ArrayList<>();
        NDArray y = x;
        for (Block block : blocks) {
            y = of(block, y, scope);
            if (block.spec.isMap()) {
                maps.add(y);
            }
        }
        return maps;
    }

    private static NDArray of(Block block, NDArray x, NDManager scope) {
        NDArray y = x;
        for (FrozenConv conv : block.path) {
            y = conv.of(y, scope);
        }
        if (block.spec.adds()) {
            NDArray beside = block.shortcut == null ? x : block.shortcut.of(x, scope);
            y = BackboneOps.one(block.spec.relu() ? "relu_sum" : "sum", scope, y, beside);
        }
        return block.spec.pools() ? BackboneOps.one("max_pooled", scope, y) : y;
    }

    @Override
    public List<Value> describe(GraphBuilder graph, Value x) {
        List<Value> maps = new ArrayList<>();
        Value y = x;
        for (Block block : blocks) {
            y = describe(block, graph, y);
            if (block.spec.isMap()) {
                maps.add(y);
            }
        }
        return maps;
    }

    private static Value describe(Block block, GraphBuilder graph, Value x) {
        Value y = x;
        for (FrozenConv conv : block.path) {
            y = conv.describe(graph, y);
        }
        if (block.spec.adds()) {
            y = graph.add(y, block.shortcut == null ? x : block.shortcut.describe(graph, x));
            y = block.spec.relu() ? graph.apply(Unary.RELU, y) : y;
        }
        return block.spec.pools() ? graph.apply(new Operation.MaxPool(3, 2, 1), y) : y;
    }
}
