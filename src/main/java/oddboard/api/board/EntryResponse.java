package oddboard.api.board;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.Ties;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/** What stands on a board. In JSON its parts are on one level. */
record EntryResponse(
        @JsonUnwrapped Place place,
        @JsonUnwrapped Identity identity,
        @JsonUnwrapped Metrics metrics,
        @JsonUnwrapped Training training,
        @JsonUnwrapped LabelFree labelFree,
        List<String> tags,
        Instant createdAt) {

    /**
     * Where on the board.
     *
     * @param id as in addresses: 12 is a run, s3 a submission
     * @param rank null where it has no AUC
     * @param tied with the best; null where it was not tested, or has no AUC
     * @param tiedWith with which entry above it; null where with none
     * @param part of the test labels that its metrics use
     * @param shift places won since the public board; null before a split board is opened
     */
    record Place(
            String id,
            @Nullable Integer rank,
            @Nullable Boolean tied,
            @Nullable String tiedWith,
            String part,
            @Nullable Integer shift) {}

    /** {@code run} or {@code submission} says which it is. */
    record Identity(@Nullable String run, @Nullable String submission, String name, String detector, String user) {}

    record Metrics(
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
            @Nullable Double auproAtFpr5,
            @Nullable Integer labeledCount,
            List<String> weakTypes) {
        static Metrics of(Run.Metrics m) {
            return new Metrics(
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
                    m.auproAtFpr5(),
                    m.labeledCount(),
                    m.weakTypes());
        }
    }

    /** Null and 0 for submissions. */
    record Training(
            @Nullable Double imagesPerSecond,
            double trainSeconds,
            @Nullable Long parameterCount,
            @Nullable Long seed) {}

    /** What is known without any label. */
    record LabelFree(
            @Nullable Double syntheticAuroc, @Nullable Double agreement) {}

    static EntryResponse of(Leaderboard.Entry e, Leaderboard board, Ties.Found ties) {
        Ties.Leader leader = ties.leader(e.id());
        boolean submission = e.id().submission();
        String number = Long.toString(e.id().value());
        return new EntryResponse(
                new Place(
                        e.id().toString(),
                        e.auroc() == null ? null : e.rank(),
                        e.auroc() == null
                                ? null
                                : ties.isTiedWith(board.entries().getFirst().id(), e.id()),
                        leader == null ? null : leader.id().toString(),
                        e.metrics().part().word(),
                        board.shift(e)),
                new Identity(
                        submission ? null : number, submission ? number : null, e.name(), e.detector(), e.byName()),
                Metrics.of(e.metrics()),
                new Training(e.imagesPerSecond(), e.trainSeconds(), e.parameterCount(), e.seed()),
                new LabelFree(e.labelFree().syntheticAuroc(), e.labelFree().agreement()),
                e.tags(),
                e.createdAt());
    }

    /** A submission with its place on the board. */
    static EntryResponse of(Submission s, Leaderboard board, Leaderboards leaderboards, User viewer) {
        Leaderboard.Entry entry = board.entries().stream()
                .filter(e -> e.id().equals(s.entry()))
                .findFirst()
                .orElseThrow();
        return of(entry, board, leaderboards.ties(s.version(), board, List.of(entry), viewer));
    }
}
