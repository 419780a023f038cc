package oddboard.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/** The runs of a sweep, by combination of settings. */
public record SweepResults(List<Combination> combinations) {
    /**
     * Runs that differ in the seed alone, and in the round of a sweep by successive halving.
     *
     * @param round the last that it has reached, 0-based; n, mean and deviation are of its runs in that round
     * @param n how many of them have an AUC
     * @param mean of their AUC; null where n is 0
     * @param deviation sample standard deviation of their AUC; null where n is below 2
     * @param best whether no other combination on the same version that came as far has a larger mean
     */
    public record Combination(
            int number,
            VersionId version,
            String detector,
            Map<String, Object> settings,
            List<SweepRun> runs,
            int round,
            int n,
            @Nullable Double mean,
            @Nullable Double deviation,
            boolean best) {}

    static SweepResults of(List<SweepRun> runs) {
        Map<Integer, List<SweepRun>> by = new LinkedHashMap<>();
        runs.forEach(run -> by.computeIfAbsent(run.plan().combination(), c -> new ArrayList<>())
                .add(run));
        List<Combination> all =
                by.values().stream().map(SweepResults::combination).toList();
        Map<VersionId, Integer> last = new LinkedHashMap<>();
        Map<VersionId, Double> best = new LinkedHashMap<>();
        all.stream()
                .filter(one -> one.mean() != null)
                .forEach(one -> last.merge(one.version(), one.round(), Math::max));
        for (Combination one : all) {
            if (one.mean() != null && one.round() == last.getOrDefault(one.version(), 0)) {
                best.merge(one.version(), one.mean(), Math::max);
            }
        }
        return new SweepResults(all.stream()
                .map(c -> new Combination(
                        c.number(),
                        c.version(),
                        c.detector(),
                        c.settings(),
                        c.runs(),
                        c.round(),
                        c.n(),
                        c.mean(),
                        c.deviation(),
                        c.mean() != null
                                && c.round() == last.getOrDefault(c.version(), 0)
                                && c.mean().equals(best.get(c.version()))))
                .toList());
    }

    private static Combination combination(List<SweepRun> runs) {
        int round = runs.stream().mapToInt(run -> run.plan().round()).max().orElse(0);
        double[] values = runs.stream()
                .filter(run -> run.plan().round() == round)
                .map(SweepRun::auroc)
                .filter(a -> a != null)
                .mapToDouble(a -> a)
                .toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        PlannedRun first = runs.getFirst().plan();
        return new Combination(
                first.combination(),
                first.version(),
                first.detector(),
                first.settings(),
                List.copyOf(runs),
                round,
                values.length,
                values.length == 0 ? null : mean,
                values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
                false);
    }
}
