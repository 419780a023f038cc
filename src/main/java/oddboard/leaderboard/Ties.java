package oddboard.leaderboard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import oddboard.metric.DeLong;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Scores;

/** Which runs can't be told from the best. What was found is remembered: a run's scores and a label set never
 * change. */
final class Ties {
    private static final double SIGNIFICANT = 0.05;
    private static final int REMEMBERED = 20_000;

    private final BiFunction<RunId, Integer, Optional<Scores>> scores;
    private final Map<Pair, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Pair(RunId best, RunId other, int labelSet) {}

    /** @param scores of a run with the labels of the label set of this number */
    Ties(BiFunction<RunId, Integer, Optional<Scores>> scores) {
        this.scores = scores;
    }

    /** False for the best itself, and where the two weren't judged by the same labels. */
    boolean between(Run best, Run other) {
        if (best.id().equals(other.id()) || clearlyApart(metrics(best), metrics(other))) {
            return false;
        }
        Pair pair = new Pair(best.id(), other.id(), metrics(best).labelSet());
        synchronized (known) {
            Boolean before = known.get(pair);
            if (before != null) {
                return before;
            }
        }
        boolean tied = compare(pair);
        synchronized (known) {
            known.put(pair, tied);
        }
        return tied;
    }

    private static Run.Metrics metrics(Run run) {
        return Objects.requireNonNull(run.result());
    }

    /**
     * Spares reading the scores of most runs: even if both erred in opposite directions, by twice what their own intervals
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

    private boolean compare(Pair pair) {
        Optional<Scores> best = scores.apply(pair.best, pair.labelSet);
        Optional<Scores> other = scores.apply(pair.other, pair.labelSet);
        return best.isPresent() && other.isPresent()
                && Arrays.equals(best.get().anomalous(), other.get().anomalous())
                && DeLong.compare(best.get().scores(), other.get().scores(), best.get().anomalous()).p() >= SIGNIFICANT;
    }
}
