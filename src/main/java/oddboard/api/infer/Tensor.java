package oddboard.api.infer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import oddboard.scoring.PredictionInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An input on its way in: its data may come before the words that say what it is. */
final class Tensor {
    static final String NAME = "image";
    private static final int MAX_DEPTH = 6;

    String name = "";
    String datatype = "";
    long @Nullable [] shape;

    @Nullable Long binarySize;

    private @Nullable List<String> texts;
    private @Nullable ByteArrayOutputStream numbers;

    /** The tensor's elements, row by row, in nested lists or in one. */
    void data(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InferException("\"data\" of the input is a list.");
        }
        int depth = 1;
        texts = new ArrayList<>();
        numbers = new ByteArrayOutputStream();
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_ARRAY -> {
                    if (++depth > MAX_DEPTH) {
                        throw new InferException("\"data\" of the input has lists in lists deeper than its shape.");
                    }
                }
                case END_ARRAY -> depth--;
                case VALUE_STRING -> texts.add(json.getString());
                case VALUE_NUMBER_INT -> {
                    int value = json.getIntValue();
                    if (value < 0 || value > 255) {
                        throw new InferException("A value of UINT8 is from 0 to 255, not " + value + ".");
                    }
                    numbers.write(value);
                }
                default ->
                    throw new InferException("\"data\" of the input has whole numbers (UINT8) or texts (BYTES).");
            }
        }
    }

    /** @param rest binary data of the request, read from where this input's begins */
    List<PredictionInput> images(ByteBuffer rest) {
        if (!name.equals(NAME)) {
            throw new InferException("The input is named \"" + NAME + "\", not \"" + name + "\".");
        }
        long[] dimensions = shape;
        if (dimensions == null || Arrays.stream(dimensions).anyMatch(n -> n < 1)) {
            throw new InferException("\"shape\" of the input is a list of numbers of 1 or more.");
        }
        return switch (datatype) {
            case "BYTES" -> files(dimensions, rest);
            case "UINT8" -> pixels(dimensions, rest);
            default ->
                throw new InferException("\"datatype\" of the input is BYTES (image files) or UINT8 (pixels), not \""
                        + datatype + "\".");
        };
    }

    private List<PredictionInput> files(long[] dimensions, ByteBuffer rest) {
        if (dimensions.length != 1 && !(dimensions.length == 2 && dimensions[1] == 1)) {
            throw new InferException("\"shape\" of BYTES is [number of images].");
        }
        List<PredictionInput> files = new ArrayList<>();
        if (binarySize != null) {
            ByteBuffer bytes = binary(rest, binarySize).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.remaining() >= Integer.BYTES) {
                long length = Integer.toUnsignedLong(bytes.getInt());
                files.add(PredictionInput.file(taken(bytes, length)));
            }
            if (bytes.hasRemaining()) {
                throw new InferException("The binary data of the input ends in the middle of a length.");
            }
        } else {
            for (String text : texts == null ? List.<String>of() : texts) {
                files.add(PredictionInput.file(decoded(text)));
            }
        }
        count(dimensions[0], files.size(), "image files");
        return files;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InferException("A text of BYTES is an image file in base64.");
        }
    }

    private List<PredictionInput> pixels(long[] dimensions, ByteBuffer rest) {
        if (dimensions.length != 4) {
            throw new InferException("\"shape\" of UINT8 is [images, height, width, channels].");
        }
        byte[] all = binarySize != null
                ? taken(binary(rest, binarySize), binarySize)
                : numbers == null ? new byte[0] : numbers.toByteArray();
        long each = 1;
        for (int i = 1; i < 4; i++) {
            each = Math.min(Integer.MAX_VALUE, each) * Math.min(Integer.MAX_VALUE, dimensions[i]);
        }
        if (each > all.length) {
            throw new InferException("\"shape\" of the input has more values than \"data\".");
        }
        count(dimensions[0] * each, all.length, "values");
        List<PredictionInput> images = new ArrayList<>();
        for (int from = 0; from < all.length; from += (int) each) {
            images.add(PredictionInput.pixels(Arrays.copyOfRange(all, from, from + (int) each)));
        }
        return images;
    }

    private static void count(long said, long there, String what) {
        if (said != there) {
            throw new InferException("\"shape\" of the input says that there are " + said + " " + what
                    + ", but there are " + there + ".");
        }
    }

    private static ByteBuffer binary(ByteBuffer rest, long size) {
        if (size < 0 || size > rest.remaining()) {
            throw new InferException("The body has fewer bytes of binary data than \"binary_data_size\" says.");
        }
        ByteBuffer own = rest.slice(rest.position(), (int) size);
        rest.position(rest.position() + (int) size);
        return own;
    }

    private static byte[] taken(ByteBuffer bytes, long length) {
        if (length > bytes.remaining()) {
            throw new InferException("An image of the binary data is longer than \"binary_data_size\" says.");
        }
        byte[] taken = new byte[(int) length];
        bytes.get(taken);
        return taken;
    }
}
