package oddboard.detector.backbone;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files in the true layout with weights by the formula of {@code reference.py}. */
public final class MadeUpNetwork {
    private final Map<String, List<Long>> tensors;

    private MadeUpNetwork(Map<String, List<Long>> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    static MadeUpNetwork of(Architecture architecture) {
        return new MadeUpNetwork(architecture.tensors());
    }

    /** A ResNet-18 as timm and torchvision save it, 45 MB. */
    public static void resNet18(Path to) throws IOException {
        of(Architecture.RESNET18)
                .with("fc.weight", 1000, 512)
                .with("fc.bias", 1000)
                .write(to);
    }

    /** A network of the same kind as those in {@link Architecture} by its constant's name. */
    public static void named(String architecture, Path to) throws IOException {
        of(Architecture.valueOf(architecture)).write(to);
    }

    MadeUpNetwork with(String name, long... shape) {
        tensors.put(name, Arrays.stream(shape).boxed().toList());
        return this;
    }

    MadeUpNetwork without(String name) {
        tensors.remove(name);
        return this;
    }

    void write(Path to) throws IOException {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long at = 0;
        for (var tensor : tensors.entrySet()) {
            long bytes = 4 * size(tensor.getValue());
            header.append(",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(tensor.getKey(), tensor.getValue(), at, at + bytes));
            at += bytes;
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 20)) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            for (var tensor : tensors.entrySet()) {
                // What no feature reads does not matter.
                boolean matters = !tensor.getKey().startsWith("layer4")
                        && !tensor.getKey().startsWith("fc");
                float[] values =
                        matters ? values(tensor.getKey(), tensor.getValue()) : new float[(int) size(tensor.getValue())];
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
    }

    private static long size(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private static float[] values(String name, List<Long> shape) {
        double offset = 0;
        double scale;
        if (name.endsWith("running_var")) {
            offset = 1;
            scale = 0.5;
        } else if (name.endsWith("running_mean")) {
            scale = 0.1;
        } else if (name.endsWith("gamma")) {
            offset = 0.5;
            scale = 0.2;
        } else if (name.endsWith(".weight") && shape.size() == 1) {
            offset = 0.6;
            scale = 0.2;
        } else if (name.endsWith(".bias") || shape.size() < 2) {
            scale = 0.1;
        } else if (name.contains("embed") && shape.size() == 3 || name.contains("token")) {
            scale = 0.5;
        } else {
            scale = Math.sqrt(6.0 / size(shape.subList(1, shape.size())));
        }
        float[] values = uniform(name, (int) size(shape));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + scale * values[i]);
        }
        return values;
    }

    /** -1 to 1, each a multiple of 2^-23. */
    static float[] uniform(String name, int count) {
        int hash = 0x811C9DC5;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        long start = (long) hash << 32;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long z = start + i;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            values[i] = (z >>> 40) / (float) (1 << 23) - 1;
        }
        return values;
    }
}
