package oddboard.evaluation.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import oddboard.metric.ScoreHistogram;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;

/** The test images of a run, most anomalous first, and what any threshold makes of them. Ranks are 1-based. */
final class Ranking {
    private static final int MAX_DECIMALS = 12;
    private final Scores scores;
    private final int[] order;
    private final int[] rankOf;
    /** Anomalous images, and images whose label is known, among the first k of the order, for k = 0 to n. */
    private final int[] anomalousBefore;

    private final int[] knownBefore;
    private final int unlabeled;
    private final int decimals;

    private Ranking(Scores scores) {
        this.scores = scores;
        double[] values = scores.scores();
        order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .mapToInt(i -> i)
                .toArray();
        rankOf = new int[order.length];
        anomalousBefore = new int[order.length + 1];
        knownBefore = new int[order.length + 1];
        for (int k = 0; k < order.length; k++) {
            rankOf[order[k]] = k + 1;
            anomalousBefore[k + 1] = anomalousBefore[k] + (scores.anomalous()[order[k]] ? 1 : 0);
            knownBefore[k + 1] = knownBefore[k] + (scores.knows(order[k]) ? 1 : 0);
        }
        unlabeled = (int) IntStream.range(0, order.length)
                .filter(scores.labels()::isUnlabeled)
                .count();
        double spread = highest() - lowest();
        decimals = spread > 0 ? Math.clamp(3 - (int) Math.floor(Math.log10(spread)), 0, MAX_DECIMALS) : 4;
    }

    static Ranking of(Scores scores) {
        return new Ranking(scores);
    }

    int size() {
        return order.length;
    }

    /** The test image at this rank. */
    int index(int rank) {
        return order[rank - 1];
    }

    int rank(int index) {
        return rankOf[index];
    }

    double score(int index) {
        return scores.scores()[index];
    }

    boolean anomalous(int index) {
        return scores.anomalous()[index];
    }

    /** "normal", the anomaly's type, "anomalous" where it has none, "unlabeled", or "label hidden". */
    String type(int index) {
        return scores.labels().words(index);
    }

    /** Of images whose label is known. */
    List<String> types() {
        return IntStream.range(0, size())
                .filter(scores::knows)
                .mapToObj(this::type)
                .distinct()
                .sorted()
                .toList();
    }

    /** Those that images can have here. */
    List<ImageOutcome> outcomes() {
        var outcomes = new ArrayList<>(ImageOutcome.known());
        if (hidden() > 0) {
            outcomes.add(ImageOutcome.HIDDEN);
        }
        if (unlabeled > 0) {
            outcomes.add(ImageOutcome.UNLABELED);
        }
        return outcomes;
    }

    private int hidden() {
        return size() - knownBefore[size()] - unlabeled;
    }

    /** Whether there are labels of both classes, so that a threshold can be right and wrong. */
    boolean hasBothClasses() {
        int anomalous = anomalousBefore[size()];
        return anomalous > 0 && anomalous < knownBefore[size()];
    }

    double highest() {
        return size() == 0 ? 0 : score(order[0]);
    }

    double lowest() {
        return size() == 0 ? 0 : score(order[size() - 1]);
    }

    /** A score with as many decimals as distinguish these images. */
    String text(double score) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", score);
    }

    ImageOutcome outcome(int index, double threshold) {
        if (scores.knows(index)) {
            return hasBothClasses() ? ImageOutcome.of(score(index), anomalous(index), threshold) : ImageOutcome.RANKED;
        }
        return scores.labels().isHidden(index) ? ImageOutcome.HIDDEN : ImageOutcome.UNLABELED;
    }

    Counts counts(double threshold) {
        return countsOfFirst(alarms(threshold));
    }

    private Counts countsOfFirst(int alarms) {
        int found = anomalousBefore[alarms];
        int missed = anomalousBefore[size()] - found;
        int raised = knownBefore[alarms];
        return new Counts(found, raised - found, missed, knownBefore[size()] - raised - missed, hidden(), unlabeled);
    }

    /** How many images have at least this score. */
    private int alarms(double threshold) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (score(order[middle]) >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The threshold with the largest recall minus false-alarm rate (Youden's J); the middle where one class is missing. */
    double balanced() {
        int anomalous = anomalousBefore[size()];
        int normal = knownBefore[size()] - anomalous;
        if (!hasBothClasses()) {
            return neat((highest() + lowest()) / 2);
        }
        return best(
                k -> (double) anomalousBefore[k] / anomalous - (double) (knownBefore[k] - anomalousBefore[k]) / normal);
    }

    private double best(IntToDoubleFunction worth) {
        double best = Double.NEGATIVE_INFINITY;
        double threshold = highest();
        for (int k = 1; k <= size(); k++) {
            if (endsTie(k) && worth.applyAsDouble(k) > best) {
                best = worth.applyAsDouble(k);
                threshold = score(order[k - 1]);
            }
        }
        return neat(threshold);
    }

    /** The number with the fewest decimals that parts the images as this threshold does. */
    double neat(double threshold) {
        int alarms = alarms(threshold);
        if (alarms == 0) {
            return threshold;
        }
        double upper = score(order[alarms - 1]);
        double lower = alarms == size() ? Double.NEGATIVE_INFINITY : score(order[alarms]);
        var exact = new BigDecimal(upper);
        for (int digits = 0; digits <= MAX_DECIMALS; digits++) {
            double neat = exact.setScale(digits, RoundingMode.FLOOR).doubleValue();
            if (neat > lower) {
                return neat;
            }
        }
        return upper;
    }

    /** The lowest threshold whose false-alarm rate is at most this. */
    double falseAlarmsAtMost(double rate) {
        return best(k -> countsOfFirst(k).falseAlarmRate() <= rate ? k : -k);
    }

    /** The highest threshold whose recall is at least this. */
    double recallAtLeast(double recall) {
        return best(k -> countsOfFirst(k).recall() >= recall ? -k : Double.NEGATIVE_INFINITY);
    }

    private boolean endsTie(int k) {
        return k == size() || score(order[k]) < score(order[k - 1]);
    }

    /** Test images in order of rank (or the other way round) that have this outcome and this type; null = any. */
    int[] select(double threshold, @Nullable ImageOutcome outcome, String type, boolean ascending) {
        IntPredicate wanted =
                i -> (outcome == null || outcome(i, threshold) == outcome) && (type.isEmpty() || type(i).equals(type));
        int[] chosen = Arrays.stream(order).filter(wanted).toArray();
        return ascending ? reversed(chosen) : chosen;
    }

    private static int[] reversed(int[] values) {
        return IntStream.range(0, values.length)
                .map(i -> values[values.length - 1 - i])
                .toArray();
    }

    /** @param most bins; as many as a width of 1, 2 or 5 times a power of ten leaves of them */
    ScoreHistogram histogram(int most) {
        return ScoreHistogram.of(
                scores.evaluating().scores(), scores.evaluating().anomalous(), most);
    }
}
