package oddboard.detector;

import java.util.List;

/** An operation on values that stand before it. */
public record GraphNode(Operation operation, List<Value> inputs, Value output) {}
