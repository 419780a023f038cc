package oddboard.detector.backbone;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads the first layers of the network with which PP-OCRv4 finds text (PP-LCNet, arXiv 2109.15099, with learned factors in its
 * blocks) from an ONNX file that a library brings. Each convolution and what follows it before the activation become one.
 */
final class LcNetFile {
    static final String NAME = "/models/ch_PP-OCRv4_det_infer.onnx";
    private static final String SHA256 = "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9";
    private final Map<String, TensorProto> constants = new HashMap<>();
    /** By the name of what each puts out. */
    private final LinkedHashMap<String, Layer> layers = new LinkedHashMap<>();

    private String current = "";
    /** What the activation in work began with, and where it stands; empty outside. */
    private String activating = "";

    private LcNetFile() {}

    /** @return the layers by the name of each one's output in the file, in their order, up to the one that puts {@code last} out */
    static Map<String, Layer> layers(String last) {
        try {
            return new LcNetFile().read(ModelProto.parseFrom(bytes()), last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException where the file is missing or not the one that this class knows */
    static byte[] bytes() throws IOException {
        try (InputStream in = LcNetFile.class.getResourceAsStream(NAME)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            if (!sha256(bytes).equals(SHA256)) {
                throw new IllegalStateException(
                        "The program lacks the file " + NAME + ", or has another one of that name.");
            }
            return bytes;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Layer> read(ModelProto model, String last) {
        current = model.getGraph().getInput(0).getName();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals("Constant")) {
                constants.put(node.getOutput(0), node.getAttribute(0).getT());
            } else {
                take(node);
            }
            if (current.equals(last) && activating.isEmpty()) {
                return layers;
            }
        }
        throw new IllegalStateException("no " + last);
    }

    private void take(NodeProto node) {
        String output = node.getOutput(0);
        if (!activating.isEmpty()) {
            // x * clip(x + 3, 0, 6) / 6
            String expected = switch (activating) {
                case "Add" -> "Clip";
                case "Clip" -> "Mul";
                default -> "Div";
            };
            require(node, node.getOpType().equals(expected));
            activating = expected.equals("Div") ? "" : expected;
            if (activating.isEmpty()) {
                put(output, layer().withActivation());
            }
            return;
        }
        require(node, node.getInputList().contains(current));
        switch (node.getOpType()) {
            case "Conv" -> convolution(node, output);
            case "BatchNormalization" -> normalization(node, output);
            case "Mul" -> factor(output, number(node), 0);
            case "Add" -> {
                if (number(node) == 3
                        && !layer().activated()
                        && constantName(node).startsWith("p2o.helper")) {
                    activating = "Add";
                } else {
                    factor(output, 1, number(node));
                }
            }
            default -> require(node, false);
        }
    }

    private void convolution(NodeProto node, String output) {
        TensorProto weight = constant(node.getInput(1));
        int outputs = (int) weight.getDims(0);
        float[] bias = node.getInputCount() > 2 ? floats(node.getInput(2)) : new float[outputs];
        Map<String, List<Long>> numbers = new HashMap<>();
        node.getAttributeList()
                .forEach(a -> numbers.put(a.getName(), a.getIntsCount() > 0 ? a.getIntsList() : List.of(a.getI())));
        long padding = weight.getDims(2) / 2;
        require(node, numbers.getOrDefault("pads", List.of()).equals(List.of(padding, padding, padding, padding)));
        require(node, numbers.getOrDefault("dilations", List.of()).equals(List.of(1L, 1L)));
        long[] shape = weight.getDimsList().stream().mapToLong(Long::longValue).toArray();
        int stride = numbers.getOrDefault("strides", List.of()).getFirst().intValue();
        int groups = numbers.getOrDefault("group", List.of()).getFirst().intValue();
        current = output;
        layers.put(output, new Layer(floats(node.getInput(1)), shape, bias, stride, groups, false, 1, 0));
    }

    private void normalization(NodeProto node, String output) {
        float[] gamma = floats(node.getInput(1));
        float[] beta = floats(node.getInput(2));
        float[] mean = floats(node.getInput(3));
        float[] variance = floats(node.getInput(4));
        double epsilon = node.getAttributeList().stream()
                .filter(a -> a.getName().equals("epsilon"))
                .findFirst()
                .orElseThrow()
                .getF();
        double[] factor = IntStream.range(0, gamma.length)
                .mapToDouble(i -> gamma[i] / Math.sqrt(variance[i] + epsilon))
                .toArray();
        double[] offset = IntStream.range(0, gamma.length)
                .mapToDouble(i -> beta[i] - mean[i] * factor[i])
                .toArray();
        put(output, layer().times(factor, offset));
    }

    private void factor(String output, float factor, float offset) {
        Layer layer = layer();
        if (layer.activated()) {
            put(output, layer.withScale(layer.scale() * factor, layer.shift() * factor + offset));
            return;
        }
        double[] factors = new double[layer.bias().length];
        double[] offsets = new double[layer.bias().length];
        Arrays.fill(factors, factor);
        Arrays.fill(offsets, offset);
        put(output, layer.times(factors, offsets));
    }

    private Layer layer() {
        return layers.lastEntry().getValue();
    }

    /** Takes the place of the layer in work. */
    private void put(String output, Layer layer) {
        layers.pollLastEntry();
        layers.put(output, layer);
        current = output;
    }

    private String constantName(NodeProto node) {
        return node.getInput(node.getInput(0).equals(current) ? 1 : 0);
    }

    private float number(NodeProto node) {
        float[] values = floats(constantName(node));
        require(node, values.length == 1);
        return values[0];
    }

    private TensorProto constant(String name) {
        return Objects.requireNonNull(constants.get(name), name);
    }

    private float[] floats(String name) {
        TensorProto tensor = constant(name);
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static void require(NodeProto node, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("unknown: " + node);
        }
    }
}
