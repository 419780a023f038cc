package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder;
import oddboard.image.RasterImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of image that is accepted, against the gray levels that other decoders find (see formats.py). */
class FormatsTableTest {
    private static final Path PAGE = Path.of("docs", "formats.md");

    record Row(String file, String format, String kind, String reference, int limit) {
        static Row of(String line) {
            var parts = line.replaceAll("\"([^\"]*)\"", "$1").split(",");
            int last = parts.length - 1;
            // Only the third column has commas.
            var kind = String.join(",", Arrays.copyOfRange(parts, 2, last - 1));
            return new Row(parts[0], parts[1], kind, parts[last - 1], Integer.parseInt(parts[last]));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static ByteArrayInputStream resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(FormatsTableTest.class.getResourceAsStream(name), name)) {
            return new ByteArrayInputStream(in.readAllBytes());
        }
    }

    static List<Row> rows() throws IOException {
        var text = new String(resource("formats.csv").readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().skip(1).map(Row::of).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsTheGrayLevelsThatOthersFind(Row row) throws IOException {
        assertThat(difference(row)).as(row.kind).isLessThanOrEqualTo(row.limit);
    }

    @Test
    void isThePageOfTheDocuments() throws IOException {
        var lines = new ArrayList<String>();
        for (var row : rows()) {
            lines.add("| " + row.format + " | " + row.kind + " | " + row.reference + " | " + difference(row) + " |");
        }
        if (Boolean.getBoolean("oddboard.formats.write")) {
            var head = Files.readString(PAGE).lines().takeWhile(line -> !line.startsWith("| PNG"));
            Files.write(PAGE, List.of(String.join("\n", head.toList()), String.join("\n", lines)));
        }
        assertThat(Files.readString(PAGE).lines().filter(line -> line.matches("\\| (PNG|JPEG|BMP|GIF|TIFF|WebP) .*")))
                .as("-Doddboard.formats.write=true writes the table again")
                .containsExactlyElementsOf(lines);
    }

    private static int difference(Row row) throws IOException {
        var found = decode(FormatFiles.file(row.file), row.file);
        var bytes = FormatFiles.file(row.file + ".npy");
        var expected = expected(bytes);
        assertThat(found.width()).isEqualTo(expected.width());
        assertThat(found.height()).isEqualTo(expected.height());
        var some = found.withChannels(3).data();
        var other = expected.withChannels(3).data();
        int most = 0;
        for (int i = 0; i < some.length; i++) {
            most = Math.max(most, Math.abs((some[i] & 0xff) - (other[i] & 0xff)));
        }
        return most;
    }

    /** As the only image of a version, with its values in the range that they themselves say. */
    private static RasterImage decode(byte[] file, String name) {
        var ranges = new ValueRanges(null);
        if (ImageDecoder.mayHaveDeepSamples(Arrays.copyOf(file, FolderSource.HEADER))) {
            ImageDecoder.measure(file, "formats.zip", name)
                    .ifPresent(found -> ranges.add(new ValueRanges.Part("formats.zip", name, true, found)));
        }
        assertThat(ranges.decide()).extracting(InputException::getMessage).isEmpty();
        return ImageDecoder.decode(file, "formats.zip", name, ranges).pixels();
    }

    /** NumPy's own header of (height, width) or (height, width, 3) bytes. */
    private static RasterImage expected(byte[] npy) throws IOException {
        var header = new String(npy, StandardCharsets.ISO_8859_1);
        var shape = header.replaceFirst("(?s).*'shape': \\(([^)]*)\\).*", "$1").split(", ?");
        int height = Integer.parseInt(shape[0]);
        int width = Integer.parseInt(shape[1]);
        int channels = shape.length == 3 ? 3 : 1;
        int length = height * width * channels;
        return new RasterImage(width, height, channels, Arrays.copyOfRange(npy, npy.length - length, npy.length));
    }
}
