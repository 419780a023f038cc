package oddboard.detector.graph;

/** A tensor in a graph: an input, a constant or what a node gives. */
public record Value(String name) {}
