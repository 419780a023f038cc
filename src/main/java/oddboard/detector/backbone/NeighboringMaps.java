package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Value;

/**
 * Two neighboring maps as cells on the grid of the coarser one, as PaDiM (arXiv 2011.08785) joins them.
 *
 * @param first number of the finer of both maps, from 0
 */
record NeighboringMaps(MapNetwork network, int first) implements FrozenNetwork {
    @Override
    public int stride() {
        return 8 << first;
    }

    @Override
    public int depth() {
        return network.channels(first) + network.channels(first + 1);
    }

    @Override
    public long parameters() {
        return network.parameters();
    }

    @Override
    public NDArray cells(NDArray x, NDManager scope) {
        List<NDArray> maps = network.maps(x, scope);
        return BackboneOps.one("cells", scope, maps.get(first), maps.get(first + 1));
    }

    @Override
    public Value describe(GraphBuilder graph, Value x, int cells) {
        List<Value> maps = network.describe(graph, x);
        Operation beside = new Operation.AveragePool(3, 1);
        Value fine = graph.apply(beside, graph.apply(new Operation.PadByEdge(), maps.get(first)));
        Value coarse = graph.apply(beside, graph.apply(new Operation.PadByEdge(), maps.get(first + 1)));
        Value both = graph.concat(1, graph.apply(new Operation.AveragePool(2, 2), fine), coarse);
        return graph.transpose(graph.reshape(both, -1, depth(), cells), 0, 2, 1);
    }
}
