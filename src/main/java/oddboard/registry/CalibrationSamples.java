package oddboard.registry;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.Sha256;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.run.RunResults;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Scores that a version's run gave, as thresholds and comparisons read them. */
@Component
class CalibrationSamples {
    private final JdbcClient jdbc;
    private final Datasets datasets;
    private final LabelSets labelSets;

    CalibrationSamples(JdbcClient jdbc, Datasets datasets, LabelSets labelSets) {
        this.jdbc = jdbc;
        this.datasets = datasets;
        this.labelSets = labelSets;
    }

    private record Stored(int[] images, double[] scores) {}

    /** Which images there are scores of. */
    Set<CalibrationSplit> stored(ModelVersion version) {
        Set<CalibrationSplit> splits = EnumSet.noneOf(CalibrationSplit.class);
        jdbc.sql("select split from model_score where model_version_id = :id")
                .param("id", version.id().value())
                .query(String.class)
                .list()
                .forEach(split -> splits.add(CalibrationSplit.valueOf(split)));
        if (splits.contains(CalibrationSplit.TEST)) {
            splits.add(CalibrationSplit.TEST_NORMAL);
        }
        return splits;
    }

    /** Scores of the normal test images, of labeled ones that the viewer may see; none where there are no such scores. */
    double[] normalTest(ModelVersion version, User viewer) {
        return stored(version, CalibrationSplit.TEST)
                .map(all -> {
                    Labels labels = labelSets.evaluating(version.source().data(), LabelSet.NEWEST, null, viewer);
                    return Arrays.stream(labels.images())
                            .filter(i -> !labels.anomalous()[i])
                            .mapToDouble(i -> all.scores[i])
                            .toArray();
                })
                .orElseGet(() -> new double[0]);
    }

    /** Scores of all test images, in order. */
    double[] test(ModelVersion version) {
        return stored(version, CalibrationSplit.TEST).orElseThrow().scores();
    }

    /**
     * @param viewer whose labels are used
     * @throws InputException with a sentence where there are no such scores
     */
    CalibrationSample of(ModelVersion version, CalibrationSplit split, User viewer) {
        return switch (split) {
            case TRAIN, HELD_OUT -> training(version, split);
            case TEST, TEST_NORMAL -> test(version, split, viewer);
        };
    }

    private CalibrationSample training(ModelVersion version, CalibrationSplit split) {
        Stored stored = stored(version, split)
                .orElseThrow(() -> new InputException(
                        "NO_CALIBRATION_SCORES",
                        "",
                        "calibrateOn",
                        "There are no scores of " + split.title() + " for " + version.ref()
                                + (split == CalibrationSplit.HELD_OUT
                                        ? ", because its run held none out (setting calibrationShare)."
                                        : ", because its run is older than this.")
                                + " Calibrate on other images, such as test-normal, or choose a manual threshold."));
        return sample(version, split, stored, 0, new boolean[stored.scores.length]);
    }

    private CalibrationSample test(ModelVersion version, CalibrationSplit split, User viewer) {
        Stored all = stored(version, CalibrationSplit.TEST).orElseThrow();
        Labels labels = labelSets.evaluating(version.source().data(), LabelSet.NEWEST, null, viewer);
        int[] places = Arrays.stream(labels.images())
                .filter(i -> split == CalibrationSplit.TEST || !labels.anomalous()[i])
                .toArray();
        boolean[] anomalous = new boolean[places.length];
        double[] scores = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            anomalous[i] = labels.anomalous()[places[i]];
            scores[i] = all.scores[places[i]];
        }
        return sample(version, split, new Stored(places, scores), version.cost().trainCount(), anomalous);
    }

    private CalibrationSample sample(
            ModelVersion version, CalibrationSplit split, Stored stored, int first, boolean[] anomalous) {
        String[] names = datasets.imageNames(version.source().data());
        MessageDigest digest = Sha256.start();
        IntStream.of(stored.images)
                .forEach(i ->
                        digest.update((names[first + i] + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return new CalibrationSample(version.source().data(), split, stored.scores, anomalous, Sha256.hex(digest));
    }

    private Optional<Stored> stored(ModelVersion version, CalibrationSplit split) {
        return jdbc.sql("select images, scores from model_score where model_version_id = :id and split = :split")
                .param("id", version.id().value())
                .param("split", split.name())
                .query((rs, n) -> new Stored(
                        Arrays.stream((Integer[]) rs.getArray(1).getArray())
                                .mapToInt(i -> i)
                                .toArray(),
                        RunResults.doubles(rs, 2)))
                .optional();
    }
}
