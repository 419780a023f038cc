package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import oddboard.leaderboard.LabelFreeEvidence.Measure;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.RankCorrelation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgreementsTest {
    private static final int IMAGES = 60;

    private final Map<EntryId, double[]> stored = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Agreements agreements = new Agreements(this::read);

    private Map<EntryId, double[]> read(Collection<EntryId> ids) {
        reads.incrementAndGet();
        var found = new HashMap<EntryId, double[]>();
        ids.stream().filter(stored::containsKey).forEach(id -> found.put(id, stored.get(id)));
        return found;
    }

    private Entry run(long id, String detector, double... scores) {
        stored.put(new EntryId(false, id), scores);
        return Entries.run(1, id, detector, "", 1, Entries.metrics(null, null, null));
    }

    private static double[] noisy(double noise, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, IMAGES)
                .mapToDouble(i -> i + noise * random.nextGaussian())
                .toArray();
    }

    @Test
    void comparesEachWithTheOtherDetectorsAlone() {
        double[] conv = noisy(10, 1);
        double[] same = conv.clone();
        double[] fcn = noisy(20, 2);
        double[] vae = noisy(5, 3);
        var entries = List.of(run(1, "conv", conv), run(2, "conv", same), run(3, "fcn", fcn), run(4, "vae", vae));
        Map<EntryId, Double> found = agreements.of(entries, IMAGES);
        assertThat(found).hasSize(4);
        double[] others = new double[IMAGES];
        double[] a = RankCorrelation.midRanks(fcn);
        double[] b = RankCorrelation.midRanks(vae);
        for (int i = 0; i < IMAGES; i++) {
            others[i] = a[i] + b[i];
        }
        assertThat(found.get(new EntryId(false, 1)))
                .isCloseTo(RankCorrelation.spearman(conv, others), within(1e-12))
                .isEqualTo(found.get(new EntryId(false, 2)));
        int before = reads.get();
        assertThat(agreements.of(entries, IMAGES)).isEqualTo(found);
        assertThat(reads.get()).as("scores are read once").isEqualTo(before);
    }

    @Test
    void thereIsNoneForTwoKindsOrForScoresOfOtherImages() {
        assertThat(agreements.of(List.of(run(1, "conv", noisy(1, 1)), run(2, "fcn", noisy(1, 2))), IMAGES))
                .isEmpty();
        var entries = List.of(
                run(1, "conv", noisy(1, 1)),
                run(2, "fcn", noisy(1, 2)),
                run(3, "vae", noisy(1, 3)),
                run(4, "resnet", 1, 2, 3));
        assertThat(agreements.of(entries, IMAGES)).hasSize(3);
    }

    private static Entry ranked(long id, @Nullable Double auc, @Nullable Double synthetic) {
        return Entries.run(1, id, "conv", "", 1, Entries.metrics(auc, auc, auc)).with(new LabelFree(synthetic, null));
    }

    @Test
    void evidenceIsTheOrderOfThoseThatHaveBoth() {
        var entries = List.of(
                ranked(1, 0.9, 0.8),
                ranked(2, 0.8, 0.9),
                ranked(3, 0.7, 0.7),
                ranked(4, 0.6, 0.6),
                ranked(5, 0.99, null));
        Measure measure = LabelFreeEvidence.measure(entries, e -> e.labelFree().syntheticAuroc());
        assertThat(measure).isNotNull();
        assertThat(measure.entries()).isEqualTo(4);
        assertThat(measure.tau()).as("5 of 6 pairs").isCloseTo(4 / 6.0, within(1e-12));
        assertThat(measure.aurocOfFirst()).isEqualTo(0.8);
        assertThat(LabelFreeEvidence.measure(
                        entries.subList(1, 5), e -> e.labelFree().syntheticAuroc()))
                .as("three are too few")
                .isNull();
        var equal = List.of(ranked(1, 0.9, 1.0), ranked(2, 0.8, 1.0), ranked(3, 0.7, 1.0), ranked(4, 0.6, 1.0));
        Measure undecided = LabelFreeEvidence.measure(equal, e -> e.labelFree().syntheticAuroc());
        assertThat(undecided).isEqualTo(new Measure(4, null, 0.6));
    }
}
