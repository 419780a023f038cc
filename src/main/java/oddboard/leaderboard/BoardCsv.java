package oddboard.leaderboard;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.leaderboard.Leaderboard.Entry;

/** The board as CSV, figures in full. */
public final class BoardCsv {
    private static final String HEAD = "rank,tied,run,name,detector,user,auroc,aurocLow,aurocHigh,averagePrecision,"
            + "f1,f1Threshold,fprAtTpr95,partialAuc,pixelAuroc,aupro,imagesPerSecond,trainSeconds,scoreSeconds,parameterCount,"
            + "seed,tags,createdAt";

    private BoardCsv() {}

    public static String of(List<Entry> entries, Set<EntryId> tied) {
        return Stream.concat(Stream.of(HEAD), entries.stream().map(e -> line(e, tied.contains(e.id()))))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(Entry entry, boolean tied) {
        var m = entry.metrics();
        return Stream.of(entry.rank(), tied, entry.id(), text(entry.name()), text(entry.detector()), text(entry.byName()),
                        m.auroc(), m.aurocLow(), m.aurocHigh(), m.averagePrecision(), m.f1(), m.f1Threshold(), m.fprAtTpr95(),
                        m.partialAuc(), m.pixelAuroc(), m.aupro(), entry.imagesPerSecond(), entry.trainSeconds(),
                        m.scoreSeconds(), entry.parameterCount(), entry.seed(), text(String.join(" ", entry.tags())),
                        entry.createdAt())
                .map(value -> Objects.toString(value, "")).collect(Collectors.joining(","));
    }

    /** Quoted; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
    private static String text(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
