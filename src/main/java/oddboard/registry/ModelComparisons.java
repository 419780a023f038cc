package oddboard.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.gallery.ImageHashes;
import oddboard.gallery.ImageHashes.Shared;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import oddboard.registry.ModelComparison.Side;
import org.springframework.stereotype.Service;

/** Compares versions of a model on the test images that both have scored. */
@Service
public class ModelComparisons {
    private final CalibrationSamples samples;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final ImageHashes hashes;

    ModelComparisons(CalibrationSamples samples, Datasets datasets, LabelSets labelSets, ImageHashes hashes) {
        this.samples = samples;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.hashes = hashes;
    }

    /**
     * With the newest labels that metrics use.
     *
     * @throws ConflictException with a sentence where the two have scored no image both
     */
    public ModelComparison compare(
            ModelVersion present,
            Optional<Threshold> presentThreshold,
            ModelVersion next,
            Optional<Threshold> nextThreshold,
            User viewer) {
        DatasetVersion data = version(next, viewer);
        Shared shared = shared(present, next, data, viewer);
        if (shared.first().length == 0) {
            throw new ConflictException("Version " + present.version() + " and version " + next.version() + " of "
                    + next.model()
                    + " have no test image in common, so they can't be compared; clone the run of version "
                    + present.version() + " on version " + data.number() + " of the data and register the clone.");
        }
        Labels labels = labelSets.evaluating(data.id(), LabelSet.NEWEST, null, viewer);
        int[] known = IntStream.range(0, shared.second().length)
                .filter(i -> labels.knows(shared.second()[i]))
                .toArray();
        boolean[] anomalous = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            anomalous[i] = labels.anomalous()[shared.second()[known[i]]];
        }
        int high =
                (int) IntStream.range(0, known.length).filter(i -> anomalous[i]).count();
        double[] old = picked(samples.test(present), shared.first());
        double[] now = picked(samples.test(next), shared.second());
        boolean both = high > 0 && high < known.length;
        boolean byOutcome = presentThreshold.isPresent() && nextThreshold.isPresent();
        return new ModelComparison(
                side(present, old, presentThreshold, known, anomalous, both),
                side(next, now, nextThreshold, known, anomalous, both),
                data,
                shared.second(),
                labels,
                known.length - high,
                high,
                both
                        ? Optional.of(DeLong.compare(picked(now, known), picked(old, known), anomalous))
                        : Optional.empty(),
                byOutcome
                        ? differing(old, presentThreshold.orElseThrow(), now, nextThreshold.orElseThrow())
                        : byRank(old, now),
                byOutcome);
    }

    private DatasetVersion version(ModelVersion version, User viewer) {
        return datasets.findVersion(version.source().data(), viewer).orElseThrow();
    }

    private Shared shared(ModelVersion present, ModelVersion next, DatasetVersion data, User viewer) {
        if (present.source().data().equals(next.source().data())) {
            int[] all = IntStream.range(0, data.testCount()).toArray();
            return new Shared(all, all);
        }
        try {
            return hashes.sharedTestImages(version(present, viewer), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Side side(
            ModelVersion version,
            double[] scores,
            Optional<Threshold> threshold,
            int[] known,
            boolean[] anomalous,
            boolean both) {
        double[] labeled = picked(scores, known);
        return new Side(
                version,
                scores,
                both ? Optional.of(DeLong.interval(labeled, anomalous)) : Optional.empty(),
                threshold,
                threshold.filter(t -> known.length > 0).map(t -> point(labeled, anomalous, t)));
    }

    private static OperatingPoints.Point point(double[] scores, boolean[] anomalous, Threshold threshold) {
        int[] counts = new int[4];
        for (int i = 0; i < scores.length; i++) {
            counts[(anomalous[i] ? 2 : 0) + (threshold.flags(scores[i]) ? 1 : 0)]++;
        }
        return new OperatingPoints.Point(threshold.value(), counts[3], counts[1], counts[2], counts[0]);
    }

    private static double[] picked(double[] scores, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> scores[i]).toArray();
    }

    /** Those that one flags and the other does not. */
    private static int[] differing(double[] old, Threshold oldThreshold, double[] now, Threshold threshold) {
        return sorted(
                IntStream.range(0, old.length).filter(i -> oldThreshold.flags(old[i]) != threshold.flags(now[i])),
                i -> Math.abs(oldThreshold.calibrated(old[i]) - threshold.calibrated(now[i])));
    }

    private static int[] byRank(double[] old, double[] now) {
        int[] before = ranks(old);
        int[] after = ranks(now);
        return sorted(IntStream.range(0, old.length), i -> Math.abs(before[i] - after[i]));
    }

    private static int[] sorted(IntStream images, IntToDoubleFunction most) {
        return images.boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -most.applyAsDouble(i))
                        .thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    private static int[] ranks(double[] scores) {
        int[] order = sorted(IntStream.range(0, scores.length), i -> scores[i]);
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i + 1;
        }
        return ranks;
    }
}
