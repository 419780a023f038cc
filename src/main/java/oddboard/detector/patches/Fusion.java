package oddboard.detector.patches;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import oddboard.detector.TrainingException;

/**
 * Makes one score and one map of what the heads say. Scores of several heads are compared in standard deviations of
 * their logarithm over images held out.
 */
final class Fusion {
    private final Plan plan;
    private final List<Calibration> calibrations;
    private final double[] weights;
    private final double[] largest;

    Fusion(Plan plan, List<Calibration> calibrations) {
        this.plan = plan;
        this.calibrations = calibrations;
        weights = plan.heads().stream()
                .mapToDouble(head -> plan.weighted() ? head.weight() : 1)
                .toArray();
        largest = new double[weights.length];
    }

    /** Of the first images of a batch. */
    record Fused(double[] scores, float[][] maps) {}

    Fused of(List<Head.Scored> each, int count) {
        int heads = each.size();
        double[][] scores = new double[heads][];
        float[][] maps = new float[heads][];
        for (int h = 0; h < heads; h++) {
            scores[h] = each.get(h).scores().toDoubleArray();
            maps[h] = plan.isMapped(plan.heads().get(h))
                    ? smooth(each.get(h).maps().toFloatArray())
                    : new float[0];
        }
        int values = plan.heads().getFirst().grid().values();
        double[] fused = new double[count];
        float[][] fusedMaps = new float[count][values];
        for (int i = 0; i < count; i++) {
            int image = i;
            fused[i] = fused(h -> scores[h][image]);
            if (!Double.isFinite(fused[i])) {
                throw new TrainingException(
                        "LOSS_NOT_FINITE", "An image has no finite score; its pixels or the settings are extreme.");
            }
            for (int v = 0; v < values; v++) {
                int at = i * values + v;
                fusedMaps[i][v] = (float) mean(maps, at);
            }
        }
        return new Fused(fused, fusedMaps);
    }

    /** Each value with its neighbors, weighted 1 2 1 in both directions, as both papers smooth their maps. */
    private float[] smooth(float[] maps) {
        int edge = plan.heads().getFirst().grid().edge();
        float[] across = new float[maps.length];
        float[] smooth = new float[maps.length];
        for (int i = 0; i < maps.length; i++) {
            int x = i % edge;
            across[i] = (maps[x > 0 ? i - 1 : i] + 2 * maps[i] + maps[x < edge - 1 ? i + 1 : i]) / 4;
        }
        for (int i = 0; i < maps.length; i++) {
            int y = i / edge % edge;
            smooth[i] = (across[y > 0 ? i - edge : i] + 2 * across[i] + across[y < edge - 1 ? i + edge : i]) / 4;
        }
        return smooth;
    }

    private double fused(IntToDoubleFunction distance) {
        if (!plan.combined()) {
            return distance.applyAsDouble(0);
        }
        for (int h = 0; h < weights.length; h++) {
            largest[h] = weights[h] * calibrations.get(h).standardized(distance.applyAsDouble(h));
        }
        Arrays.sort(largest);
        double sum = 0;
        for (int i = largest.length - plan.agreeing(); i < largest.length; i++) {
            sum += largest[i];
        }
        return sum / plan.agreeing();
    }

    /** Of the heads whose maps have the plan's grid. */
    private double mean(float[][] maps, int at) {
        if (!plan.combined()) {
            return maps[0][at];
        }
        double sum = 0;
        int mapped = 0;
        for (int h = 0; h < maps.length; h++) {
            if (maps[h].length > 0) {
                sum += calibrations.get(h).standardized(maps[h][at]);
                mapped++;
            }
        }
        return sum / mapped;
    }
}
