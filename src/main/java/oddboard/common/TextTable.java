package oddboard.common;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table as programs write it: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or a code page.
 *
 * @param header the first line's cells, in small letters
 * @param decimalComma whether cells may hold 0,5: commas separate nothing here
 * @param note what was assumed about the code page, or ""
 */
public record TextTable(List<String> header, List<Row> rows, boolean decimalComma, String note) {
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** @param line in the file, from 1 */
    public record Row(List<String> cells, long line) {}

    /**
     * @param file its name, for messages
     * @param code of the refusal of what is no table
     * @param columns names of which some are expected; by them the separator is found
     */
    public static TextTable read(byte[] content, String file, String code, Set<String> columns) {
        if (content.length == 0) {
            throw new InputException("FILE_EMPTY", file, "", file + " is empty.");
        }
        var text = new Text(content, file);
        var plain = text.plain;
        int skipped = 0;
        // What Excel writes and reads to say the separator.
        if (plain.matches("(?s)(?i)\"?sep=.\"?\\r?\\n.*")) {
            plain = plain.substring(plain.indexOf('\n') + 1);
            skipped = 1;
        }
        char separator = separator(plain, columns);
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        var rows = new ArrayList<Row>();
        try (var parser = CSVParser.builder()
                .setReader(new StringReader(plain))
                .setFormat(format)
                .get()) {
            for (CSVRecord record : parser) {
                var cells = record.toList();
                // Spreadsheets end with lines of separators alone.
                if (rows.isEmpty() || !cells.stream().allMatch(String::isEmpty) || cells.size() < 2) {
                    rows.add(new Row(cells, parser.getCurrentLineNumber() + skipped));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    code, file, "", file + " cannot be read as CSV: a quotation mark is missing or too many.");
        }
        var header = rows.isEmpty()
                ? List.<String>of()
                : rows.getFirst().cells().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        var twice = header.stream()
                .filter(columns::contains)
                .filter(name -> header.indexOf(name) != header.lastIndexOf(name))
                .findFirst();
        if (twice.isPresent()) {
            throw new InputException(
                    code, file, "", file + " has two columns called " + twice.get() + "; keep one of them.");
        }
        return new TextTable(header, rows.subList(Math.min(1, rows.size()), rows.size()), separator != ',', text.note);
    }

    private static char separator(String text, Set<String> columns) {
        var line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
        char best = ',';
        long most = 0;
        for (char separator : SEPARATORS) {
            long known = Arrays.stream(line.split(String.valueOf(separator)))
                    .map(cell -> cell.replace("\"", "").strip().toLowerCase(Locale.ROOT))
                    .filter(columns::contains)
                    .count();
            if (known > most) {
                best = separator;
                most = known;
            }
        }
        return best;
    }

    private static final class Text {
        private final String plain;
        private final String note;

        Text(byte[] content, String file) {
            boolean marked = starts(content, 0xef, 0xbb, 0xbf);
            var utf16 = utf16(content);
            if (utf16 != null) {
                plain = CodePage.nfc(unmarked(new String(content, utf16)));
                note = "";
            } else if (!CodePage.isForeign(content)) {
                int start = marked ? 3 : 0;
                plain = CodePage.nfc(new String(content, start, content.length - start, StandardCharsets.UTF_8));
                note = "";
            } else {
                var lines = CodePage.lines(content, marked ? 3 : 0);
                var page = CodePage.of(lines);
                plain = lines.stream().map(page::decode).collect(Collectors.joining("\n"));
                note = page.note("The texts in " + file);
            }
        }

        private static String unmarked(String text) {
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }

        /** By its mark, or by the zeros that ASCII has in it; null where it is something else. */
        private static @Nullable Charset utf16(byte[] content) {
            if (starts(content, 0xff, 0xfe)) {
                return StandardCharsets.UTF_16LE;
            }
            if (starts(content, 0xfe, 0xff)) {
                return StandardCharsets.UTF_16BE;
            }
            if (content.length < 4 || content.length % 2 != 0) {
                return null;
            }
            boolean little = content[1] == 0 && content[3] == 0 && content[0] != 0 && content[2] != 0;
            boolean big = content[0] == 0 && content[2] == 0 && content[1] != 0 && content[3] != 0;
            return little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : null;
        }

        private static boolean starts(byte[] bytes, int... magic) {
            for (int i = 0; i < magic.length; i++) {
                if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
