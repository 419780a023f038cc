package oddboard.leaderboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import oddboard.run.Run;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A data set version's runs that succeeded, best AUC first. */
public record Leaderboard(List<Entry> entries) {
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder()
            .setHeader("rank", "run", "name", "detector", "user", "auroc", "aurocLow", "aurocHigh", "createdAt")
            .get();

    /**
     * @param rank 1-based; equal AUCs share a rank
     * @param tied true where DeLong's test can't tell it from rank 1 at 95 %
     */
    public record Entry(int rank, boolean tied, Run run) {}

    /** The board as comma-separated text (RFC 4180), numbers in the shortest form that reads back to the same. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
            for (Entry entry : entries) {
                Run run = entry.run;
                Run.Metrics result = Objects.requireNonNull(run.result());
                printer.printRecord(entry.rank, run.id(), plain(run.name()), run.detector(), plain(run.byName()),
                        result.auroc(), result.aurocLow(), result.aurocHigh(), run.createdAt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A name that a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String plain(String name) {
        return !name.isEmpty() && "=+-@\t\r".indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
    }
}
