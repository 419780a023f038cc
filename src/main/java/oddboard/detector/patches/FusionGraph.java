package oddboard.detector.patches;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.detector.Graph;
import oddboard.detector.GraphBuilder;
import oddboard.detector.MapGrid;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Value;

/** What {@link Fusion} makes of the heads, described in a graph. */
final class FusionGraph {
    private static final float[] SMOOTHING = {1, 2, 1, 2, 4, 2, 1, 2, 1};
    private final Plan plan;
    private final List<Calibration> calibrations;
    private final GraphBuilder graph;

    FusionGraph(Plan plan, List<Calibration> calibrations, GraphBuilder graph) {
        this.plan = plan;
        this.calibrations = calibrations;
        this.graph = graph;
    }

    Graph build() {
        PatchGraph operations = new PatchGraph(graph);
        Map<Features, Value> computed = new HashMap<>();
        List<Value> scores = new ArrayList<>();
        List<Value> maps = new ArrayList<>();
        for (int h = 0; h < plan.heads().size(); h++) {
            Head head = plan.heads().get(h);
            Value x = computed.computeIfAbsent(head.features(), features -> features.describe(operations));
            Head.Described described = head.describe(operations, x);
            scores.add(weighed(described.score(), h));
            if (plan.isMapped(head)) {
                Value smooth = smooth(described.map());
                maps.add(plan.combined() ? calibrations.get(h).describe(graph, smooth) : smooth);
            }
        }
        Value map = graph.reshape(mean(maps), -1, grid().edge(), grid().edge());
        return graph.build(fused(scores), graph.interpolated(map, grid()));
    }

    private Value weighed(Value score, int head) {
        if (!plan.combined()) {
            return score;
        }
        Value standardized = calibrations.get(head).describe(graph, score);
        return plan.weighted()
                ? graph.multiply(
                        standardized, graph.number(plan.heads().get(head).weight()))
                : standardized;
    }

    private Value fused(List<Value> scores) {
        if (scores.size() == 1) {
            return scores.getFirst();
        }
        Value all = graph.concat(
                1, scores.stream().map(score -> graph.reshape(score, -1, 1)).toArray(Value[]::new));
        return graph.reduce(Reduction.MEAN, graph.apply(new Operation.Largest(plan.agreeing()), all), 1);
    }

    private Value mean(List<Value> maps) {
        Value sum = maps.getFirst();
        for (Value map : maps.subList(1, maps.size())) {
            sum = graph.add(sum, map);
        }
        return maps.size() == 1 ? sum : graph.divide(sum, graph.number(maps.size()));
    }

    /** [N, P] -> [N, 1, e, e] */
    private Value smooth(Value map) {
        long edge = grid().edge();
        Value padded = graph.apply(new Operation.PadByEdge(), graph.reshape(map, -1, 1, edge, edge));
        Value sums = graph.apply(new Operation.Conv(1, 0), padded, graph.constant(SMOOTHING, 1, 1, 3, 3));
        return graph.divide(sums, graph.number(16));
    }

    private MapGrid grid() {
        return plan.heads().getFirst().grid();
    }
}
