package oddboard.detector;

/** A tensor in a graph: an input, a constant or what a node gives. */
public record Value(String name) {}
