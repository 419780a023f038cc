package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import oddboard.run.Run;

/** Which entries are not significantly different from the best. What was found is remembered: scores and a label set never change. */
public final class Ties {
    private static final double SIGNIFICANT = 0.05;
    private static final int REMEMBERED = 50_000;
    /** Scores in memory at once. */
    private static final int CONCURRENCY = 2_000_000;
    /** Scores read for one answer: some seconds. */
    static final int MAX_SCORES = 20_000_000;

    private final Function<Collection<EntryId>, Map<EntryId, double[]>> scores;
    private final int mostScores;
    private final Map<Pair, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Pair(EntryId best, EntryId other, int labelSet, LabelPart part) {}

    /**
     * @param tied those that are not significantly different from the best; never the best itself
     * @param untested those that there was no time for, the worst of those in doubt
     */
    public record Found(Set<EntryId> tied, Set<EntryId> untested) {
        static final Found NOTHING = new Found(Set.of(), Set.of());
    }

    Ties(Function<Collection<EntryId>, Map<EntryId, double[]>> scores) {
        this(scores, MAX_SCORES);
    }

    Ties(Function<Collection<EntryId>, Map<EntryId, double[]>> scores, int mostScores) {
        this.scores = scores;
        this.mostScores = mostScores;
    }

    /** @param others in the order in which they are tested */
    Found among(Entry best, Collection<Entry> others, Labels labels) {
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
        int possible = Math.max(1, mostScores / Math.max(1, labels.anomalous().length));
        if (!unknown.isEmpty()) {
            compare(best, unknown.subList(0, Math.min(possible, unknown.size())), labels, tied);
        }
        return new Found(
                tied, unknown.size() <= possible ? Set.of() : Set.copyOf(unknown.subList(possible, unknown.size())));
    }

    private void compare(Entry best, List<EntryId> others, Labels labels, Set<EntryId> tied) {
        int images = labels.anomalous().length;
        double[] first = scores.apply(List.of(best.id())).get(best.id());
        if (first == null || first.length != images) {
            return;
        }
        DeLong.Against against =
                DeLong.against(labels.evaluated(first), labels.evaluating().anomalous());
        int many = Math.max(1, CONCURRENCY / images);
        for (int from = 0; from < others.size(); from += many) {
            scores.apply(others.subList(from, Math.min(others.size(), from + many)))
                    .forEach((id, other) -> {
                        boolean same = other.length == images
                                && against.compare(labels.evaluated(other)).p() >= SIGNIFICANT;
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
        return new Pair(
                best.id(), other, best.metrics().labelSet(), best.metrics().part());
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
