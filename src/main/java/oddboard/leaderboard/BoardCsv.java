package oddboard.leaderboard;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.Csv;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.AucResolution;

/** The board as CSV, metrics in full. */
public final class BoardCsv {
    private static final String HEAD = "rank,tied,run,name,detector,user,auroc,aurocLow,aurocHigh,averagePrecision,"
            + "f1,f1Threshold,fprAtTpr95,partialAuc,pixelAuroc,aupro,imagesPerSecond,trainSeconds,scoreSeconds,parameterCount,"
            + "seed,settings,tags,createdAt,labels,placesWon,labeledCount,syntheticAuroc,agreement,"
            + "tiedWith,smallestDifference,auproAtFpr5";

    private BoardCsv() {}

    /**
     * @param ties of all entries
     * @param resolution of the board; empty where it has no AUC
     */
    public static String of(Leaderboard board, Ties.Found ties, Optional<Resolution> resolution) {
        return Stream.concat(Stream.of(HEAD), board.entries().stream().map(e -> line(e, board, ties, resolution)))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(Entry entry, Leaderboard board, Ties.Found ties, Optional<Resolution> resolution) {
        EntryId best = board.entries().getFirst().id();
        Ties.Leader leader = ties.leader(entry.id());
        var m = entry.metrics();
        return Stream.of(
                        entry.auroc() == null ? null : entry.rank(),
                        entry.auroc() == null ? null : ties.isTiedWith(best, entry.id()),
                        entry.id(),
                        Csv.quotedCell(entry.name()),
                        Csv.quotedCell(entry.detector()),
                        Csv.quotedCell(entry.byName()),
                        m.auroc(),
                        m.aurocLow(),
                        m.aurocHigh(),
                        m.averagePrecision(),
                        m.f1(),
                        m.f1Threshold(),
                        m.fprAtTpr95(),
                        m.partialAuc(),
                        m.pixelAuroc(),
                        m.aupro(),
                        entry.imagesPerSecond(),
                        entry.id().submission() ? null : entry.trainSeconds(),
                        entry.id().submission() ? null : m.scoreSeconds(),
                        entry.parameterCount(),
                        entry.seed(),
                        Csv.quotedCell(entry.settingsJson()),
                        Csv.quotedCell(String.join(" ", entry.tags())),
                        entry.createdAt(),
                        m.part().word(),
                        board.shift(entry),
                        m.labeledCount(),
                        entry.labelFree().syntheticAuroc(),
                        entry.labelFree().agreement(),
                        leader == null ? null : leader.id(),
                        resolution
                                .flatMap(Resolution::auc)
                                .map(AucResolution::typical)
                                .orElse(null),
                        m.auproAtFpr5())
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining(","));
    }
}
