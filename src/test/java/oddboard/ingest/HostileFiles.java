package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.common.CodePage;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Images;
import oddboard.label.LabelSets;
import oddboard.testing.DatasetFixture;

/** Archives that nobody should trust, and what comes of each. */
final class HostileFiles {
    static final int LOCAL = 0x04034b50;
    static final int ENTRY = 0x02014b50;
    static final byte[] CONTENT = Images.png(Images.gray(32, 32, 9));

    private HostileFiles() {}

    interface Check {
        void accept(DatasetFixture fixture, DatasetVersion version) throws Exception;
    }

    /** @param code "" where the file is to be taken, as {@code check} says */
    record Row(String what, String code, Supplier<Map<String, byte[]>> files, Check check) {
        static Row refused(String what, String code, Supplier<Map<String, byte[]>> files) {
            return new Row(what, code, files, (fixture, version) -> {});
        }

        static Row zip(String what, String code, Supplier<byte[]> bytes) {
            return refused(what, code, () -> Map.of("set.zip", bytes.get()));
        }

        static Row tar(String what, String code, Supplier<byte[]> bytes) {
            return refused(what, code, () -> Map.of("set.tar", bytes.get()));
        }

        @Override
        public String toString() {
            return what + (code.isEmpty() ? ": taken" : ": " + code);
        }
    }

    static Stream<Row> archives() {
        return Stream.of(HostileZips.rows(), more(), HostileTars.rows()).flatMap(rows -> rows);
    }

    private static Stream<Row> more() {
        var scripts = Stream.of(
                "瓶子",
                "بطل",
                "बोतल",
                "бутылка",
                "ขวด",
                "בקבוק",
                "瓶😀",
                "e\u0301cro\u0302u",
                "a b'c\"d&<e>",
                "%2e%2e%2f",
                "CON",
                "-rf",
                "$(id)",
                "'; drop table dataset; --");
        return Stream.concat(
                scripts.flatMap(name -> Stream.of(
                        named(name, "set.zip", files -> Zips.of(files)),
                        named(name, "set.tar", files -> Tars.of(files)),
                        named(name, "set.tgz", files -> Tars.gzip(Tars.of(files))))),
                Stream.of(
                        Row.zip(
                                "a picture of no bytes",
                                "IMAGE_EMPTY",
                                () -> small().add("train/good/x.png", new byte[0])
                                        .bytes()),
                        Row.zip(
                                "an archive that holds itself",
                                "NOT_AN_IMAGE",
                                () -> small().stored("train/good/r.zip", Zips.of(Zips.smallSet()))
                                        .bytes()),
                        Row.zip("text", "ZIP_DAMAGED", () -> text("hello ".repeat(200))),
                        Row.zip("a page", "ZIP_DAMAGED", () -> text("<html><script>alert(1)</script></html>")),
                        Row.zip("xz", "ARCHIVE_KIND", () -> new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0}),
                        Row.zip(
                                "a folder where a file should be",
                                "FILES_MISSING",
                                () -> new Zips()
                                        .add("train/", new byte[0])
                                        .add("test/", new byte[0])
                                        .bytes()),
                        Row.zip(
                                "one picture alone",
                                "FILES_MISSING",
                                () -> new Zips().add("a.png", CONTENT).bytes()),
                        new Row(
                                "a picture that is an archive too",
                                "",
                                () -> Map.of("set.zip", join(CONTENT, Zips.of(Zips.smallSet()))),
                                (fixture, version) ->
                                        assertThat(version.trainCount()).isEqualTo(2))));
    }

    private interface Packer {
        byte[] pack(Map<String, byte[]> files);
    }

    private static Row named(String name, String file, Packer packer) {
        var path = "test/" + name + "/" + name + ".png";
        return new Row(
                file + " with the name " + name,
                "",
                () -> {
                    var files = Zips.smallSet();
                    files.put(path, CONTENT);
                    return Map.of(file, packer.pack(files));
                },
                (fixture, version) -> {
                    assertThat(fixture.datasets.imageNames(version.id())).contains(CodePage.nfc(path));
                    assertThat(fixture.part(LabelSets.class)
                                    .forWorkers(version.id())
                                    .type())
                            .contains(CodePage.nfc(name));
                });
    }

    static Zips small() {
        var zip = new Zips();
        Zips.smallSet().forEach(zip::add);
        return zip;
    }

    static byte[] with(String name) {
        return small().add(name, CONTENT).bytes();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    static byte[] flip(byte[] bytes, int at) {
        var flipped = bytes.clone();
        flipped[at] ^= 0x55;
        return flipped;
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
