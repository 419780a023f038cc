package oddboard.scoring;

import java.util.Arrays;
import oddboard.metric.PopulationStability;

/**
 * Values over the bins of a reference.
 *
 * @param edges of the bins
 * @param counts of values in each, one more than edges
 * @param mean 0 where there are no values
 */
public record Distribution(double[] edges, int[] counts, double mean) {
    static Distribution reference(double[] values) {
        return of(
                values.length == 0 ? new double[PopulationStability.BINS - 1] : PopulationStability.edges(values),
                values);
    }

    static Distribution of(double[] edges, double[] values) {
        return new Distribution(
                edges,
                PopulationStability.counts(edges, values),
                Arrays.stream(values).average().orElse(0));
    }

    public int count() {
        return Arrays.stream(counts).sum();
    }

    /** Population stability index of these values; NaN where there are none of either. */
    public double index(Distribution reference) {
        return PopulationStability.index(reference.counts, counts);
    }

    /** Of both; over the same bins. */
    public Distribution with(Distribution other) {
        int[] both = counts.clone();
        Arrays.setAll(both, i -> counts[i] + other.counts[i]);
        int all = count() + other.count();
        return new Distribution(edges, both, all == 0 ? 0 : (mean * count() + other.mean * other.count()) / all);
    }
}
