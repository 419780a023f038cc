package oddboard.detector.rotation;

import oddboard.detector.GraphBuilder;
import oddboard.detector.Value;

/** Quarter turns against the clock of square maps [..., e, e], described in a graph. */
final class Turns {
    private final GraphBuilder graph;
    private final Value mirror;

    Turns(GraphBuilder graph, int edge) {
        this.graph = graph;
        float[] ones = new float[edge * edge];
        for (int i = 0; i < edge; i++) {
            ones[i * edge + edge - 1 - i] = 1;
        }
        mirror = graph.constant(ones, edge, edge);
    }

    /** @param swapped the map's axes with the last two exchanged */
    Value of(Value map, int quarters, Integer... swapped) {
        return switch (quarters) {
            case 0 -> map;
            case 1 -> graph.matMul(mirror, graph.transpose(map, swapped));
            case 2 -> graph.matMul(graph.matMul(mirror, map), mirror);
            case 3 -> graph.matMul(graph.transpose(map, swapped), mirror);
            default -> throw new IllegalArgumentException(quarters + " quarters");
        };
    }
}
