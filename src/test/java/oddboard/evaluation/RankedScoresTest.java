package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedScoresTest {
    @Test
    void putsTheHighestFirstAndEqualOnesInTheImagesOrder() {
        var ranked = RankedScores.of(new double[] {1, 5, 3, 5, -2});
        assertThat(ranked.order()).containsExactly(1, 3, 2, 0, 4);
        assertThat(ranked.rank()).containsExactly(4, 1, 3, 2, 5);
        assertThat(RankedScores.of(new double[0]).order()).isEmpty();
    }

    @Test
    void agreesWithASortOfObjectsOnAHundredThousand() {
        double[] scores =
                new Random(3).ints(100_000, 0, 50_000).asDoubleStream().toArray();
        int[] expected = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
        assertThat(RankedScores.of(scores).order()).isEqualTo(expected);
    }
}
