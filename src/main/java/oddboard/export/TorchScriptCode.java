package oddboard.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.detector.Constant;
import oddboard.detector.Graph;
import oddboard.detector.GraphNode;
import oddboard.detector.Operation;
import oddboard.detector.Value;

/** Says a graph as the text of a TorchScript class, whose method {@code forward} gives score and map. */
final class TorchScriptCode {
    static final String CLASS = "Model";
    private static final int FLOAT32 = 6;
    private final Graph graph;

    private TorchScriptCode(Graph graph) {
        this.graph = graph;
    }

    static String of(Graph graph) {
        return new TorchScriptCode(graph).text();
    }

    private String text() {
        StringBuilder text =
                new StringBuilder("class " + CLASS + "(Module):\n  __parameters__ = []\n  __buffers__ = [");
        // Buffers, so that they follow the module to another device.
        graph.constants()
                .forEach(constant -> text.append('"').append(name(constant)).append("\", "));
        text.append("]\n  training : bool\n");
        graph.constants()
                .forEach(constant -> text.append("  ").append(name(constant)).append(" : Tensor\n"));
        text.append("  def forward(self: __torch__." + CLASS + ",\n    ")
                .append(Graph.IMAGE.name())
                .append(": Tensor) -> Tuple[Tensor, Tensor]:\n");
        graph.nodes()
                .forEach(node -> text.append("    ").append(statement(node)).append('\n'));
        text.append("    return (%s, %s)\n"
                .formatted(graph.score().name(), graph.map().name()));
        return text.toString();
    }

    private static String name(Constant constant) {
        return constant.value().name();
    }

    private String reference(Value value) {
        boolean constant =
                graph.constants().stream().anyMatch(one -> one.value().equals(value));
        return constant ? "self." + value.name() : value.name();
    }

    private String statement(GraphNode node) {
        List<String> in = node.inputs().stream().map(this::reference).toList();
        String out = node.output().name();
        if (node.operation() instanceof Operation.Largest(long k)) {
            return "%s, %s_indices = torch.topk(%s, %d, -1)".formatted(out, out, in.getFirst(), k);
        }
        return out + " = " + expression(node.operation(), in);
    }

    private static String expression(Operation operation, List<String> in) {
        String x = in.getFirst();
        return switch (operation) {
            case Operation.Unary unary -> unary(unary, x);
            case Operation.Binary binary -> binary(binary, in);
            case Operation.MatMul() -> call("matmul", in);
            case Operation.Linear() -> call("linear", in);
            case Operation.Conv(long stride, long padding, long groups) ->
                call(
                        "conv2d",
                        with(
                                in.size() == 2 ? with(in, "None") : in,
                                twice(stride),
                                twice(padding),
                                twice(1),
                                String.valueOf(groups)));
            case Operation.ConvTranspose(long stride, long padding) ->
                call("conv_transpose2d", with(in, twice(stride), twice(padding)));
            case Operation.BatchNorm(float epsilon) ->
                call("batch_norm", with(in, "False", "0.1", String.valueOf((double) epsilon), "False"));
            case Operation.AveragePool(long kernel, long stride) ->
                call("avg_pool2d", with(in, twice(kernel), twice(stride)));
            case Operation.MaxPool(long kernel, long stride, long padding) ->
                call("max_pool2d", with(in, twice(kernel), twice(stride), twice(padding)));
            case Operation.PadByEdge() -> call("replication_pad2d", with(in, "[1, 1, 1, 1]"));
            case Operation.Resize(long size) -> call("upsample_bilinear2d", with(in, twice(size), "False", "None"));
            case Operation.Transpose(List<Integer> axes) -> call("permute", with(in, axes.toString()));
            case Operation.Reshape(List<Long> shape) -> call("reshape", with(in, shape.toString()));
            case Operation.Flatten() -> call("flatten", with(in, "1"));
            case Operation.Slice(int axis, long from, long to) ->
                call("slice", with(in, String.valueOf(axis), String.valueOf(from), String.valueOf(to)));
            case Operation.Concat(int axis) -> call("cat", List.of(in.toString(), String.valueOf(axis)));
            case Operation.Reduce(Operation.Reduction kind, List<Integer> axes, boolean keep) ->
                call(reduction(kind), with(in, axes.toString(), keep ? "True" : "False"));
            case Operation.ArgMin(int axis) -> call("argmin", with(in, String.valueOf(axis), "False"));
            case Operation.ArgMax(int axis) -> call("argmax", with(in, String.valueOf(axis), "True"));
            case Operation.Rows() -> call("index_select", List.of(x, "0", in.get(1)));
            case Operation.GatherElements(int axis) -> call("gather", List.of(x, String.valueOf(axis), in.get(1)));
            case Operation.Largest ignored -> throw new IllegalStateException("a statement of its own");
        };
    }

    private static String unary(Operation.Unary unary, String x) {
        return switch (unary) {
            case TO_FLOAT -> "torch.to(" + x + ", " + FLOAT32 + ")";
            case RELU -> "torch.relu(" + x + ")";
            case TANH -> "torch.tanh(" + x + ")";
            case ABS -> "torch.abs(" + x + ")";
            case SQRT -> "torch.sqrt(" + x + ")";
            case LOG -> "torch.log(" + x + ")";
            case ATAN -> "torch.atan(" + x + ")";
            case FLOOR -> "torch.floor(" + x + ")";
            case EXP -> "torch.exp(" + x + ")";
            case ERF -> "torch.erf(" + x + ")";
        };
    }

    private static String binary(Operation.Binary binary, List<String> in) {
        return switch (binary) {
            case ADD -> call("add", in);
            case SUB -> call("sub", in);
            case MUL -> call("mul", in);
            case DIV -> call("div", in);
            case MIN -> call("minimum", in);
            case MAX -> call("maximum", in);
            case LESS -> "torch.to(" + call("lt", in) + ", " + FLOAT32 + ")";
        };
    }

    private static String reduction(Operation.Reduction kind) {
        return switch (kind) {
            case SUM -> "sum";
            case MEAN -> "mean";
            case MAX -> "amax";
        };
    }

    private static String call(String function, List<String> arguments) {
        return "torch." + function + arguments.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<String> with(List<String> in, String... more) {
        return Stream.concat(in.stream(), Stream.of(more)).toList();
    }

    private static String twice(long value) {
        return "[" + value + ", " + value + "]";
    }
}
