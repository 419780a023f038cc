package oddboard.api;

import java.time.Instant;
import java.util.List;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Submission;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a board: {@code run} or {@code submission} says which it is.
 *
 * @param id of either, as in addresses: 12 is a run, s3 a submission
 * @param rank null where it has no AUC
 * @param part of the test labels that its metrics use
 * @param shift places won since the public board; null before a split board is opened
 */
record EntryResponse(
        String id,
        @Nullable Integer rank,
        boolean tied,
        String part,
        @Nullable Integer shift,
        @Nullable String run,
        @Nullable String submission,
        String name,
        String detector,
        String user,
        @Nullable Double auroc,
        @Nullable Double aurocLow,
        @Nullable Double aurocHigh,
        @Nullable Double averagePrecision,
        @Nullable Double f1,
        @Nullable Double f1Threshold,
        @Nullable Double fprAtTpr95,
        @Nullable Double partialAuc,
        @Nullable Double pixelAuroc,
        @Nullable Double aupro,
        @Nullable Integer labeledCount,
        @Nullable Double imagesPerSecond,
        double trainSeconds,
        @Nullable Long parameterCount,
        @Nullable Long seed,
        List<String> tags,
        Instant createdAt) {

    static EntryResponse of(Leaderboard.Entry e, boolean tied, @Nullable Integer shift) {
        Run.Metrics m = e.metrics();
        boolean submission = e.id().submission();
        String number = Long.toString(e.id().value());
        return new EntryResponse(
                e.id().toString(),
                e.auroc() == null ? null : e.rank(),
                tied,
                m.part().word(),
                shift,
                submission ? null : number,
                submission ? number : null,
                e.name(),
                e.detector(),
                e.byName(),
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
                m.labeledCount(),
                e.imagesPerSecond(),
                e.trainSeconds(),
                e.parameterCount(),
                e.seed(),
                e.tags(),
                e.createdAt());
    }

    /** A submission with its place on the board. */
    static EntryResponse of(Submission s, Leaderboard board) {
        return board.entries().stream()
                .filter(e -> e.id().equals(s.entry()))
                .findFirst()
                .map(e -> of(e, false, board.shift(e)))
                .orElseThrow();
    }
}
