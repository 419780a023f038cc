package oddboard.metric;

import java.util.stream.IntStream;

/**
 * Counts of images by score, for each class, in bins of one width of 1, 2 or 5 times a power of ten.
 *
 * @param edges one value more than each class has counts; a bin holds from its lower edge to below its upper one
 */
public record ScoreHistogram(double[] edges, int[] normal, int[] anomalous) {

    /**
     * @param scores finite ones; none at all make one empty bin
     * @param most bins
     */
    public static ScoreHistogram of(double[] scores, boolean[] labels, int most) {
        double lowest = 0;
        double highest = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("Score " + i + " is not a finite number.");
            }
            lowest = i == 0 ? scores[i] : Math.min(lowest, scores[i]);
            highest = i == 0 ? scores[i] : Math.max(highest, scores[i]);
        }
        double width = width((highest - lowest) / (most - 1));
        double first = Math.floor(lowest / width);
        int bins = (int) (Math.floor(highest / width) - first) + 1;
        int[] normal = new int[bins];
        int[] anomalous = new int[bins];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.clamp((int) (Math.floor(scores[i] / width) - first), 0, bins - 1);
            (labels[i] ? anomalous : normal)[bin]++;
        }
        return new ScoreHistogram(
                IntStream.rangeClosed(0, bins)
                        .mapToDouble(i -> (first + i) * width)
                        .toArray(),
                normal,
                anomalous);
    }

    private static double width(double least) {
        if (!(least > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
    }
}
