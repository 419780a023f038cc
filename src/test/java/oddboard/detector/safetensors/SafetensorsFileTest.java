package oddboard.detector.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import oddboard.detector.NetworkFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsFileTest {
    private static final String GOOD = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";

    @TempDir
    Path folder;

    @Test
    void readsEachPrecisionAndIgnoresMetadata() throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\\u0021\"},"
                + "\"h\":{\"data_offsets\":[8,14],\"shape\":[3],\"dtype\":\"F16\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[14,16]},"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[16,24]},"
                + "\"z\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[24,24]}}   ";
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(-2);
        // From the format's definition: 1, -2, 2^-24 in half precision; 3.140625 in bfloat16.
        data.putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 1);
        data.putShort((short) 0x4049).putLong(7);
        try (SafetensorsFile file = SafetensorsFile.open(written(header, data.array()), "n.safetensors")) {
            assertThat(file.tensors()).containsExactly("h", "a", "b", "n", "z");
            assertThat(file.shape("a")).containsExactly(2L, 1L);
            assertThat(file.floats("a")).containsExactly(1.5f, -2);
            assertThat(file.floats("h")).containsExactly(1, -2, 0x1p-24f);
            assertThat(file.floats("b")).containsExactly(3.140625f);
            assertThat(file.floats("z")).isEmpty();
            assertThat(file.bytes()).isEqualTo(24);
            assertThatThrownBy(() -> file.floats("n")).hasMessageContaining("\"n\" has the dtype I64");
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesInOneSentenceBeforeItAllocates(String what, byte[] bytes, String says) throws IOException {
        Path path = Files.write(folder.resolve("x"), bytes);
        long before = allocated();
        assertThatThrownBy(() -> SafetensorsFile.open(path, "bad.safetensors").close())
                .isInstanceOf(NetworkFileException.class)
                .hasMessageStartingWith("bad.safetensors can't be read: ")
                .hasMessageContaining(says)
                .hasMessageEndingWith(".")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
        assertThat(allocated() - before).as(what).isLessThan(64L << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                of("empty", new byte[0], "it has 0 bytes"),
                of("seven bytes", new byte[7], "it has 7 bytes"),
                of("header of 0", length(0, ""), "a header of 0 bytes"),
                of("header of 1", length(1, "{"), "a header of 1 bytes"),
                of("header of 2^63", length(Long.MIN_VALUE, GOOD), "a header of 9223372036854775808 bytes"),
                of("header of 2^64 - 1", length(-1, GOOD), "a header of 18446744073709551615 bytes"),
                of("header of 100 MB", length(100_000_000, GOOD), "a header of 100000000 bytes"),
                of("header beyond the file", length(500_000, GOOD), "the file ends after"),
                of("a zip", "PK\3\4\24\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1), "a header of"),
                of("not UTF-8", length(2, "\u00ff{"), "not text in UTF-8"),
                header("no object", "[]", "not the JSON"),
                header("a text", "\"a\"", "not the JSON"),
                header("cut", "{\"a\":{\"dtype\":\"F32\"", "not the JSON"),
                header("nested", "{\"a\":".repeat(5000), "unknown field"),
                header("deep list", tensor("F32", "[".repeat(5000), "[0,8]"), "not the JSON"),
                header("two objects", "{}{}", "not the JSON"),
                header("no tensors", "{}", "has no tensors"),
                header("metadata alone", "{\"__metadata__\":{\"a\":\"b\"}}", "has no tensors"),
                header("metadata with a number", "{\"__metadata__\":{\"a\":1}}", "not the JSON"),
                header("a bare word", "{\"a\":null}", "not the JSON"),
                header("same name twice", "{" + entry("a", 0, 4) + "," + entry("a", 4, 8) + "}", "names \"a\" twice"),
                header("same name escaped", "{" + entry("a", 0, 4) + "," + entry("\\u0061", 4, 8) + "}", "twice"),
                header("field twice", tensor("F32\",\"dtype\":\"F32", "[2]", "[0,8]"), "names its dtype twice"),
                header("shape twice", tensor("F32", "[2],\"shape\":[2]", "[0,8]"), "names its shape twice"),
                header("unknown field", tensor("F32\",\"x\":\"", "[2]", "[0,8]"), "unknown field \"x\""),
                header("unknown dtype", tensor("F33", "[2]", "[0,8]"), "unknown dtype \"F33\""),
                header("no dtype", "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "lacks its dtype"),
                header("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "lacks its shape"),
                header("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "lacks its data_offsets"),
                header("one offset", tensor("F32", "[2]", "[0]"), "has 1 data_offsets"),
                header("three offsets", tensor("F32", "[2]", "[0,8,8]"), "more than 2 numbers"),
                header("negative size", tensor("F32", "[-2]", "[0,8]"), "has -2 in its shape"),
                header("fraction", tensor("F32", "[2.0]", "[0,8]"), "has 2.0 in its shape"),
                header("power", tensor("F32", "[2e0]", "[0,8]"), "has 2e0 in its shape"),
                header("leading zero", tensor("F32", "[02]", "[0,8]"), "has 02 in its shape"),
                header("20 digits", tensor("F32", "[18446744073709551618]", "[0,8]"), "no whole number"),
                header("overflow", tensor("F32", "[4294967296,4294967296]", "[0,8]"), "not what they take"),
                header("overflow to 8", tensor("F32", "[4611686018427387906,1]", "[0,8]"), "no whole number"),
                header("2 GiB", tensor("F32", "[536870912]", "[0,8]"), "not what they take"),
                header("nine dimensions", tensor("F32", "[1,1,1,1,1,1,1,1,2]", "[0,8]"), "more than 8 numbers"),
                header("wrong length", tensor("F32", "[3]", "[0,8]"), "not what they take"),
                header("wrong width", tensor("F16", "[2]", "[0,8]"), "not what they take"),
                header("turned offsets", tensor("F32", "[2]", "[8,0]"), "bytes 8 to 0"),
                header("beyond the file", tensor("F32", "[3]", "[0,12]"), "bytes 0 to 12 of 8"),
                header("a gap before", tensor("F32", "[1]", "[4,8]"), "begins at byte 4"),
                header("a rest", tensor("F32", "[1]", "[0,4]"), "its tensors have 4 bytes"),
                header("overlap", "{" + entry("a", 0, 8) + "," + entry("b", 4, 8) + "}", "begins at byte 4"),
                header("same bytes", "{" + entry("a", 0, 8) + "," + entry("b", 0, 8) + "}", "begins at byte 0"),
                header("a gap between", "{" + entry("a", 0, 0) + "," + entry("b", 4, 8) + "}", "begins at byte 4"),
                header("no name", "{" + entry("", 0, 8) + "}", "name has 0 characters"),
                header("long name", "{" + entry("n".repeat(300), 0, 8) + "}", "name has 300 characters"),
                header("many tensors", many(10_001), "more than 10000 tensors"),
                header("control character", "{\"a\nb\":{}}", "not the JSON"),
                header("bad escape", "{\"\\x\":{}}", "not the JSON"),
                header("cut escape", "{\"\\u00", "not the JSON"));
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(Float.NaN);
        try (SafetensorsFile file = SafetensorsFile.open(written(GOOD, data.array()), "n.safetensors")) {
            assertThatThrownBy(() -> file.floats("a"))
                    .hasMessage("n.safetensors can't be read: \"a\" holds NaN as number 2.");
        }
    }

    @Test
    void aTensorLargerThanAnyWeightIsRefusedThoughTheFileHasItsBytes() throws IOException {
        String header = tensor("F16", "[600000000]", "[0,1200000000]");
        Path path = written(header, new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(8 + header.length() + 1_200_000_000L);
        }
        try (SafetensorsFile file = SafetensorsFile.open(path, "n.safetensors")) {
            assertThatThrownBy(() -> file.floats("a")).hasMessageContaining("more numbers than a weight can have");
        }
    }

    private Path written(String header, byte[] data) throws IOException {
        return Files.write(folder.resolve("x"), bytes(header, data));
    }

    private static byte[] bytes(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    private static String tensor(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static String entry(String name, long from, long to) {
        return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + (to - from) / 4 + "],\"data_offsets\":[" + from + ","
                + to + "]}";
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> entry("t" + i, 0, 0)).collect(Collectors.joining(",", "{", "}"));
    }

    private static byte[] length(long length, String header) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }

    private static Arguments of(String what, byte[] bytes, String says) {
        return Arguments.of(what, bytes, says);
    }

    /** Eight bytes of numbers follow. */
    private static Arguments header(String what, String header, String says) {
        return of(what, bytes(header, new byte[8]), says);
    }

    @Test
    void thereAreManyHostileFiles() {
        assertThat(List.copyOf(hostile().toList())).hasSizeGreaterThanOrEqualTo(50);
    }
}
