package oddboard.leaderboard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import oddboard.common.InputException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Scores of all test images, from a CSV with the header {@code ID,score}; a byte order mark before it does no harm. */
final class PredictionFile {
    static final int MAX_BYTES = 64 << 20;
    private static final String FORM = "the first line must be ID,score";
    private final String file;
    private final double[] scores;
    private final long[] lineOf;

    private PredictionFile(String file, int count) {
        this.file = file;
        scores = new double[count];
        lineOf = new long[count];
    }

    /**
     * @param file its name, for what is said about it
     * @return test images in order
     * @throws InputException where not every one of the {@code count} test images has exactly one finite score
     */
    static double[] read(InputStream bytes, String file, int count) throws IOException {
        var predictions = new PredictionFile(file, count);
        predictions.read(bytes.readNBytes(MAX_BYTES + 1));
        predictions.requireAll();
        return predictions.scores;
    }

    private void read(byte[] content) {
        if (content.length == 0) {
            throw new InputException("FILE_EMPTY", file, "", file + " is empty.");
        }
        if (content.length > MAX_BYTES) {
            throw fault("PREDICTIONS_TOO_LARGE", "is larger than 64 MiB, too large for a table of scores");
        }
        if (content.length > 1 && (content[0] & 0xff) + (content[1] & 0xff) == 0xfe + 0xff) {
            throw fault("PREDICTIONS_FORMAT", "is UTF-16 text; save it as UTF-8");
        }
        boolean marked = content.length >= 3
                && content[0] == (byte) 0xef
                && content[1] == (byte) 0xbb
                && content[2] == (byte) 0xbf;
        var reader = new InputStreamReader(
                new ByteArrayInputStream(content, marked ? 3 : 0, content.length - (marked ? 3 : 0)),
                StandardCharsets.UTF_8);
        var format = CSVFormat.DEFAULT
                .builder()
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (var parser =
                CSVParser.builder().setReader(reader).setFormat(format).get()) {
            var rows = parser.iterator();
            if (!rows.hasNext()) {
                throw fault("PREDICTIONS_FORMAT", "has no lines; " + FORM);
            }
            var columns = columns(rows.next());
            while (rows.hasNext()) {
                add(rows.next(), columns, parser.getCurrentLineNumber());
            }
        } catch (IOException | UncheckedIOException e) {
            throw fault("PREDICTIONS_FORMAT", "cannot be read as CSV: a quotation mark is missing or too many");
        }
    }

    private record Columns(int id, int score, int count) {}

    private Columns columns(CSVRecord header) {
        var names = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (names.size() == 1 && names.getFirst().contains(";")) {
            throw fault("PREDICTIONS_FORMAT", "separates its columns by semicolons in line 1; save it with commas");
        }
        int id = names.indexOf("id");
        int score = names.indexOf("score");
        if (id < 0 || score < 0) {
            throw fault(
                    "PREDICTIONS_HEADER",
                    "begins with \"" + shorten(String.join(",", header.toList())) + "\" in line 1; " + FORM);
        }
        return new Columns(id, score, names.size());
    }

    private void add(CSVRecord row, Columns columns, long line) {
        if (row.size() != columns.count) {
            throw fault(
                    "PREDICTIONS_FORMAT",
                    "has " + row.size() + (row.size() == 1 ? " value" : " values") + " in line " + line + " for "
                            + columns.count + " columns"
                            + (row.size() > columns.count ? "; write decimals with a point" : ""));
        }
        String id = row.get(columns.id);
        if (!id.matches("\\d{1,9}") || Integer.parseInt(id) >= scores.length) {
            throw fault(
                    "PREDICTIONS_UNKNOWN_IMAGE",
                    "names in line " + line + " the image \"" + shorten(id) + "\", but the test images are 0 to "
                            + (scores.length - 1));
        }
        int image = Integer.parseInt(id);
        if (lineOf[image] != 0) {
            throw fault(
                    "PREDICTIONS_DUPLICATE",
                    "has a second score for image " + image + " in line " + line + "; the first is in line "
                            + lineOf[image]);
        }
        lineOf[image] = line;
        scores[image] = score(row.get(columns.score), image, line);
    }

    private double score(String text, int image, long line) {
        double score = Double.NaN;
        try {
            // Java's own would take "1d" and hexadecimal digits for numbers.
            score = text.matches("[-+0-9.eE]+") ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            // Said below.
        }
        if (!Double.isFinite(score)) {
            throw fault(
                    "PREDICTIONS_VALUE",
                    "has in line " + line + " for image " + image + " the score \"" + shorten(text)
                            + "\"; a score is a finite number");
        }
        return score;
    }

    private void requireAll() {
        long missing = Arrays.stream(lineOf).filter(line -> line == 0).count();
        if (missing > 0) {
            int first = 0;
            while (lineOf[first] != 0) {
                first++;
            }
            throw fault(
                    "PREDICTIONS_MISSING",
                    "has no score for test image " + first
                            + (missing == 1 ? "" : String.format(Locale.ROOT, " and %,d more", missing - 1))
                            + String.format(Locale.ROOT, "; it needs all %,d", scores.length));
        }
    }

    private static String shorten(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
    }

    private InputException fault(String code, String what) {
        return new InputException(code, file, "", file + " " + what + ".");
    }
}
