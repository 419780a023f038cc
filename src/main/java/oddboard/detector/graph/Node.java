package oddboard.detector.graph;

import java.util.List;

/** An operation on values that stand before it. */
public record Node(Operation operation, List<Value> inputs, Value output) {}
