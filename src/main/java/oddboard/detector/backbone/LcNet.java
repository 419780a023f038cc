package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;

/** The first layers of PP-LCNet as PP-OCRv4 trained them to find text; frozen. Safe for several threads. */
final class LcNet implements MapNetwork {
    /** Names in the file of the maps at a quarter, an eighth and a sixteenth of the edge; 48, 96 and 192 channels. */
    private static final List<String> MAPS = List.of("p2o.Add.43", "p2o.Add.71", "p2o.Add.147");

    private final List<Frozen> layers = new ArrayList<>();

    private record Frozen(Layer layer, boolean isMap, NDArray weight, NDArray bias) {}

    /** @param last number of the last map that is wanted, from 0 */
    LcNet(NDManager manager, int last) {
        for (Map.Entry<String, Layer> named : LcNetFile.layers(MAPS.get(last)).entrySet()) {
            Layer layer = named.getValue();
            layers.add(new Frozen(
                    layer,
                    MAPS.contains(named.getKey()),
                    NativeArrays.of(manager, new Shape(layer.shape()), layer.weight()),
                    NativeArrays.of(manager, new Shape(layer.bias().length), layer.bias())));
        }
    }

    @Override
    public int channels(int map) {
        return 48 << map;
    }

    @Override
    public long parameters() {
        return layers.stream()
                .mapToLong(l -> l.weight().size() + l.bias().size())
                .sum();
    }

    @Override
    public List<NDArray> maps(NDArray x, NDManager scope) {
        List<NDArray> maps = new ArrayList<>();
        NDArray y = x;
        for (Frozen frozen : layers) {
            Layer layer = frozen.layer();
            y = layer.activated()
                    ? BackboneOps.one(
                            "activated",
                            scope,
                            y,
                            frozen.weight(),
                            frozen.bias(),
                            layer.stride(),
                            layer.groups(),
                            (double) layer.scale(),
                            (double) layer.shift())
                    : BackboneOps.one("conv", scope, y, frozen.weight(), frozen.bias(), layer.stride(), layer.groups());
            if (frozen.isMap()) {
                maps.add(y);
            }
        }
        return maps;
    }

    @Override
    public List<Value> describe(GraphBuilder graph, Value x) {
        List<Value> maps = new ArrayList<>();
        Value y = x;
        for (Frozen frozen : layers) {
            Layer layer = frozen.layer();
            long[] shape = layer.shape();
            y = graph.apply(
                    new Operation.Conv(layer.stride(), shape[2] / 2, layer.groups()),
                    y,
                    graph.constant(layer.weight(), shape),
                    graph.constant(layer.bias(), shape[0]));
            if (layer.activated()) {
                Value gate = graph.apply(
                        Binary.MIN, graph.apply(Unary.RELU, graph.add(y, graph.number(3))), graph.number(6));
                Value swish = graph.divide(graph.multiply(y, gate), graph.number(6));
                y = graph.add(graph.multiply(swish, graph.number(layer.scale())), graph.number(layer.shift()));
            }
            if (frozen.isMap()) {
                maps.add(y);
            }
        }
        return maps;
    }
}
