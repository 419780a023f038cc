package oddboard.leaderboard.ui;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.leaderboard.Leaderboard.Entry;
import org.jspecify.annotations.Nullable;

/** The board as CSV, figures in full. */
final class BoardCsv {
    private static final String HEAD = "rank,tied,run,name,detector,user,auroc,aurocLow,aurocHigh,averagePrecision,"
            + "imagesPerSecond,trainSeconds,scoreSeconds,createdAt";

    private BoardCsv() {}

    static String of(List<Entry> entries) {
        return Stream.concat(Stream.of(HEAD), entries.stream().map(BoardCsv::line)).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(Entry entry) {
        var run = entry.run();
        var result = run.result();
        return Stream.of(entry.rank(), entry.tied(), run.id(), text(run.name()), text(run.detector()), text(run.byName()),
                        result == null ? "" : figure(result.auroc()), result == null ? "" : figure(result.aurocLow()),
                        result == null ? "" : figure(result.aurocHigh()), result == null ? "" : figure(result.averagePrecision()),
                        figure(run.imagesPerSecond()), run.trainSeconds(), result == null ? "" : result.scoreSeconds(),
                        run.createdAt())
                .map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String figure(@Nullable Double figure) {
        return Objects.toString(figure, "");
    }

    /** Quoted; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
    private static String text(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
