package oddboard.leaderboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import oddboard.account.UserId;
import oddboard.common.Csv;
import oddboard.common.SearchWords;
import oddboard.dataset.LabelPart;
import oddboard.evaluation.EvaluatedRun;
import oddboard.run.Run;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A data set version's runs that succeeded, and its submissions, best AUC first.
 *
 * @param part of split labels that metrics and ranks are by
 * @param publicRanks by entry, on an opened board by private labels: what its rank was by public ones; else empty
 */
public record Leaderboard(List<Entry> entries, LabelPart part, Map<EntryId, Integer> publicRanks) {
    public Leaderboard(List<Entry> entries) {
        this(entries, LabelPart.ALL, Map.of());
    }

    /** Whether any entry has an AUC to be ranked by: the labels have both classes. */
    public boolean isRanked() {
        return !entries.isEmpty() && entries.getFirst().auroc() != null;
    }

    /** Places won since the public board, negative where lost; null where there is no such board. */
    public @Nullable Integer shift(Entry entry) {
        Integer before = publicRanks.get(entry.id());
        return before == null ? null : before - entry.rank();
    }

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader("rank", "run", "name", "detector", "user", "auroc", "aurocLow", "aurocHigh", "createdAt")
            .get();

    /**
     * One that stands on the board. What a submission has no knowledge of is null, 0 or "".
     *
     * @param rank 1-based; equal AUCs share a rank; it says nothing where there is no AUC
     * @param recipe what runs that differ in their seed alone share; "" for submissions
     */
    public record Entry(
            EntryId id,
            int rank,
            String name,
            List<String> tags,
            String detector,
            String recipe,
            @Nullable Long seed,
            UserId by,
            String byName,
            Instant createdAt,
            @Nullable Long parameterCount,
            @Nullable Double imagesPerSecond,
            double trainSeconds,
            Run.Metrics metrics,
            LabelFree labelFree) {

        /** Whether each of these words occurs in its name or tags, its detector or its person; "" in any. */
        public boolean has(String words) {
            var text =
                    (name + '\n' + detector + '\n' + byName + '\n' + String.join("\n", tags)).toLowerCase(Locale.ROOT);
            return SearchWords.of(words).stream().allMatch(text::contains);
        }

        static Entry of(int rank, EvaluatedRun run) {
            return new Entry(
                    EntryId.of(run.id()),
                    rank,
                    run.name(),
                    run.tags(),
                    run.detector(),
                    run.detector() + withoutSeed(run.settingsJson()),
                    run.seed(),
                    run.by(),
                    run.byName(),
                    run.createdAt(),
                    run.parameterCount(),
                    run.imagesPerSecond(),
                    run.trainSeconds(),
                    run.metrics(),
                    LabelFree.ofSynthetic(run.syntheticAuroc()));
        }

        static Entry of(int rank, Submission s) {
            return new Entry(
                    s.entry(),
                    rank,
                    s.name(),
                    List.of(),
                    s.detector(),
                    "",
                    null,
                    s.by(),
                    s.byName(),
                    s.createdAt(),
                    null,
                    null,
                    0,
                    s.metrics(),
                    LabelFree.NONE);
        }

        Entry at(int place) {
            return copy(place, UnaryOperator.identity(), labelFree);
        }

        /** With words that other entries have too kept once. */
        Entry sharing(UnaryOperator<String> once) {
            return copy(rank, once, labelFree);
        }

        Entry with(LabelFree known) {
            return copy(rank, UnaryOperator.identity(), known);
        }

        private Entry copy(int place, UnaryOperator<String> once, LabelFree known) {
            return new Entry(
                    id,
                    place,
                    name,
                    tags,
                    once.apply(detector),
                    once.apply(recipe),
                    seed,
                    by,
                    once.apply(byName),
                    createdAt,
                    parameterCount,
                    imagesPerSecond,
                    trainSeconds,
                    metrics,
                    known);
        }

        private static String withoutSeed(String settings) {
            return settings.replaceFirst("\"seed\"\\s*:\\s*-?\\d+\\s*,?\\s*", "")
                    .replaceFirst(",\\s*}\\s*$", "}");
        }

        /** Settings but the seed, as JSON; "" for submissions. */
        String settingsJson() {
            int start = recipe.indexOf('{');
            return start < 0 ? "" : recipe.substring(start);
        }

        /** Of its board; null where the labels lack a class. */
        public @Nullable Double auroc() {
            return metrics.auroc();
        }
    }

    /** The board as comma-separated text (RFC 4180), numbers in the shortest form that reads back to the same. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
            for (Entry entry : entries) {
                Run.Metrics result = entry.metrics;
                printer.printRecord(
                        entry.auroc() == null ? null : entry.rank,
                        entry.id,
                        Csv.guard(entry.name),
                        entry.detector,
                        Csv.guard(entry.byName),
                        result.auroc(),
                        result.aurocLow(),
                        result.aurocHigh(),
                        entry.createdAt);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
