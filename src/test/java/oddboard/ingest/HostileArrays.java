package oddboard.ingest;

import static oddboard.ingest.HostileFiles.half;
import static oddboard.ingest.HostileFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import oddboard.archive.Zips;
import oddboard.ingest.HostileFiles.Row;
import oddboard.npy.Npy;

/** Arrays that claim what they don't hold, or hold what nobody should read; each alone and within an .npz. */
final class HostileArrays {
    private static final Npy GOOD = Npy.of("|u1", 2, 32, 32);
    private static final byte[] BYTES = GOOD.bytes(place -> place);
    private static final byte[] DATA = GOOD.data(place -> place);

    private HostileArrays() {}

    static Stream<Row> rows() {
        return Stream.of(refused().flatMap(row -> Stream.of(row, inNpz(row))), taken(), others())
                .flatMap(rows -> rows);
    }

    private static Map<String, byte[]> set(byte[] train) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train.npy", train);
        files.put("test.npy", BYTES);
        files.put("labels.csv", text("ID,label\n0,0\n1,1\n"));
        return files;
    }

    private static Row inNpz(Row row) {
        return Row.refused(
                row.what() + " in NPZ",
                row.code(),
                () -> Map.of("set.npz", Zips.of(row.files().get())));
    }

    private static Row npy(String what, String code, Supplier<byte[]> train) {
        return Row.refused(what, code, () -> set(train.get()));
    }

    private static byte[] header(String text) {
        return Npy.file(1, text, DATA);
    }

    private static byte[] shape(String shape) {
        return header("{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }");
    }

    private static byte[] descr(String descr) {
        return header("{'descr': " + descr + ", 'fortran_order': False, 'shape': (2, 32, 32), }");
    }

    private static Stream<Row> refused() {
        return Stream.of(
                npy("47 bad magic", "NPY_MAGIC", () -> text("no array, but a text")),
                npy("48 version 9", "NPY_VERSION", () -> Npy.file(9, GOOD.header(), DATA)),
                npy("49 header of 2 GiB", "NPY_HEADER", () -> Npy.file(2, Integer.MAX_VALUE - 8, BYTES, DATA)),
                npy("50 header of 40,000 bytes", "NPY_TRUNCATED", () -> Npy.file(1, 40_000, BYTES, new byte[10])),
                npy("51 code in the header", "NPY_HEADER", () -> header("__import__('os').system('true')")),
                npy("52 objects with a pickle", "NPY_PICKLE", () -> descr("'|O'")),
                npy("53 records", "NPY_DTYPE", () -> descr("[('a', '<f4'), ('b', '|u1')]")),
                npy("57 complex numbers", "NPY_DTYPE", () -> descr("'<c16'")),
                npy("58 cut off", "NPY_TRUNCATED", () -> half(BYTES)),
                npy("59 bytes behind", "NPY_TRAILING", () -> Arrays.copyOf(BYTES, BYTES.length + 1)),
                npy("60 2^32 x 2^32", "NPY_SHAPE", () -> shape("4294967296, 4294967296, 8")),
                npy("61 claims 1.9 GiB", "NPY_TRUNCATED", () -> shape("31129600, 8, 8")),
                npy("62 negative dimension", "NPY_SHAPE", () -> shape("-2, 32, 32")),
                npy("62 dimension of zero", "NPY_SHAPE", () -> shape("0, 32, 32")),
                npy(
                        "63 not finite",
                        "NPY_NOT_FINITE",
                        () -> Npy.of("<f4", 2, 32, 32).bytes(p -> p == 70 || p > 2000 ? Double.NaN : 0)),
                npy("no bytes", "FILE_EMPTY", () -> new byte[0]),
                npy("no dimension", "NPY_TRAILING", () -> shape("")),
                npy("header that is all brackets", "NPY_HEADER", () -> header("{" + "(".repeat(60_000) + "}")),
                npy("header that is all quotes", "NPY_HEADER", () -> header("{" + "'a':".repeat(15_000) + "}")),
                npy("a ZIP", "NPY_MAGIC", () -> Zips.of(Zips.smallSet())));
    }

    private static Row value(String what, Npy npy, IntToDoubleFunction values, Function<Integer, Integer> level) {
        return new Row(what, "", () -> set(npy.bytes(values)), (fixture, version) -> {
            for (int image = 0; image < 2; image++) {
                var bytes = fixture.datasets.image(version, image);
                for (int i = 0; i < bytes.length; i++) {
                    assertThat(bytes[i] & 0xff).isEqualTo(level.apply(image * 1024 + i));
                }
            }
        });
    }

    private static Stream<Row> taken() {
        Function<Integer, Integer> same = place -> place & 0xff;
        return Stream.of(
                value("54 Fortran order", Npy.of("|u1", 2, 32, 32).fortran(), p -> p & 0xff, same),
                value("55 highest byte first", Npy.of(">f4", 2, 32, 32), p -> p & 0xff, same),
                value("56 16 bits", Npy.of("<u2", 2, 32, 32), p -> p * 32, p -> (int) Math.round(p * 32 / 257.0)),
                value("56 32 bits", Npy.of(">u4", 2, 32, 32), p -> p & 0xff, same),
                new Row(
                        "64 keys in another order",
                        "",
                        () -> set(Npy.file(1, "{'shape': (2, 32, 32), 'descr': '|u1', 'fortran_order': False}", DATA)),
                        (fixture, version) -> assertThat(fixture.datasets.image(version, 1)[5] & 0xff)
                                .isEqualTo(5)));
    }

    private static Stream<Row> others() {
        return Stream.concat(
                Stream.of("pt", "pth", "pkl", "onnx", "joblib")
                        .map(ending -> Row.refused(
                                "66 a model: " + ending, "FILE_KIND", () -> Map.of("model." + ending, text("PK")))),
                Stream.of(
                        Row.refused(
                                "65 NPZ that lies about its length",
                                "NPY_TRUNCATED",
                                () -> Map.of(
                                        "set.npz",
                                        Zips.patch(Zips.of(set(BYTES)), HostileFiles.ENTRY, 0, 24, 4, 1000))),
                        Row.refused("NPZ with labels of objects", "NPY_PICKLE", () -> {
                            var files = set(BYTES);
                            files.remove("labels.csv");
                            files.put("y_test.npy", header("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"));
                            return Map.of("set.npz", Zips.of(files));
                        }),
                        Row.refused("NPZ without test images", "FILES_MISSING", () -> {
                            var files = set(BYTES);
                            files.remove("test.npy");
                            return Map.of("set.npz", Zips.of(files));
                        }),
                        Row.refused(
                                "NPZ cut in half", "ZIP_DAMAGED", () -> Map.of("set.npz", half(Zips.of(set(BYTES)))))));
    }
}
