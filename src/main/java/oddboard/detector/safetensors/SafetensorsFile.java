package oddboard.detector.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.detector.NetworkFileException;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: 8 bytes with the header's length, the header, the numbers. Opening it checks the header against the
 * file's size; tensors lie one after the other without gaps, as the format wants, so none overlaps another.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** Of the header; that of the largest network that is read here has about 30 kB. */
    static final int MAX_HEADER = 1 << 20;

    private static final int CHUNK = 1 << 20;
    private final String name;
    private final FileChannel channel;
    private final long data;
    private final Map<String, StoredTensor> tensors;

    private SafetensorsFile(String name, FileChannel channel, long data, Map<String, StoredTensor> tensors) {
        this.name = name;
        this.channel = channel;
        this.data = data;
        this.tensors = tensors;
    }

    /**
     * @param name for messages
     * @throws NetworkFileException where it is no such file
     * @throws UncheckedIOException where it can't be read
     */
    public static SafetensorsFile open(Path path, String name) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path);
            return read(name, channel);
        } catch (IOException | RuntimeException e) {
            close(channel, e);
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
    }

    private static void close(@Nullable FileChannel channel, Exception because) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static SafetensorsFile read(String name, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw refused(
                    name,
                    "it has " + size + " bytes, and a safetensors file begins with 8 that give its header's length");
        }
        long length = read(channel, 0, 8).getLong(0);
        if (length < 2 || length > MAX_HEADER) {
            throw refused(
                    name,
                    "its first 8 bytes give a header of " + Long.toUnsignedString(length)
                            + " bytes, which no safetensors file of a network has (2 to " + MAX_HEADER + ")");
        }
        if (length > size - 8) {
            throw refused(name, "its header should have " + length + " bytes, and the file ends after " + (size - 8));
        }
        String header;
        try {
            header = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(read(channel, 8, (int) length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(name, "its header is not text in UTF-8");
        }
        List<StoredTensor> all = new HeaderParser(name, header).tensors();
        check(name, all, size - 8 - length);
        Map<String, StoredTensor> byName = new LinkedHashMap<>();
        all.forEach(tensor -> byName.put(tensor.name(), tensor));
        return new SafetensorsFile(name, channel, 8 + length, Collections.unmodifiableMap(byName));
    }

    private static void check(String name, List<StoredTensor> tensors, long bytes) {
        if (tensors.isEmpty()) {
            throw refused(name, "its header has no tensors");
        }
        for (StoredTensor tensor : tensors) {
            String shown = "\"" + HeaderParser.shown(tensor.name()) + "\"";
            if (tensor.from() > tensor.to() || tensor.to() > bytes) {
                throw refused(
                        name,
                        shown + " should lie at bytes " + tensor.from() + " to " + tensor.to() + " of " + bytes
                                + " bytes of numbers");
            }
            if (needed(tensor) != tensor.to() - tensor.from()) {
                throw refused(
                        name,
                        shown + " of shape " + tensor.shape() + " and dtype " + tensor.type() + " has "
                                + (tensor.to() - tensor.from()) + " bytes, which is not what they take");
            }
        }
        long end = 0;
        for (StoredTensor tensor : tensors.stream()
                .sorted(Comparator.comparing(StoredTensor::from).thenComparing(StoredTensor::to))
                .toList()) {
            if (tensor.from() != end) {
                throw refused(
                        name,
                        "\"" + HeaderParser.shown(tensor.name()) + "\" begins at byte " + tensor.from()
                                + " of the numbers, and the tensor before it ends at " + end);
            }
            end = tensor.to();
        }
        if (end != bytes) {
            throw refused(name, "its tensors have " + end + " bytes, and the file has " + bytes + " after its header");
        }
    }

    /** Bytes that the shape takes; -1 where no file has so many. */
    private static long needed(StoredTensor tensor) {
        try {
            return tensor.shape().stream().reduce((long) tensor.type().bytes, Math::multiplyExact);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    public String name() {
        return name;
    }

    /** In the header's order. */
    public Set<String> tensors() {
        return tensors.keySet();
    }

    /** @throws IllegalArgumentException where the file has no such tensor */
    public List<Long> shape(String tensor) {
        return stored(tensor).shape();
    }

    /** Of all tensors together, in their own precision. */
    public long bytes() {
        return tensors.values().stream().mapToLong(t -> t.to() - t.from()).sum();
    }

    private StoredTensor stored(String tensor) {
        StoredTensor stored = tensors.get(tensor);
        if (stored == null) {
            throw new IllegalArgumentException("no tensor " + tensor);
        }
        return stored;
    }

    /** @throws NetworkFileException where it is not of a type that weights have */
    public void requireWeights(String tensor) {
        StoredTensor stored = stored(tensor);
        if (!stored.type().isWeight()) {
            throw refused(
                    name,
                    "\"" + HeaderParser.shown(tensor) + "\" has the dtype " + stored.type()
                            + "; weights are read as F32, F16 or BF16");
        }
        if (needed(stored) / stored.type().bytes > Integer.MAX_VALUE / 4) {
            throw refused(name, "\"" + HeaderParser.shown(tensor) + "\" has more numbers than a weight can have");
        }
    }

    /**
     * Numbers of a tensor, row by row.
     *
     * @throws NetworkFileException where one of them is not finite, or they are no weights
     */
    public float[] floats(String tensor) {
        requireWeights(tensor);
        StoredTensor stored = stored(tensor);
        int width = stored.type().bytes;
        float[] values = new float[Math.toIntExact((stored.to() - stored.from()) / width)];
        int done = 0;
        try {
            while (done < values.length) {
                int count = Math.min(values.length - done, CHUNK);
                ByteBuffer bytes = read(channel, data + stored.from() + (long) done * width, count * width);
                for (int i = 0; i < count; i++) {
                    values[done + i] = value(stored.type(), bytes, i);
                }
                done += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw refused(
                        name, "\"" + HeaderParser.shown(tensor) + "\" holds " + values[i] + " as number " + (i + 1));
            }
        }
        return values;
    }

    private static float value(NumberType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case F32 -> bytes.getFloat(4 * index);
            case F16 -> Float.float16ToFloat(bytes.getShort(2 * index));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
            case F64, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> throw new IllegalArgumentException(type.name());
        };
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("the file became shorter");
            }
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NetworkFileException refused(String name, String what) {
        return new NetworkFileException(name + " can't be read: " + what + ".");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
