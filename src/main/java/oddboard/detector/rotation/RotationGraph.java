package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.util.List;
import oddboard.detector.Graph;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Reduce;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import oddboard.detector.part.GraphPass;
import oddboard.detector.part.NativeArrays;

/** The network and its score, described in a graph. */
final class RotationGraph {
    private static final int EDGE = RotationNetwork.CELLS;
    private static final int CELLS = EDGE * EDGE;
    private static final int DEPTH = RotationNetwork.DEPTH;
    private static final int ROTATIONS = RotationNetwork.ROTATIONS;
    private static final double LEAST = 1e-12;
    private final RotationModel model;
    private final GraphBuilder graph;

    RotationGraph(RotationModel model) {
        this.model = model;
        graph = new GraphBuilder(model.shape());
    }

    /** Score [N] and map [N, 16] of one rotation. */
    private record Part(Value score, Value map) {}

    Graph build() {
        Value turned = model.preparation().describe(graph);
        Value features =
                graph.reshape(new GraphPass(graph).run(model.network().trunk(), turned), -1, ROTATIONS, DEPTH, CELLS);
        Turns turns = new Turns(graph, EDGE);
        Part whole = upright(features, 0, turns);
        for (int rotation = 1; rotation < ROTATIONS; rotation++) {
            Part part = upright(features, rotation, turns);
            whole = new Part(graph.add(whole.score(), part.score()), graph.add(whole.map(), part.map()));
        }
        return graph.build(whole.score(), graph.interpolated(whole.map(), model.mapGrid()));
    }

    /** What a rotation adds, with its map [N, 4, 4] turned back. */
    private Part upright(Value features, int rotation, Turns turns) {
        Value own = graph.reshape(graph.slice(features, 1, rotation, rotation + 1), -1, DEPTH, CELLS);
        Part part = model.isNearest() ? nearest(own, rotation) : unlikely(own, rotation);
        Value lies = graph.reshape(part.map(), -1, EDGE, EDGE);
        return new Part(part.score(), turns.of(lies, (ROTATIONS - rotation) % ROTATIONS, 0, 2, 1));
    }

    /** @param own features [N, 128, 16] */
    private Part nearest(Value own, int rotation) {
        Value mean = graph.reduce(Reduction.MEAN, own, 2);
        Value length = atLeast(graph.reshape(graph.norm(mean, 1), -1, 1));
        Value embedded = graph.divide(mean, length);
        Value known = graph.nearest(embedded, bank(rotation));
        Value apart = graph.subtract(embedded, known);
        Value distance = graph.norm(apart, 1);
        Value cells = graph.divide(own, graph.reshape(length, -1, 1, 1));
        Value beyond = graph.subtract(cells, graph.reshape(known, -1, DEPTH, 1));
        Value along = graph.reduce(Reduction.SUM, graph.multiply(beyond, graph.reshape(apart, -1, DEPTH, 1)), 1);
        return new Part(distance, graph.divide(along, atLeast(graph.reshape(distance, -1, 1))));
    }

    private Part unlikely(Value own, int rotation) {
        Value mean = graph.reshape(graph.reduce(Reduction.MEAN, own, 2), -1, DEPTH, 1);
        Value cells = loss(own, rotation);
        return new Part(graph.reshape(loss(mean, rotation), -1), cells);
    }

    /** A quarter of the negative log-probability of a rotation: [N, 128, P] -> [N, P]. */
    private Value loss(Value features, int rotation) {
        Value bias = graph.reshape(constant(model.network().ofHead("bias")), ROTATIONS, 1);
        Value logits = graph.add(graph.matMul(constant(model.network().ofHead("weight")), features), bias);
        Value shifted = graph.subtract(logits, graph.apply(new Reduce(Reduction.MAX, List.of(1), true), logits));
        Value all = graph.apply(Unary.LOG, graph.reduce(Reduction.SUM, graph.apply(Unary.EXP, shifted), 1));
        Value right = graph.reduce(Reduction.SUM, graph.slice(shifted, 1, rotation, rotation + 1), 1);
        return graph.divide(graph.subtract(all, right), graph.number(ROTATIONS));
    }

    private Value atLeast(Value length) {
        return graph.apply(Binary.MAX, length, graph.number(LEAST));
    }

    private Value bank(int rotation) {
        NDArray bank = model.bank();
        long rows = bank.getShape().get(1);
        int bytes = Math.toIntExact(rows * DEPTH * Float.BYTES);
        return graph.constant(
                () -> NativeArrays.bytes(bank).slice(rotation * bytes, bytes).order(ByteOrder.nativeOrder()),
                rows,
                DEPTH);
    }

    private Value constant(NDArray array) {
        return graph.constant(() -> NativeArrays.bytes(array), array.getShape().getShape());
    }
}
