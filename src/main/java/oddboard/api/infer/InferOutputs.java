package oddboard.api.infer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import oddboard.scoring.Prediction;
import oddboard.scoring.PredictionInput.MapWanted;
import oddboard.scoring.Scoring;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is sent back: the outputs that were asked for, in JSON or behind it. */
final class InferOutputs {
    static final String MAP = "anomaly_map";
    static final List<String> NAMES = List.of("score", "calibrated", "flagged", "threshold", MAP);
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Prediction> predictions;
    private final List<Map<String, Object>> outputs = new ArrayList<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    private InferOutputs(List<Prediction> predictions) {
        this.predictions = predictions;
    }

    /** @param header bytes of the JSON in front of binary data; null where there are none */
    record Body(byte[] bytes, @Nullable Integer header) {}

    /** @throws InferException where an output has another name */
    static MapWanted map(InferRequest request) {
        Map<String, Boolean> wanted = request.outputs();
        if (wanted == null) {
            return MapWanted.NONE;
        }
        for (String name : wanted.keySet()) {
            if (!NAMES.contains(name)) {
                throw new InferException(
                        "There is no output \"" + name + "\"; there are " + String.join(", ", NAMES) + ".");
            }
        }
        return wanted.containsKey(MAP) ? MapWanted.VALUES : MapWanted.NONE;
    }

    static Body of(InferRequest request, String name, List<Prediction> predictions) {
        InferOutputs all = new InferOutputs(predictions);
        Map<String, Boolean> wanted = request.outputs();
        boolean judged = predictions.getFirst().threshold() != null;
        if (wanted == null) {
            for (String one : judged ? NAMES.subList(0, 4) : NAMES.subList(0, 1)) {
                all.add(one, request.binary());
            }
        } else {
            if (!judged && !List.of("score", MAP).containsAll(wanted.keySet())) {
                throw new InferException(predictions.getFirst().model().ref()
                        + " has no threshold, so that it has no outputs but score and " + MAP + ".");
            }
            wanted.forEach(all::add);
        }
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("model_name", name);
        response.put(
                "model_version", Integer.toString(predictions.getFirst().model().version()));
        if (request.id() != null) {
            response.put("id", request.id());
        }
        response.put("outputs", all.outputs);
        byte[] json = JSON.writeValueAsString(response).getBytes(StandardCharsets.UTF_8);
        if (all.binary.size() == 0) {
            return new Body(json, null);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.writeBytes(all.binary.toByteArray());
        return new Body(body.toByteArray(), json.length);
    }

    private void add(String name, boolean asBinary) {
        switch (name) {
            case "score" -> doubles(name, predictions.size(), asBinary, Prediction::score);
            case "calibrated" -> doubles(name, predictions.size(), asBinary, p -> orNan(p.calibrated()));
            case "threshold" ->
                doubles(
                        name,
                        1,
                        asBinary,
                        p -> p.threshold() == null ? Double.NaN : p.threshold().value());
            case "flagged" -> {
                List<Boolean> flags = predictions.stream()
                        .map(p -> p.outcome() == Scoring.Outcome.FLAGGED)
                        .toList();
                byte[] bytes = new byte[flags.size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (flags.get(i) ? 1 : 0);
                }
                put(name, "BOOL", List.of(flags.size()), flags, bytes, asBinary);
            }
            default -> maps(asBinary);
        }
    }

    private static double orNan(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private void doubles(String name, int count, boolean asBinary, ToDoubleFunction<Prediction> of) {
        List<Double> values = predictions.stream()
                .limit(count)
                .map(p -> (Double) of.applyAsDouble(p))
                .toList();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putDouble);
        put(name, "FP64", List.of(count), values, bytes.array(), asBinary);
    }

    private void maps(boolean asBinary) {
        int edge = predictions.getFirst().valuesEdge();
        List<Float> values = new ArrayList<>();
        for (Prediction prediction : predictions) {
            float[] map = prediction.values();
            for (float value : map == null ? new float[0] : map) {
                values.add(value);
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        put(MAP, "FP32", List.of(predictions.size(), edge, edge), values, bytes.array(), asBinary);
    }

    private void put(
            String name, String datatype, List<Integer> shape, List<?> values, byte[] bytes, boolean asBinary) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("name", name);
        output.put("datatype", datatype);
        output.put("shape", shape);
        if (asBinary) {
            output.put("parameters", Map.of("binary_data_size", bytes.length));
            binary.writeBytes(bytes);
        } else {
            output.put("data", values);
        }
        outputs.add(output);
    }
}
