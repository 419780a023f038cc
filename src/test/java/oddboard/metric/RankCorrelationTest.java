package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against rank-correlation.csv and consensus.csv, which rank_correlation.py made with scipy. */
class RankCorrelationTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static List<String[]> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RankCorrelationTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(";"))
                    .toList();
        }
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void equalsScipy() throws IOException {
        List<String[]> lines = lines("rank-correlation.csv");
        assertThat(lines).hasSize(12);
        for (String[] line : lines) {
            double[] a = numbers(line[0]);
            double[] b = numbers(line[1]);
            assertThat(RankCorrelation.spearman(a, b)).isCloseTo(Double.parseDouble(line[2]), EXACT);
            assertThat(RankCorrelation.kendall(a, b)).isCloseTo(Double.parseDouble(line[3]), EXACT);
            assertThat(RankCorrelation.kendall(b, a)).isCloseTo(Double.parseDouble(line[3]), EXACT);
        }
    }

    @Test
    void thereIsNoneOfEqualNumbersOrOfFewerThanTwo() {
        double[] equal = {2, 2, 2};
        double[] rising = {1, 2, 3};
        assertThat(RankCorrelation.spearman(equal, rising)).isNaN();
        assertThat(RankCorrelation.kendall(rising, equal)).isNaN();
        assertThat(RankCorrelation.spearman(new double[1], new double[1])).isNaN();
        assertThat(RankCorrelation.kendall(new double[0], new double[0])).isNaN();
        assertThat(RankCorrelation.kendall(new double[] {0.0, -0.0, 1}, new double[] {3, 3, 4}))
                .as("both zeros are equal")
                .isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> RankCorrelation.spearman(equal, new double[2]));
    }

    @Test
    void consensusCountsEachOtherKindOnce() throws IOException {
        List<String[]> lines = lines("consensus.csv");
        Consensus consensus = new Consensus();
        lines.forEach(line -> consensus.add(line[0], numbers(line[1])));
        for (String[] line : lines) {
            assertThat(consensus.agreement(line[0], numbers(line[1]))).isCloseTo(Double.parseDouble(line[2]), EXACT);
        }
    }

    @Test
    void thereIsNoConsensusOfOneOtherKind() {
        Consensus consensus = new Consensus();
        double[] rising = {1, 2, 3};
        consensus.add("a", rising);
        consensus.add("b", rising);
        consensus.add("b", new double[] {3, 2, 1});
        assertThat(consensus.agreement("a", rising)).isNaN();
        assertThat(consensus.agreement("c", rising)).as("compared with a and b").isEqualTo(1);
    }
}
