package oddboard.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oddboard.common.FileKinds;
import oddboard.common.InputException;
import oddboard.common.ShortText;

/**
 * The header of an NPY file (versions 1 to 3) of numbers in any shape. Nothing is allocated from what it claims before
 * that has been compared with the file's real length.
 *
 * @param dataOffset bytes before the first element
 */
public record NpyForm(NpyType type, ByteOrder order, boolean fortran, List<Long> shape, long dataOffset) {
    /** NumPy itself writes less than 200 bytes for such arrays. */
    private static final int MAX_HEADER = 1 << 16;
    /** With the magic number, the version and the length. */
    public static final int MAX_LENGTH = MAX_HEADER + 12;

    /** By so many bytes other kinds of files are known. */
    private static final int START = 512;

    private static final String STRING = "'[^'\\\\]*'|\"[^\"\\\\]*\"";
    private static final Pattern PAIR = Pattern.compile(
            "\\s*(" + STRING + ")\\s*:\\s*(" + STRING + "|True|False|\\([-0-9L,\\s]*\\)|\\[.*\\])\\s*(,|(?=\\}))");
    /** Names that NumPy takes for types; it writes them itself nowhere, other programs do. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("bool", "b1"),
            Map.entry("?", "b1"),
            Map.entry("uint8", "u1"),
            Map.entry("ubyte", "u1"),
            Map.entry("B", "u1"),
            Map.entry("int8", "i1"),
            Map.entry("byte", "i1"),
            Map.entry("b", "i1"),
            Map.entry("uint16", "u2"),
            Map.entry("H", "u2"),
            Map.entry("int16", "i2"),
            Map.entry("h", "i2"),
            Map.entry("uint32", "u4"),
            Map.entry("I", "u4"),
            Map.entry("int32", "i4"),
            Map.entry("i", "i4"),
            Map.entry("uint64", "u8"),
            Map.entry("Q", "u8"),
            Map.entry("int64", "i8"),
            Map.entry("q", "i8"),
            Map.entry("float16", "f2"),
            Map.entry("half", "f2"),
            Map.entry("e", "f2"),
            Map.entry("float32", "f4"),
            Map.entry("single", "f4"),
            Map.entry("f", "f4"),
            Map.entry("float64", "f8"),
            Map.entry("double", "f8"),
            Map.entry("float", "f8"),
            Map.entry("d", "f8"));

    private static final Pattern DESCR = Pattern.compile("([<>=|]?)([a-zA-Z])(\\d*)");

    /**
     * @param bytes the file from its start
     * @param length the file's real length
     * @throws InputException where it isn't an array of numbers, or isn't whole
     */
    static NpyForm read(InputStream bytes, long length, String file) throws IOException {
        var text = text(bytes, length, file);
        return parse(text.dictionary, text.dataOffset, length, file);
    }

    /** The header as it was written. */
    record Text(String dictionary, long dataOffset) {}

