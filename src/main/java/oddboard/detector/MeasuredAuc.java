package oddboard.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * An AUC that this program's own authors measured, as {@code docs/results.md} has it.
 *
 * @param settings those that differ from the defaults, in words
 * @param epochs as digits; empty where the detector has none
 * @param auc image AUC, 0 to 1
 */
public record MeasuredAuc(String detector, String dataset, String settings, String epochs, double auc) {
    private static final List<MeasuredAuc> ALL = read();

    public static List<MeasuredAuc> all() {
        return ALL;
    }

    /** In the order of the document; empty where nothing was measured. */
    public static List<MeasuredAuc> of(String detector) {
        return ALL.stream().filter(m -> m.detector().equals(detector)).toList();
    }

    private static List<MeasuredAuc> read() {
        try (InputStream table =
                Objects.requireNonNull(MeasuredAuc.class.getResourceAsStream("/oddboard/detector/measured.tsv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new MeasuredAuc(cells[0], cells[1], cells[2], cells[3], Double.parseDouble(cells[4])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
