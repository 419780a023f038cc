package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import oddboard.common.InputException;
import oddboard.label.LabelFile;
import oddboard.npy.Npy;
import oddboard.npy.NpyArray;
import oddboard.npy.NpyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArraySourceTest {
    private static final int N = 3;
    private static final int H = 8;
    private static final int W = 10;

    @TempDir
    Path folder;

    /** A gray level for every place, all levels between them, and none like its neighbor's. */
    private static int level(int place) {
        return place * 37 % 256;
    }

    static Stream<Arguments> goodArrays() {
        var cases = new ArrayList<Arguments>();
        for (var order : List.of("<", ">")) {
            for (boolean fortran : new boolean[] {false, true}) {
                for (int[] shape : new int[][] {{N, H, W}, {N, H, W, 1}, {N, H, W, 3}, {N, 1, H, W}, {N, 3, H, W}}) {
                    cases.add(arguments(npy(order + "u2", fortran, shape), 257.0, 0.0));
                    cases.add(arguments(npy(order + "f4", fortran, shape), 1 / 255.0, 0.0));
                }
                for (var type : List.of("u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8")) {
                    cases.add(arguments(npy(order + type, fortran, N, H, W, 3), 1.0, 0.0));
                }
                cases.add(arguments(npy(order + "f8", fortran, N, H, W), 2 / 255.0, -1.0));
                cases.add(arguments(npy(order + "i4", fortran, N, H, W), 257.0, 0.0));
                cases.add(arguments(npy(order + "u4", fortran, N, H, W), 16843009.0, 0.0));
            }
        }
        for (int version = 1; version <= 3; version++) {
            cases.add(arguments(npy("|u1", false, N, H, W).version(version), 1.0, 0.0));
            cases.add(arguments(npy("|u1", true, N, H, W, 3).version(version), 1.0, 0.0));
        }
        cases.add(arguments(npy("=u2", false, N, H, W), 257.0, 0.0));
        return cases.stream();
    }

    private static Npy npy(String descr, boolean fortran, int... shape) {
        return fortran ? Npy.of(descr, shape).fortran() : Npy.of(descr, shape);
    }

    @ParameterizedTest
    @MethodSource("goodArrays")
    void readsTheGreyLevelsOf(Npy npy, double factor, double offset) throws Exception {
        var images = read(npy.bytes(place -> level(place) * factor + offset));

        boolean first = npy.shape.length == 4 && npy.shape[3] == W;
        int channels = npy.shape.length == 3 ? 1 : first ? npy.shape[1] : npy.shape[3];
        assertThat(images).hasSize(N);
        for (int n = 0; n < N; n++) {
            var expected = new byte[H * W * channels];
            for (int y = 0; y < H; y++) {
                for (int x = 0; x < W; x++) {
                    for (int c = 0; c < channels; c++) {
                        int place = first ? ((n * channels + c) * H + y) * W + x : ((n * H + y) * W + x) * channels + c;
                        expected[(y * W + x) * channels + c] = (byte) level(place);
                    }
                }
            }
            assertThat(images.get(n)).isEqualTo(expected);
        }
    }

    @Test
    void readsTruthAsBlackAndWhite() throws Exception {
        var images = read(Npy.of("|b1", N, H, W).bytes(place -> place % 3 == 0 ? 1 : 0));
        assertThat(images.get(0)).startsWith(255, 0, 0, 255);
    }

    @Test
    void keepsADarkTestSplitDark() throws Exception {
        var train = Npy.of("<f4", 1, H, W).bytes(place -> 255);
        var test = Npy.of("<f4", 1, H, W).bytes(place -> 1);
        assertThat(read(train, test).get(1)[0]).isEqualTo((byte) 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsBlockByBlock(boolean fortran) throws Exception {
        var file = Files.write(
                folder.resolve("a.npy"), npy("<u2", fortran, 7, 8, 8).bytes(place -> place));
        for (int images = 1; images <= 8; images++) {
            var seen = new ArrayList<Integer>();
            try (var array = NpyArray.open(file, "a.npy")) {
                array.forEach(
                        (index, image, at, stride) -> {
                            for (int i = 0; i < 64; i++) {
                                assertThat(image.getShort(at + i * stride)).isEqualTo((short) (index * 64 + i));
                            }
                            return seen.add(index);
                        },
                        images * 128);
            }
            assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void takesHeadersWithTheirKeysInAnotherOrder() throws Exception {
        var header = "{ \"shape\":(1,8,8) ,'descr':\"|u1\",\n 'fortran_order' : False}   ";
        assertThat(read(Npy.file(1, header, new byte[64])).getFirst()).hasSize(64);
    }

    static Stream<Arguments> badFiles() {
        var good = Npy.of("|u1", 2, 8, 8);
        var bytes = good.bytes(place -> place);
        var data = good.data(place -> place);
        return Stream.of(
                arguments("FILE_EMPTY", "nothing", new byte[0]),
                arguments("NPY_MAGIC", "bad magic", "not an array, but a text".getBytes(StandardCharsets.UTF_8)),
                arguments("NPY_MAGIC", "a few bytes", new byte[] {(byte) 0x93, 'N'}),
                arguments("NPY_VERSION", "version 9", Npy.file(9, good.header(), data)),
                arguments("NPY_HEADER", "v2 header of 2 GiB", Npy.file(2, Integer.MAX_VALUE - 8, bytes, data)),
                arguments("NPY_HEADER", "v2 header beyond 2 GiB", Npy.file(2, -8, bytes, data)),
                arguments("NPY_TRUNCATED", "v1 header of 40000", Npy.file(1, 40000, bytes, data)),
                arguments("NPY_TRUNCATED", "only a magic", Arrays.copyOf(bytes, 9)),
                arguments("NPY_HEADER", "code", header("__import__('os').system('true')", data)),
                arguments(
                        "NPY_HEADER",
                        "code as a value",
                        header("{'descr': '|u1', 'fortran_order': False, 'shape': __import__('os')}", data)),
                arguments(
                        "NPY_HEADER",
                        "a key twice",
                        header("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2, 8, 8)}", data)),
                arguments(
                        "NPY_HEADER",
                        "a key too many",
                        header("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 8, 8), 'x': 'y'}", data)),
                arguments("NPY_HEADER", "a key too few", header("{'descr': '|u1', 'shape': (2, 8, 8)}", data)),
                arguments(
                        "NPY_HEADER",
                        "order is no truth value",
                        header("{'descr': '|u1', 'fortran_order': 'False', 'shape': (2, 8, 8)}", data)),
                arguments(
                        "NPY_PICKLE",
                        "objects",
                        header("{'descr': '|O', 'fortran_order': False, 'shape': (2, 8, 8)}", data)),
                arguments(
                        "NPY_DTYPE",
                        "records",
                        header(
                                "{'descr': [('a', '<f4'), ('b', '|u1')], 'fortran_order': False, 'shape': (2, 8, 8)}",
                                data)),
                arguments(
                        "NPY_DTYPE",
                        "complex",
                        header("{'descr': '<c16', 'fortran_order': False, 'shape': (2, 8, 8)}", data)),
                arguments(
                        "NPY_DTYPE",
                        "text",
                        header("{'descr': '<U7', 'fortran_order': False, 'shape': (2, 8, 8)}", data)),
                arguments("NPY_TRUNCATED", "cut off", Arrays.copyOf(bytes, bytes.length - 1)),
                arguments("NPY_TRAILING", "bytes behind", Arrays.copyOf(bytes, bytes.length + 1)),
                arguments("NPY_SHAPE", "2^32 x 2^32", shape("4294967296, 4294967296, 8")),
                arguments("NPY_SHAPE", "beyond 64 bit", shape("99999999999999999999, 8, 8")),
                arguments("NPY_TRUNCATED", "claims 1.9 GiB", shape("31129600, 8, 8")),
                arguments("NPY_SHAPE", "negative", shape("-2, 8, 8")),
                arguments("NPY_SHAPE", "no image", shape("0, 8, 8")),
                arguments("NPY_SHAPE", "no width", shape("2, 8, 0")),
                arguments("NPY_SHAPE", "flat", Npy.of("|u1", 2, 784).bytes(place -> 0)),
                arguments("NPY_SHAPE", "one number", Npy.of("|u1", 784).bytes(place -> 0)),
                arguments("NPY_SHAPE", "RGBA", Npy.of("|u1", 2, 8, 8, 4).bytes(place -> 0)),
                arguments(
                        "NPY_SHAPE",
                        "channels first or last",
                        Npy.of("|u1", 2, 3, 8, 3).bytes(place -> 0)),
                arguments("NPY_SHAPE", "one RGB image", Npy.of("|u1", 64, 64, 3).bytes(place -> 0)),
                arguments("NPY_SHAPE", "video", Npy.of("|u1", 2, 2, 8, 8, 3).bytes(place -> 0)),
                arguments(
                        "NPY_NOT_FINITE",
                        "NaN",
                        Npy.of("<f4", 2, 8, 8).bytes(p -> p == 70 || p > 100 ? Double.NaN : 0)),
                arguments("NPY_NOT_FINITE", "infinite", Npy.of("<f2", 2, 8, 8).bytes(p -> p == 3 ? 1e9 : 0)),
                arguments("NPY_RANGE", "-3 to 3", Npy.of("<f4", 2, 8, 8).bytes(place -> place % 7 - 3)),
                arguments(
                        "NPY_RANGE",
                        "0 to 100000 in floats",
                        Npy.of("<f8", 2, 8, 8).bytes(place -> place * 1000)),
                arguments(
                        "NPY_RANGE",
                        "0 to 10 with fractions",
                        Npy.of("<f4", 2, 8, 8).bytes(place -> place / 12.8)),
                arguments("NPY_RANGE", "less their mean", Npy.of("<f4", 2, 8, 8).bytes(place -> place / 128.0 - 0.485)),
                arguments(
                        "NPY_RANGE",
                        "negative whole numbers",
                        Npy.of("|i1", 2, 8, 8).bytes(place -> place - 64)),
                arguments("NPY_RANGE", "70000", Npy.of("<i4", 2, 8, 8).bytes(place -> place * 700)));
    }

    private static byte[] header(String header, byte[] data) {
        return Npy.file(1, header, data);
    }

    private static byte[] shape(String shape) {
        return Npy.file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + ")}", new byte[0]);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFiles")
    void namesTheFileAndTheFaultOf(String code, String what, byte[] bytes) {
        var fault = catchThrowableOfType(InputException.class, () -> read(bytes));
        assertThat(fault).as(what).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.file()).isEqualTo("a.npy");
        assertThat(fault)
                .message()
                .startsWith("a.npy ")
                .endsWith(".")
                .doesNotContain("\n")
                .hasSizeLessThan(250);
    }

    @Test
    void countsValuesThatAreNotFiniteAndNamesTheFirst() {
        var bytes = Npy.of("<f4", 2, 8, 8).bytes(p -> p == 70 || p == 100 ? Double.NaN : 0);
        assertThat(catchThrowableOfType(InputException.class, () -> read(bytes)))
                .message()
                .contains("2 values")
                .contains("image 1 at element 6");
    }

    @Test
    void tellsTheRangeFound() {
        var bytes = Npy.of("<f4", 2, 8, 8).bytes(place -> place % 5 == 0 ? -3.25 : 1000);
        assertThat(catchThrowableOfType(InputException.class, () -> read(bytes)))
                .message()
                .contains("from -3.25 to 1000;");
    }

    private List<byte[]> read(byte[] bytes) throws IOException {
        return read(bytes, bytes)
                .subList(
                        0,
                        NpyHeader.read(new ByteArrayInputStream(bytes), bytes.length, "a.npy")
                                .count());
    }

    private List<byte[]> read(byte[] train, byte[] test) throws IOException {
        var trainFile = Files.write(folder.resolve("train"), train);
        var testFile = Files.write(folder.resolve("test"), test);
        var images = new ArrayList<byte[]>();
        try (var a = NpyArray.open(trainFile, "a.npy");
                var b = NpyArray.open(testFile, "a.npy")) {
            var csv = new StringBuilder("ID,label\n");
            for (int i = 0; i < b.header.count(); i++) {
                csv.append(i).append(",0\n");
            }
            var labels = LabelFile.forIndexes(
                    new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)),
                    "l.csv",
                    b.header.count());
            new ArraySource(a, b, labels, new ValueRanges(null), 0).forEach(Collect.into(images), () -> true);
        }
        return images;
    }
}
