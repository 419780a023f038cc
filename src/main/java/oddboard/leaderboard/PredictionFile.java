package oddboard.leaderboard;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.FileKinds;
import oddboard.common.InputException;
import oddboard.common.ShortText;
import oddboard.common.TextTable;
import oddboard.label.TestImages;

/** Scores of all test images, from a table with the header {@code ID,score} or {@code file,score}. */
final class PredictionFile {
    static final int MAX_BYTES = 64 << 20;
    private static final Set<String> COLUMNS = Stream.concat(Stream.of("id", "score"), TestImages.FILE_COLUMNS.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final String FORM = "the first line must be ID,score";
    private final String file;
    private final double[] scores;
    private final long[] lineOf;
    private boolean points;
    private boolean commas;

    private PredictionFile(String file, int count) {
        this.file = file;
        scores = new double[count];
        lineOf = new long[count];
    }

    /**
     * @param file its name, for what is said about it
     * @param names of the test images' files, in order
     * @return test images in order
     * @throws InputException where not every one of the test images has exactly one finite score
     */
    static double[] read(InputStream bytes, String file, List<String> names) throws IOException {
        var predictions = new PredictionFile(file, names.size());
        predictions.read(bytes.readNBytes(MAX_BYTES + 1), TestImages.of(names));
        predictions.requireAll();
        return predictions.scores;
    }

    private void read(byte[] content, TestImages images) {
        if (content.length > MAX_BYTES) {
            throw fault("PREDICTIONS_TOO_LARGE", "is larger than 64 MiB, too large for a table of scores");
        }
        var kind = FileKinds.describe(content);
        if (!kind.isEmpty()) {
            throw fault("PREDICTIONS_FORMAT", "is " + kind + ", not a table of scores");
        }
        var table = TextTable.read(content, file, "PREDICTIONS_FORMAT", COLUMNS);
        var columns = columns(table);
        for (var row : table.rows()) {
            add(row, columns, images, table.decimalComma());
        }
    }

    private record Columns(int id, int score, int count) {}

    private Columns columns(TextTable table) {
        var names = table.header();
        if (names.isEmpty()) {
            throw fault("PREDICTIONS_FORMAT", "has no lines; " + FORM);
        }
        int number = names.indexOf("id");
        int id = number >= 0
                ? number
                : TestImages.FILE_COLUMNS.stream()
                        .mapToInt(names::indexOf)
                        .filter(at -> at >= 0)
                        .findFirst()
                        .orElse(-1);
        int score = names.indexOf("score");
        if (id < 0 || score < 0) {
            throw fault(
                    "PREDICTIONS_HEADER",
                    "begins with \"" + ShortText.of(String.join(",", names), 80) + "\" in line 1; " + FORM);
        }
        return new Columns(id, score, names.size());
    }

    private void add(TextTable.Row row, Columns columns, TestImages images, boolean decimalComma) {
        var cells = row.cells();
        long line = row.line();
        if (cells.size() != columns.count) {
            throw fault(
                    "PREDICTIONS_FORMAT",
                    "has " + cells.size() + (cells.size() == 1 ? " value" : " values") + " in line " + line + " for "
                            + columns.count + " columns"
                            + (cells.size() > columns.count ? "; write decimals with a point" : ""));
        }
        String id = cells.get(columns.id);
        var found = images.find(id);
        if (found == null) {
            throw fault(
                    "PREDICTIONS_UNKNOWN_IMAGE",
                    "names in line " + line + " the image \"" + ShortText.of(id, 80) + "\", but " + images.describe());
        }
        int image = found;
        if (lineOf[image] != 0) {
            throw fault(
                    "PREDICTIONS_DUPLICATE",
                    "has a second score for image " + image + " in line " + line + "; the first is in line "
                            + lineOf[image]);
        }
        lineOf[image] = line;
        var text = cells.get(columns.score);
        scores[image] = score(decimalComma ? decimal(text, line) : text, image, line);
    }

    /** Commas are decimal where they separate no columns; a file with both signs can't be told from thousands. */
    private String decimal(String text, long line) {
        points |= text.contains(".");
        commas |= text.contains(",");
        if (points && commas) {
            throw fault(
                    "PREDICTIONS_VALUE",
                    "has numbers with decimal commas and with points by line " + line + "; write all of them one way");
        }
        return text.replace(',', '.');
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
                    "has in line " + line + " for image " + image + " the score \"" + ShortText.of(text, 80)
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

    private InputException fault(String code, String what) {
        return new InputException(code, file, "", file + " " + what + ".");
    }
}
