package oddboard.api.infer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request as it streams by: pixels in JSON would take twenty times their size as objects. What the protocol allows and
 * this server does not know, such as parameters of others, is passed over.
 */
final class InferReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_OUTPUTS = 16;

    private @Nullable String id;
    private boolean binary;
    private final List<Tensor> inputs = new ArrayList<>();
    private @Nullable Map<String, Boolean> outputs;

    private InferReader() {}

    /**
     * @param header bytes of the JSON, after which binary data follow; all of the body where there are none
     * @throws InferException where it is not what the protocol says
     */
    static InferRequest read(byte[] body, int header) {
        if (header < 0 || header > body.length) {
            throw new InferException("The header Inference-Header-Content-Length is not the length of the JSON.");
        }
        InferReader reader = new InferReader();
        try (JsonParser json = JSON.createParser(body, 0, header)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InferException("The body is not an inference request in JSON.");
            }
            reader.request(json);
            if (json.nextToken() != null) {
                throw new InferException("The body has more text after its JSON.");
            }
        } catch (JacksonException e) {
            throw new InferException("The body is not JSON: line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + " can't be read.");
        }
        ByteBuffer rest = ByteBuffer.wrap(body, header, body.length - header);
        if (reader.inputs.size() != 1) {
            throw new InferException(
                    "A request has one input, named \"" + Tensor.NAME + "\"; this has " + reader.inputs.size() + ".");
        }
        var images = reader.inputs.getFirst().images(rest);
        if (rest.hasRemaining()) {
            throw new InferException("The body has more binary data than \"binary_data_size\" says.");
        }
        return new InferRequest(reader.id, images, reader.named(), reader.binary);
    }

    private @Nullable Map<String, Boolean> named() {
        Map<String, Boolean> wanted = outputs;
        if (wanted != null) {
            wanted.replaceAll((name, own) -> own == null ? binary : own);
        }
        return wanted;
    }

    private void request(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> {
                    id = text(json, "id");
                    if (id.length() > 200) {
                        throw new InferException("\"id\" may have at most 200 characters.");
                    }
                }
                case "parameters" ->
                    parameters(json, (name, at) -> {
                        if (name.equals("binary_data_output")) {
                            binary = flag(at, name);
                        }
                    });
                case "inputs" -> each(json, "inputs", 1, () -> inputs.add(input(json)));
                case "outputs" -> {
                    Map<String, Boolean> all = new LinkedHashMap<>();
                    each(json, "outputs", MAX_OUTPUTS, () -> output(json, all));
                    outputs = all.isEmpty() ? null : all;
                }
                default -> json.skipChildren();
            }
        }
    }

    private static void each(JsonParser json, String field, int most, Runnable one) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InferException("\"" + field + "\" is a list.");
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new InferException("\"" + field + "\" is a list of objects.");
            }
            if (i == most) {
                throw new InferException("\"" + field + "\" has more than " + most + " entries.");
            }
            one.run();
        }
    }

    private static Tensor input(JsonParser json) {
        Tensor tensor = new Tensor();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> tensor.name = text(json, field);
                case "datatype" -> tensor.datatype = text(json, field);
                case "shape" -> tensor.shape = shape(json);
                case "data" -> tensor.data(json);
                case "parameters" ->
                    parameters(json, (name, at) -> {
                        if (name.equals("binary_data_size")) {
                            tensor.binarySize = number(at, name);
                        }
                    });
                default -> json.skipChildren();
            }
        }
        return tensor;
    }

    private static void output(JsonParser json, Map<String, @Nullable Boolean> all) {
        String[] name = {""};
        Boolean[] own = {null};
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name[0] = text(json, field);
                case "parameters" ->
                    parameters(json, (parameter, at) -> {
                        if (parameter.equals("binary_data")) {
                            own[0] = flag(at, parameter);
                        }
                    });
                default -> json.skipChildren();
            }
        }
        all.put(name[0], own[0]);
    }

    private interface Parameter {
        void read(String name, JsonParser at);
    }

    private static void parameters(JsonParser json, Parameter each) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new InferException("\"parameters\" is an object.");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            each.read(name, json);
            json.skipChildren();
        }
    }

    private static long[] shape(JsonParser json) {
        List<Long> all = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InferException("\"shape\" of the input is a list of numbers of 1 or more.");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            all.add(number(json, "shape"));
            if (all.size() > 8) {
                throw new InferException("\"shape\" of the input has too many dimensions.");
            }
        }
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static String text(JsonParser json, String field) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new InferException("\"" + field + "\" is a text.");
        }
        return json.getString();
    }

    private static long number(JsonParser json, String field) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new InferException("\"" + field + "\" has whole numbers.");
        }
        return json.getLongValue();
    }

    private static boolean flag(JsonParser json, String field) {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            throw new InferException("\"" + field + "\" is true or false.");
        }
        return json.getBooleanValue();
    }
}
