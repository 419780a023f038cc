package oddboard.leaderboard;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * What is tested against others: an entry, or several that differ in their seed alone and count by their mean AUC.
 *
 * @param place as it is shown, 1-based
 * @param entries at least one; those that have an AUC count
 */
public record Contender(int place, List<Entry> entries) {
    public static Contender of(Entry entry) {
        return new Contender(entry.rank(), List.of(entry));
    }

    /** By which it is found again: its first entry. */
    public EntryId id() {
        return entries.getFirst().id();
    }

    List<EntryId> members() {
        return entries.stream().filter(e -> e.auroc() != null).map(Entry::id).toList();
    }

    boolean isRanked() {
        return entries.stream().anyMatch(e -> e.auroc() != null);
    }

    /**
     * Spares reading the scores of most: even if both erred in opposite directions, by twice what their own intervals allow, they would not
     * meet. The interval of a mean is no wider than the mean of the intervals.
     */
    boolean isClearlyBetterThan(Contender other) {
        OptionalDouble auroc = mean(Run.Metrics::auroc);
        OptionalDouble low = mean(Run.Metrics::aurocLow);
        OptionalDouble below = other.mean(Run.Metrics::auroc);
        OptionalDouble high = other.mean(Run.Metrics::aurocHigh);
        if (auroc.isEmpty() || low.isEmpty() || below.isEmpty() || high.isEmpty()) {
            return false;
        }
        return 2 * low.getAsDouble() - auroc.getAsDouble() > 2 * high.getAsDouble() - below.getAsDouble();
    }

    /** Empty where any of those that have an AUC lacks it. */
    private OptionalDouble mean(Function<Run.Metrics, @Nullable Double> of) {
        List<Entry> ranked = entries.stream().filter(e -> e.auroc() != null).toList();
        List<Double> values = ranked.stream()
                .map(e -> of.apply(e.metrics()))
                .filter(Objects::nonNull)
                .toList();
        return values.size() < ranked.size()
                ? OptionalDouble.empty()
                : values.stream().mapToDouble(d -> d).average();
    }
}
