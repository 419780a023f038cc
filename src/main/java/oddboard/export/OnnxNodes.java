package oddboard.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.stream.LongStream;
import oddboard.detector.Graph;
import oddboard.detector.GraphNode;
import oddboard.detector.Operation;
import oddboard.detector.Value;

/** Says each operation of a graph in ONNX's operators. */
final class OnnxNodes {
    static final String SCORE = "score";
    static final String MAP = "anomaly_map";
    private static final String NONE = "";
    private final Graph graph;
    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private int indices;

    OnnxNodes(Graph graph) {
        this.graph = graph;
    }

    GraphProto.Builder graph() {
        return proto;
    }

    void add() {
        graph.nodes().forEach(this::add);
    }

    private String name(Value value) {
        return value.equals(graph.score()) ? SCORE : value.equals(graph.map()) ? MAP : value.name();
    }

    private void add(GraphNode node) {
        String[] inputs = node.inputs().stream().map(this::name).toArray(String[]::new);
        String output = name(node.output());
        switch (node.operation()) {
            case Operation.Unary unary -> unary(unary, inputs, output);
            case Operation.Binary binary -> binary(binary, inputs, output);
            case Operation.MatMul() -> node("MatMul", output, inputs);
            case Operation.Linear() -> node("Gemm", output, inputs).addAttribute(integer("transB", 1));
            case Operation.Conv(long stride, long padding, long groups) ->
                window("Conv", stride, padding, output, inputs).addAttribute(integer("group", groups));
            case Operation.ConvTranspose(long stride, long padding) ->
                window("ConvTranspose", stride, padding, output, inputs);
            case Operation.BatchNorm(float epsilon) ->
                node("BatchNormalization", output, inputs)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("epsilon")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(epsilon));
            case Operation.AveragePool(long kernel, long stride) ->
                node("AveragePool", output, inputs)
                        .addAttribute(integers("kernel_shape", kernel, kernel))
                        .addAttribute(integers("strides", stride, stride));
            case Operation.MaxPool(long kernel, long stride, long padding) ->
                window("MaxPool", stride, padding, output, inputs)
                        .addAttribute(integers("kernel_shape", kernel, kernel));
            case Operation.PadByEdge() ->
                node("Pad", output, inputs[0], index(0, 0, 1, 1, 0, 0, 1, 1)).addAttribute(text("mode", "edge"));
            case Operation.Resize(long size) ->
                node("Resize", output, inputs[0], NONE, NONE, index(size, size))
                        .addAttribute(integers("axes", 2, 3))
                        .addAttribute(text("mode", "linear"))
                        .addAttribute(text("coordinate_transformation_mode", "half_pixel"));
            case Operation.Transpose(List<Integer> axes) ->
                node("Transpose", output, inputs).addAttribute(integers("perm", longs(axes)));
            case Operation.Reshape(List<Long> shape) ->
                node(
                        "Reshape",
                        output,
                        inputs[0],
                        index(shape.stream().mapToLong(Long::longValue).toArray()));
            case Operation.Flatten() -> node("Flatten", output, inputs).addAttribute(integer("axis", 1));
            case Operation.Slice(int axis, long from, long to) ->
                node("Slice", output, inputs[0], index(from), index(to), index(axis));
            case Operation.Concat(int axis) -> node("Concat", output, inputs).addAttribute(integer("axis", axis));
            case Operation.Reduce(Operation.Reduction kind, List<Integer> axes, boolean keep) ->
                node(reduction(kind), output, inputs[0], index(longs(axes)))
                        .addAttribute(integer("keepdims", keep ? 1 : 0));
            case Operation.ArgMin(int axis) -> extreme("ArgMin", axis, 0, output, inputs);
            case Operation.ArgMax(int axis) -> extreme("ArgMax", axis, 1, output, inputs);
            case Operation.Rows() -> node("Gather", output, inputs).addAttribute(integer("axis", 0));
            case Operation.GatherElements(int axis) ->
                node("GatherElements", output, inputs).addAttribute(integer("axis", axis));
            case Operation.Largest(long k) ->
                node("TopK", output, inputs[0], index(k)).addOutput(output + "_indices");
        }
    }

    private void unary(Operation.Unary unary, String[] inputs, String output) {
        switch (unary) {
            case TO_FLOAT -> cast(inputs[0], output);
            case RELU -> node("Relu", output, inputs);
            case TANH -> node("Tanh", output, inputs);
            case ABS -> node("Abs", output, inputs);
            case SQRT -> node("Sqrt", output, inputs);
            case LOG -> node("Log", output, inputs);
            case ATAN -> node("Atan", output, inputs);
            case FLOOR -> node("Floor", output, inputs);
            case EXP -> node("Exp", output, inputs);
            case ERF -> node("Erf", output, inputs);
        }
    }

    private void binary(Operation.Binary binary, String[] inputs, String output) {
        switch (binary) {
            case ADD -> node("Add", output, inputs);
            case SUB -> node("Sub", output, inputs);
            case MUL -> node("Mul", output, inputs);
            case DIV -> node("Div", output, inputs);
            case MIN -> node("Min", output, inputs);
            case MAX -> node("Max", output, inputs);
            case LESS -> {
                node("Less", output + "_bool", inputs);
                cast(output + "_bool", output);
            }
        }
    }

    private static String reduction(Operation.Reduction kind) {
        return switch (kind) {
            case SUM -> "ReduceSum";
            case MEAN -> "ReduceMean";
            case MAX -> "ReduceMax";
        };
    }

    private void cast(String from, String to) {
        node("Cast", to, from).addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber()));
    }

    private NodeProto.Builder window(String type, long stride, long padding, String output, String[] inputs) {
        return node(type, output, inputs)
                .addAttribute(integers("strides", stride, stride))
                .addAttribute(integers("pads", padding, padding, padding, padding));
    }

    private void extreme(String type, int axis, int keep, String output, String[] inputs) {
        node(type, output, inputs).addAttribute(integer("axis", axis)).addAttribute(integer("keepdims", keep));
    }

    private NodeProto.Builder node(String type, String output, String... inputs) {
        return proto.addNodeBuilder()
                .setName(type + "_" + proto.getNodeCount())
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    /** A constant of whole numbers, which some operators take instead of attributes. */
    private String index(long... values) {
        String name = "i" + indices++;
        proto.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length)
                .addAllInt64Data(LongStream.of(values).boxed().toList()));
        return name;
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
                .build();
    }
}
