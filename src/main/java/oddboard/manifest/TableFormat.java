package oddboard.manifest;

import static oddboard.manifest.FieldNames.FILE;
import static oddboard.manifest.FieldNames.GROUP;
import static oddboard.manifest.FieldNames.LABEL;
import static oddboard.manifest.FieldNames.MASK;
import static oddboard.manifest.FieldNames.SPLIT;
import static oddboard.manifest.FieldNames.TYPE;
import static oddboard.manifest.ManifestFaults.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.Csv;
import oddboard.common.InputException;
import oddboard.common.PlainText;
import oddboard.common.TextTable;
import oddboard.common.TextTable.Row;
import org.jspecify.annotations.Nullable;

/**
 * CSV or TSV with a column that names the file, and {@code label}, {@code split}, {@code type}, {@code mask}, {@code group}: VisA's
 * tables and Hugging Face's {@code metadata.csv} among them.
 */
final class TableFormat implements ManifestFormat {
    private static final List<String> PRODUCT = List.of("object", "category", "product");
    private static final Set<String> COLUMNS = Stream.of(FILE, LABEL, SPLIT, TYPE, MASK, PRODUCT, GROUP)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public String title() {
        return "table of files";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(csv|tsv)");
    }

    @Override
    public @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone) {
        if (bytes.length == 0) {
            return null;
        }
        TextTable table;
        try {
            table = TextTable.read(bytes, file, "MANIFEST_FORMAT", COLUMNS);
        } catch (InputException e) {
            if (namesFilesAndSplits(bytes)) {
                throw e;
            }
            return null;
        }
        var columns = Columns.of(table.header());
        if (columns.file < 0 || !columns.saysMoreThanALabelFile() && !(alone && columns.label >= 0)) {
            return null;
        }
        var lines = new ArrayList<ListedImage>();
        for (var row : table.rows()) {
            lines.add(columns.line(row, file));
        }
        return lines;
    }

    /** By its first line: then it must not be passed over, however damaged it is. */
    private static boolean namesFilesAndSplits(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        var cells = List.of(
                start.lines().findFirst().orElse("").toLowerCase(Locale.ROOT).split("[,;\t]"));
        return cells.stream().anyMatch(FILE::contains) && cells.stream().anyMatch(SPLIT::contains);
    }

    private record Columns(int file, int label, int split, int type, int mask, int product, int group) {
        static Columns of(List<String> header) {
            return new Columns(
                    first(header, FILE),
                    first(header, LABEL),
                    first(header, SPLIT),
                    first(header, TYPE),
                    first(header, MASK),
                    first(header, PRODUCT),
                    first(header, GROUP));
        }

        private static int first(List<String> header, List<String> names) {
            return names.stream()
                    .mapToInt(header::indexOf)
                    .filter(at -> at >= 0)
                    .findFirst()
                    .orElse(-1);
        }

        boolean saysMoreThanALabelFile() {
            return split >= 0 || (mask >= 0 || group >= 0) && label >= 0;
        }

        ListedImage line(Row row, String list) {
            var where = "line " + row.line();
            var name = cell(row, file);
            if (name.isEmpty()) {
                throw fault(list, where + " names no file");
            }
            var word = label < 0 ? LabelWord.NONE : LabelWord.of(cell(row, label));
            var line = ListedImage.of(
                            where,
                            name,
                            FieldNames.split(cell(row, split), list, where),
                            FieldNames.typed(word, cell(row, type)))
                    .withProduct(cell(row, product))
                    .withGroup(PlainText.spaced(cell(row, group)));
            var marked = cell(row, mask);
            return FieldNames.isNone(marked) ? line : line.withMask(new ListedImage.MaskName(marked, null));
        }

        private static String cell(Row row, int column) {
            return column < 0 || column >= row.cells().size()
                    ? ""
                    : Csv.unguard(row.cells().get(column)).strip();
        }
    }
}
