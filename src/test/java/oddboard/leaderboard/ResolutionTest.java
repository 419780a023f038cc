package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import oddboard.dataset.Labels;
import oddboard.metric.AucResolution;
import oddboard.metric.DeLong;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final boolean[] LABELS = new boolean[30];

    static {
        for (int i = 0; i < 30; i += 3) {
            LABELS[i] = true;
        }
    }

    private static Resolution of(double typical, int pairs) {
        return new Resolution(1000, 200, 4, Optional.of(new AucResolution(typical, typical / 2, typical * 2, pairs)));
    }

    @Test
    void saysWhatTheTestImagesCanShowAndWhatItRestsOn() {
        assertThat(of(0.0304, 6).sentence())
                .isEqualTo("Differences in AUC below 0.030 usually can't be told apart on these 1,200 test images.");
        assertThat(of(0.0304, 6).basis())
                .isEqualTo(
                        "The limit differs by pair of entries, from 0.015 to 0.061; this is the median of all 6 pairs of the best 4"
                                + " (1.96 standard errors, DeLong).");
        assertThat(of(0.00000123, 1).sentence()).contains("below 0.0000012 can't be told apart");
        assertThat(of(0.1, 1).basis())
                .isEqualTo("These are 1.96 standard errors of the difference between two entries (DeLong).");
    }

    @Test
    void saysWhyItIsNotKnown() {
        assertThat(new Resolution(20, 10, 1, Optional.empty()).sentence())
                .isEqualTo("What differences in AUC these 30 test images can show is known from the second entry on.");
        assertThat(new Resolution(20, 10, 3, Optional.empty()).sentence())
                .isEqualTo(
                        "What differences in AUC these 30 test images can show is not known: the best 3 entries all rank them"
                                + " without an error, or in the same order.");
        assertThat(new Resolution(20, 1, 3, Optional.empty()).sentence())
                .isEqualTo(
                        "No difference in AUC can be tested on these 21 test images: only one of them is anomalous.");
        assertThat(new Resolution(1, 9, 3, Optional.empty()).sentence()).endsWith("only one of them is normal.");
        assertThat(new Resolution(1, 9, 3, Optional.empty()).basis()).isEmpty();
    }

    @Test
    void restsOnTheBestTenThatHaveScores() {
        Map<EntryId, double[]> stored = new HashMap<>();
        var entries = IntStream.range(1, 14)
                .mapToObj(n -> {
                    stored.put(new EntryId(false, n), scores(n));
                    return Entries.run(n, n, "conv", "", 1, Entries.metrics(1.0 / n, null, null));
                })
                .toList();
        stored.remove(new EntryId(false, 2));
        stored.put(new EntryId(false, 3), new double[7]);
        var found = new Resolutions(ids -> {
                    var some = new HashMap<>(stored);
                    some.keySet().retainAll(ids);
                    return some;
                })
                .of(new Leaderboard(entries), new Labels(1, 1, LABELS, new String[LABELS.length]));
        assertThat(found.entries()).isEqualTo(8);
        assertThat(found.normal()).isEqualTo(20);
        assertThat(found.anomalous()).isEqualTo(10);
        var best = List.of(1, 4, 5, 6, 7, 8, 9, 10).stream()
                .map(n -> DeLong.against(scores(n), LABELS))
                .toList();
        assertThat(found.auc()).isEqualTo(AucResolution.of(best)).isPresent();
    }

    private static double[] scores(int n) {
        return IntStream.range(0, 30).mapToDouble(i -> i * (7 + n) % 31).toArray();
    }
}