    static Text text(InputStream bytes, long length, String file) throws IOException {
        var start = bytes.readNBytes(8);
        if (length == 0) {
            throw fault("FILE_EMPTY", file, "is empty");
        }
        if (start.length < 8 || !new String(start, 0, 6, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY")) {
            var kind = FileKinds.describe(ByteBuffer.allocate(start.length + START)
                    .put(start)
                    .put(bytes.readNBytes(START))
                    .array());
            throw fault("NPY_MAGIC", file, kind.isEmpty() ? "is not an NPY file" : "is " + kind + ", not an NPY file");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw fault(
                    "NPY_VERSION",
                    file,
                    "has the NPY version " + (version & 0xff) + "." + (start[7] & 0xff)
                            + "; versions 1.0 to 3.0 can be read");
        }
        int digits = version == 1 ? 2 : 4;
        var lengthBytes = bytes.readNBytes(digits);
        if (lengthBytes.length < digits) {
            throw fault("NPY_TRUNCATED", file, "ends within its header");
        }
        long headerLength = 0;
        for (int i = digits - 1; i >= 0; i--) {
            headerLength = headerLength << 8 | lengthBytes[i] & 0xff;
        }
        long dataOffset = 8 + digits + headerLength;
        if (headerLength > MAX_HEADER) {
            throw fault("NPY_HEADER", file, "claims a header of " + headerLength + " bytes, which is too long");
        }
        if (dataOffset > length) {
            throw fault("NPY_TRUNCATED", file, "ends within its header");
        }
        var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new Text(new String(bytes.readNBytes((int) headerLength), charset), dataOffset);
    }

    private static NpyForm parse(String text, long dataOffset, long length, String file) {
        var dictionary = Dictionary.of(text, file);
        var order = ByteOrder.LITTLE_ENDIAN;
        var descr = dictionary.descr;
        if (descr.startsWith("[")) {
            throw fault("NPY_DTYPE", file, "has records of several fields; send one array of numbers");
        }
        var name = descr.substring(1, descr.length() - 1);
        var matcher = DESCR.matcher(NAMES.getOrDefault(name, name));
        if (!matcher.matches()) {
            throw fault(
                    "NPY_DTYPE", file, "has the element type " + ShortText.of(name, 20) + ", which cannot be an image");
        }
        if (matcher.group(1).equals(">")) {
            order = ByteOrder.BIG_ENDIAN;
        }
        var type = type(matcher.group(2) + matcher.group(3), name, file);
        if (!dictionary.fortranOrder.matches("True|False")) {
            throw fault("NPY_HEADER", file, "has a header that cannot be read");
        }
        var shape = shape(dictionary.shape, file);
        checkLength(shape, type, dataOffset, length, file);
        return new NpyForm(type, order, dictionary.fortranOrder.equals("True"), shape, dataOffset);
    }

    /** The texts of the header's three parts. */
    record Dictionary(String descr, String fortranOrder, String shape) {
        static Dictionary of(String text, String file) {
            var bad = fault("NPY_HEADER", file, "has a header that cannot be read");
            var line = text.strip();
            if (!line.startsWith("{") || !line.endsWith("}")) {
                throw bad;
            }
            var values = new HashMap<String, String>();
            var matcher = PAIR.matcher(line).region(1, line.length());
            int end = 1;
            while (matcher.lookingAt()) {
                var key = matcher.group(1);
                if (values.put(key.substring(1, key.length() - 1), matcher.group(2)) != null) {
                    throw bad;
                }
                end = matcher.end();
                matcher.region(end, line.length());
            }
            var descr = values.get("descr");
            var fortranOrder = values.get("fortran_order");
            var shape = values.get("shape");
            if (descr == null || fortranOrder == null || shape == null || values.size() > 3) {
                throw bad;
            }
            if (shape.startsWith("[")) {
                throw fault("NPY_HEADER", file, "has its shape as a list, which NumPy itself does not read");
            }
            if (!line.substring(end).strip().equals("}")
                    || !descr.matches("(?s)['\"\\[].*")
                    || !shape.startsWith("(")) {
                throw bad;
            }
            return new Dictionary(descr, fortranOrder, shape);
        }
    }

    private static NpyType type(String code, String name, String file) {
        return switch (code) {
            case "b1" -> NpyType.BOOL;
            case "u1" -> NpyType.UINT8;
            case "i1" -> NpyType.INT8;
            case "u2" -> NpyType.UINT16;
            case "i2" -> NpyType.INT16;
            case "u4" -> NpyType.UINT32;
            case "i4" -> NpyType.INT32;
            case "u8" -> NpyType.UINT64;
            case "i8" -> NpyType.INT64;
            case "f2" -> NpyType.FLOAT16;
            case "f4" -> NpyType.FLOAT32;
            case "f8" -> NpyType.FLOAT64;
            default -> {
                if (code.startsWith("O")) {
                    throw fault(
                            "NPY_PICKLE",
                            file,
                            "holds Python objects (pickle), which are never read; " + "save an array of numbers");
                }
                throw fault(
                        "NPY_DTYPE",
                        file,
                        "has the element type " + ShortText.of(name, 20) + ", which cannot be an image");
            }
        };
    }

    private static List<Long> shape(String text, String file) {
        var shape = new ArrayList<Long>();
        for (var part : text.substring(1, text.length() - 1).split(",")) {
            if (part.isBlank()) {
                continue;
            }
            try {
                shape.add(Long.parseLong(part.strip().replaceFirst("L$", "")));
            } catch (NumberFormatException e) {
                throw fault("NPY_SHAPE", file, "has a shape that cannot be read");
            }
        }
        if (shape.stream().anyMatch(n -> n <= 0)) {
            throw fault("NPY_SHAPE", file, "has the shape " + format(shape) + ", in which a number is not positive");
        }
        return List.copyOf(shape);
    }

    private static void checkLength(List<Long> shape, NpyType type, long dataOffset, long length, String file) {
        long claimed = type.bytes;
        try {
            for (long n : shape) {
                claimed = Math.multiplyExact(claimed, n);
            }
        } catch (ArithmeticException e) {
            throw fault(
                    "NPY_SHAPE", file, "claims the shape " + format(shape) + ", which is more than any file can hold");
        }
        long found = length - dataOffset;
        if (found < claimed) {
            throw fault(
                    "NPY_TRUNCATED",
                    file,
                    "is cut off: its shape " + format(shape) + " needs " + claimed + " bytes of data, and it has "
                            + found);
        }
        if (found > claimed) {
            throw fault("NPY_TRAILING", file, "has " + (found - claimed) + " bytes after the end of its array");
        }
    }

    public static String format(List<Long> shape) {
        return shape.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
    }

    static InputException fault(String code, String file, String what) {
        return new InputException(code, file, "", file + " " + what + ".");
    }
}
