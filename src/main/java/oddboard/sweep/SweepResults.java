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
     * Runs that differ in the seed alone.
     *
     * @param n how many of them have an AUC
     * @param mean of their AUC; null where n is 0
     * @param deviation sample standard deviation of their AUC; null where n is below 2
     * @param best whether no other combination on the same version has a larger mean
     */
    public record Combination(
            int number,
            VersionId version,
            String detector,
            Map<String, Object> settings,
            List<SweepRun> runs,
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
        Map<VersionId, Double> best = new LinkedHashMap<>();
        for (Combination one : all) {
            if (one.mean() != null) {
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
                        c.n(),
                        c.mean(),
                        c.deviation(),
                        c.mean() != null && c.mean().equals(best.get(c.version()))))
                .toList());
    }

    private static Combination combination(List<SweepRun> runs) {
        double[] values = runs.stream()
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
                values.length,
                values.length == 0 ? null : mean,
                values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
                false);
    }
}
