package oddboard.label;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.CodePage;
import oddboard.common.Csv;
import oddboard.common.FileKinds;
import oddboard.common.InputException;
import oddboard.common.PlainText;
import oddboard.common.ShortText;
import oddboard.common.TextTable;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/**
 * Labels of test images, from a CSV with the header {@code ID,label[,type]} or {@code file,label[,type]}. An image whose
 * label is empty, or that the file leaves out, is unlabeled.
 */
public final class LabelFile {
    static final long MAX_BYTES = 64 << 20;
    private static final Set<String> COLUMNS = Stream.concat(
                    Stream.of("id", "label", "type"), TestImages.FILE_COLUMNS.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final String FORM = "the first line must be ID,label or ID,label,type";

    private final @Nullable ImageLabel[] label;
    private final String[] type;
    private final String file;
    private final List<String> notes = new ArrayList<>();

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

    /** Sentences for the user: what was assumed. */
    public List<String> notes() {
        return notes;
    }

    /** Where there is no label file: {@code count} unlabeled images. */
    public static LabelFile none(int count) {
        return new LabelFile("", count);
    }

    /** @throws InputException where one of the {@code count} test images has two labels, or another image has one */
    public static LabelFile forIndexes(InputStream bytes, String file, int count) throws IOException {
        var labels = new LabelFile(file, count);
        labels.read(bytes, TestImages.numbered(count), false);
        return labels;
    }

    /** @throws InputException where a test image has two labels, or another image has one */
    public static LabelFile forNames(InputStream bytes, String file, List<String> names) throws IOException {
        var labels = new LabelFile(file, names.size());
        labels.read(bytes, TestImages.named(names), true);
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

    /**
     * @param words each good, normal or ok, or the name of a type of anomaly
     * @throws InputException where these are not {@code count}, or none says what is normal
     */
    public static LabelFile ofWords(List<String> words, String file, int count) {
        var labels = new LabelFile(file, count);
        if (words.size() != count) {
            throw labels.fault("LABEL_COUNT", "has " + words.size() + " labels for " + count + " test images");
        }
        if (words.stream().noneMatch(LabelWords::isNormal)) {
            throw labels.fault(
                    "LABEL_VALUE",
                    "has words for labels such as \"" + ShortText.of(words.getFirst(), 80)
                            + "\", and none of them is good, normal or ok");
        }
        for (int i = 0; i < count; i++) {
            boolean normal = LabelWords.isNormal(words.get(i));
            if (words.get(i).isBlank()) {
                throw labels.fault("LABEL_VALUE", "has no label for test image " + i);
            }
            labels.label[i] = ImageLabel.of(!normal);
            labels.type[i] = normal ? "" : PlainText.spaced(CodePage.nfc(words.get(i)));
        }
        return labels;
    }

    /** Labels of some images, by number or by file name. */
    static LabelFile some(InputStream bytes, String file, List<String> names) throws IOException {
        var labels = new LabelFile(file, names.size());
        labels.read(bytes, TestImages.of(names), false);
        return labels;
    }

    /** Whether the file names the image. */
    boolean has(int index) {
        return label[index] != null;
    }

    private void read(InputStream bytes, TestImages images, boolean byName) throws IOException {
        var content = bytes.readNBytes((int) MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw fault("LABEL_FORMAT", "is too large for a label file");
        }
        var kind = FileKinds.describe(content);
        if (!kind.isEmpty()) {
            throw fault("LABEL_FORMAT", "is " + kind + ", not a table of labels");
        }
        var table = TextTable.read(content, file, "LABEL_FORMAT", COLUMNS);
        if (!table.note().isEmpty()) {
            notes.add(table.note());
        }
        var columns = columns(table, byName);
        var words = new LabelWords();
        for (var row : table.rows()) {
            add(row, columns, images, words);
        }
        var reading = words.note(file);
        if (!reading.isEmpty()) {
            notes.add(reading);
        }
    }

    private record Columns(int id, int label, int type) {}

    private Columns columns(TextTable table, boolean byName) {
        var names = table.header();
        if (names.isEmpty()) {
            throw fault("LABEL_FORMAT", "has no lines; " + FORM);
        }
        int file = TestImages.FILE_COLUMNS.stream()
                .mapToInt(names::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
        int number = names.indexOf("id");
        int id = byName && file >= 0 || number < 0 ? file : number;
        int label = names.indexOf("label");
        if (id < 0 || label < 0) {
            throw fault("LABEL_FORMAT", "has no columns ID and label; " + FORM);
        }
        return new Columns(id, label, names.indexOf("type"));
    }

    private void add(TextTable.Row row, Columns columns, TestImages images, LabelWords words) {
        var cells = row.cells();
        if (cells.size() <= Math.max(columns.id, columns.label)) {
            throw fault("LABEL_FORMAT", "has too few columns in line " + row.line());
        }
        var id = cells.get(columns.id);
        var index = images.find(id);
        if (index == null) {
            throw fault(
                    "LABEL_UNKNOWN_IMAGE",
                    "names in line " + row.line() + " the image " + ShortText.of(id, 80) + ", but "
                            + images.describe());
        }
        if (label[index] != null) {
            throw fault(
                    "LABEL_DUPLICATE",
                    "has a second label for image " + ShortText.of(id, 80) + " in line " + row.line());
        }
        var text = cells.get(columns.label);
        var found = words.label(text);
        if (found == null) {
            throw fault(
                    "LABEL_VALUE",
                    "has in line " + row.line() + " for image " + ShortText.of(id, 80) + " the label \""
                            + ShortText.of(text, 80) + "\"; " + words.expected());
        }
        label[index] = found;
        boolean marked = found == ImageLabel.ANOMALOUS;
        boolean typed = marked && columns.type >= 0 && columns.type < cells.size();
        type[index] = typed ? PlainText.spaced(Csv.unguard(cells.get(columns.type))) : "";
    }

    private InputException fault(String code, String what) {
        return new InputException(code, file, "", file + " " + what + ".");
    }
}
