package oddboard.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import oddboard.detector.Constant;
import oddboard.detector.Graph;

/** Writes a graph as an ONNX model. */
final class OnnxWriter {
    /** Version of the operators' definitions; runtimes of 2023 and later have it. */
    static final int OPSET = 18;

    private static final int IR_VERSION = 8;
    /** A file is one message of at most 2 GiB; the nodes take some of that. */
    private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (1L << 24);

    private static final String BATCH = "N";

    private OnnxWriter() {}

    /**
     * @param properties are written into the model's metadata
     * @throws ExportException where the weights are larger than such a file may be
     */
    static void write(Graph graph, Map<String, String> properties, String software, OutputStream to)
            throws IOException {
        if (graph.bytes() > MAX_WEIGHT_BYTES) {
            throw new ExportException("The model's weights take " + (graph.bytes() >> 20)
                    + " MB, and an ONNX file holds at most 2,000; train with smaller \"widths\" or smaller images.");
        }
        model(graph, properties, software).writeTo(to);
    }

    private static ModelProto model(Graph graph, Map<String, String> properties, String software) {
        long size = graph.shape().size();
        OnnxNodes nodes = new OnnxNodes(graph);
        nodes.add();
        var content = nodes.graph()
                .setName("anomaly-detection")
                .addInput(tensor(Graph.IMAGE.name(), TensorProto.DataType.UINT8, List.of(size, size, (long)
                        graph.shape().channels())))
                .addOutput(tensor(OnnxNodes.SCORE, TensorProto.DataType.FLOAT, List.of()))
                .addOutput(tensor(OnnxNodes.MAP, TensorProto.DataType.FLOAT, List.of(size, size)));
        for (Constant constant : graph.constants()) {
            content.addInitializer(TensorProto.newBuilder()
                    .setName(constant.value().name())
                    .setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .addAllDims(constant.shape())
                    // A view, for weights may be larger than the heap.
                    .setRawData(UnsafeByteOperations.unsafeWrap(constant.data().get())));
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("Oddboard")
                .setProducerVersion(software)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(content);
        properties.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** [N, sizes] */
    private static ValueInfoProto tensor(String name, TensorProto.DataType type, List<Long> sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        sizes.forEach(
                size -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
