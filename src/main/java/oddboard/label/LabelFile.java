package oddboard.label;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import oddboard.common.Csv;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Labels of test images, from a CSV with the header {@code ID,label[,type]} or {@code file,label[,type]}. An image whose
 * label is empty, or that the file leaves out, is unlabeled.
 */
public final class LabelFile {
    static final long MAX_BYTES = 64 << 20;
    private static final String FORM = "the first line must be ID,label or ID,label,type";

    private final @Nullable ImageLabel[] label;
    private final String[] type;
    private final String file;

    private LabelFile(String file, int count) {
        this.file = file;
        this.label = new ImageLabel[count];
        this.type = new String[count];
        Arrays.fill(type, "");
    }

    public ImageLabel label(int index) {
        var found = label[index];
        return found == null ? ImageLabel.UNLABELED : found;
    }

    /** "" where not anomalous or unknown. */
    public String type(int index) {
        return type[index];
    }

    /** Where there is no label file: {@code count} unlabeled images. */
    public static LabelFile none(int count) {
        return new LabelFile("", count);
    }

    /** @throws InputException where one of the {@code count} test images has two labels, or another image has one */
    public static LabelFile forIndexes(InputStream bytes, String file, int count) throws IOException {
        var labels = new LabelFile(file, count);
        labels.read(
                bytes,
                "id",
                id -> {
                    if (id.matches("\\d{1,9}") && Integer.parseInt(id) < count) {
                        return Integer.parseInt(id);
                    }
                    return null;
                },
                "the test images are 0 to " + (count - 1));
        return labels;
    }

    /** @param names the test images' file names, in order */
    public static LabelFile forNames(InputStream bytes, String file, List<String> names, Map<String, Integer> index)
            throws IOException {
        var labels = new LabelFile(file, names.size());
        labels.read(bytes, "file", index::get, "there is no such test image");
        return labels;
    }

    /** @throws InputException where these are not {@code count} numbers, each 0 or 1 */
    public static LabelFile ofNumbers(double[] numbers, String file, int count) {
        var labels = new LabelFile(file, count);
        if (numbers.length != count) {
            throw labels.fault("LABEL_COUNT", "has " + numbers.length + " labels for " + count + " test images");
        }
        for (int i = 0; i < count; i++) {
            if (numbers[i] != 0 && numbers[i] != 1) {
                throw labels.fault(
                        "LABEL_VALUE",
                        "has for test image " + i + " the label "
                                + Double.toString(numbers[i]).replaceFirst("\\.0$", "")
                                + "; labels are 0 (normal) or 1 (anomalous)");
            }
            labels.label[i] = ImageLabel.of(numbers[i] == 1);
        }
        return labels;
    }

    /** Labels of some images, by number or by file name; {@code index} from the test images' names to their places. */
    static LabelFile some(InputStream bytes, String file, int count, Map<String, Integer> index) throws IOException {
        var labels = new LabelFile(file, count);
        labels.read(
                bytes,
                "id",
                id -> index.containsKey(id)
                        ? index.get(id)
                        : id.matches("\\d{1,9}") && Integer.parseInt(id) < count
                                ? (Integer) Integer.parseInt(id)
                                : null,
                "the test images are 0 to " + (count - 1) + ", and none has this file name");
        return labels;
    }

    /** Whether the file names the image. */
    boolean has(int index) {
        return label[index] != null;
    }

    private void read(InputStream bytes, String idName, Function<String, @Nullable Integer> find, String unknown)
            throws IOException {
        var content = bytes.readNBytes((int) MAX_BYTES + 1);
        if (content.length == 0) {
            throw new InputException("FILE_EMPTY", file, "", file + " is empty.");
        }
        if (content.length > MAX_BYTES) {
            throw fault("LABEL_FORMAT", "is too large for a label file");
        }
        int start = content.length >= 3 && content[0] == (byte) 0xef && content[1] == (byte) 0xbb ? 3 : 0;
        var reader = new InputStreamReader(
                new ByteArrayInputStream(content, start, content.length - start), StandardCharsets.UTF_8);
        var format = CSVFormat.DEFAULT
                .builder()
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (var parser =
                CSVParser.builder().setReader(reader).setFormat(format).get()) {
            var rows = parser.iterator();
            var columns = columns(rows.hasNext() ? rows.next() : null, idName);
            while (rows.hasNext()) {
                add(rows.next(), columns, parser.getCurrentLineNumber(), find, unknown);
            }
        } catch (IOException | UncheckedIOException e) {
            throw fault("LABEL_FORMAT", "cannot be read as CSV: a quotation mark is missing or too many");
        }
    }

    private record Columns(int id, int label, int type) {}

    private Columns columns(@Nullable CSVRecord header, String idName) {
        if (header == null) {
            throw fault("LABEL_FORMAT", "has no lines; " + FORM);
        }
        var names = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int id = names.indexOf(idName);
        if (id < 0) {
            id = Math.max(names.indexOf("id"), names.indexOf("file"));
        }
        int label = names.indexOf("label");
        if (names.size() == 1 && names.getFirst().contains(";")) {
            throw fault("LABEL_FORMAT", "separates its columns by semicolons; save it with commas");
        }
        if (id < 0 || label < 0) {
            throw fault("LABEL_FORMAT", "has no columns ID and label; " + FORM);
        }
        return new Columns(id, label, names.indexOf("type"));
    }

    private void add(
            CSVRecord row, Columns columns, long line, Function<String, @Nullable Integer> find, String unknown) {
        if (row.size() <= Math.max(columns.id, columns.label)) {
            throw fault("LABEL_FORMAT", "has too few columns in line " + line);
        }
        var id = row.get(columns.id);
        var index = find.apply(id);
        if (index == null) {
            throw fault(
                    "LABEL_UNKNOWN_IMAGE", "names in line " + line + " the image " + shorten(id) + ", but " + unknown);
        }
        if (label[index] != null) {
            throw fault("LABEL_DUPLICATE", "has a second label for image " + shorten(id) + " in line " + line);
        }
        var text = row.get(columns.label);
        if (!text.isEmpty() && !text.equals("0") && !text.equals("1")) {
            throw fault(
                    "LABEL_VALUE",
                    "has in line " + line + " for image " + shorten(id) + " the label \"" + shorten(text)
                            + "\"; labels are 0 (normal), 1 (anomalous) or empty (unlabeled)");
        }
        label[index] = ImageLabel.of(text.isEmpty() ? null : (Boolean) text.equals("1"));
        boolean typed = text.equals("1") && columns.type >= 0 && columns.type < row.size();
        type[index] = typed ? Csv.unguard(row.get(columns.type)).replaceAll("\\p{Cntrl}", " ") : "";
    }

    private static String shorten(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
    }

    private InputException fault(String code, String what) {
        return new InputException(code, file, "", file + " " + what + ".");
    }
}
