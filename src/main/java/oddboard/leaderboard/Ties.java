package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import oddboard.run.Run;

/** Which entries can't be told from the best. What was found is remembered: scores and a label set never change. */
final class Ties {
    private static final double SIGNIFICANT = 0.05;
    private static final int REMEMBERED = 50_000;
    /** Scores in memory at once. */
    private static final int AT_ONCE = 2_000_000;

    private final Function<Collection<EntryId>, Map<EntryId, double[]>> scores;
    private final Map<Pair, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Pair(EntryId best, EntryId other, int labelSet) {}

    Ties(Function<Collection<EntryId>, Map<EntryId, double[]>> scores) {
        this.scores = scores;
    }

    /** The best itself is never among them. */
    Set<EntryId> among(Entry best, Collection<Entry> others, boolean[] anomalous) {
        Set<EntryId> tied = new HashSet<>();
        List<EntryId> unknown = new ArrayList<>();
        synchronized (known) {
            for (Entry other : others) {
                if (!best.id().equals(other.id()) && !clearlyApart(best.metrics(), other.metrics())) {
                    Boolean before = known.get(pair(best, other.id()));
                    if (before == null) {
                        unknown.add(other.id());
                    } else if (before) {
                        tied.add(other.id());
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            compare(best, unknown, anomalous, tied);
        }
        return tied;
    }

    private void compare(Entry best, List<EntryId> others, boolean[] anomalous, Set<EntryId> tied) {
        double[] first = scores.apply(List.of(best.id())).get(best.id());
        if (first == null || first.length != anomalous.length) {
            return;
        }
        int many = Math.max(1, AT_ONCE / anomalous.length);
        for (int from = 0; from < others.size(); from += many) {
            scores.apply(others.subList(from, Math.min(others.size(), from + many))).forEach((id, other) -> {
                boolean same = other.length == first.length && DeLong.compare(first, other, anomalous).p() >= SIGNIFICANT;
                if (same) {
                    tied.add(id);
                }
                synchronized (known) {
                    known.put(pair(best, id), same);
                }
            });
        }
    }

    private static Pair pair(Entry best, EntryId other) {
        return new Pair(best.id(), other, best.metrics().labelSet());
    }

    /**
     * Spares reading the scores of most: even if both erred in opposite directions, by twice what their own intervals
     * allow, they would not meet.
     */
    private static boolean clearlyApart(Run.Metrics best, Run.Metrics other) {
        Double low = best.aurocLow();
        Double high = other.aurocHigh();
        Double auroc = best.auroc();
        Double below = other.auroc();
        if (auroc == null || below == null || low == null || high == null) {
            return true;
        }
        return auroc - 2 * (auroc - low) > below + 2 * (high - below);
    }
}
