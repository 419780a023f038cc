package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AucResolutionTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** A line of resolution.csv, which resolution.py made from the covariance matrix in exact fractions. */
    record Case(List<DeLong.Against> models, double[] expected) {
        static Case of(String line) {
            String[] fields = line.split(",");
            boolean[] labels = new boolean[fields[0].length()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = fields[0].charAt(i) == '1';
            }
            return new Case(
                    Arrays.stream(fields[1].split("\\|"))
                            .map(scores -> DeLong.against(numbers(scores, " "), labels))
                            .toList(),
                    Arrays.stream(fields)
                            .skip(2)
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }

        private static double[] numbers(String text, String between) {
            return Arrays.stream(text.split(between))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    static List<Case> cases() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AucResolutionTest.class.getResourceAsStream("resolution.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Case::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheCovarianceMatrix(Case one) {
        AucResolution found = AucResolution.of(one.models()).orElseThrow();
        assertThat(found.typical()).isCloseTo(one.expected()[0], EXACT);
        assertThat(found.smallest()).isCloseTo(one.expected()[1], EXACT);
        assertThat(found.largest()).isCloseTo(one.expected()[2], EXACT);
        assertThat(found.pairs()).isEqualTo((int) one.expected()[3]);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMeanOfModelsIsTestedByTheSameMatrix(Case one) {
        List<DeLong.Against> models = one.models();
        DeLong.Comparison test = DeLong.Against.mean(models.subList(0, 2))
                .compare(DeLong.Against.mean(models.subList(2, models.size())));
        assertThat(test.difference()).isCloseTo(one.expected()[4], EXACT);
        assertThat(test.standardError()).isCloseTo(one.expected()[5], EXACT);
        assertThat(test.p()).isCloseTo(one.expected()[6], EXACT);
    }

    /** The images of a class may change places: the AUC stays, and the difference of 0 still has an error. */
    @Test
    void equalAucsOfDifferentOrdersHaveAMargin() {
        boolean[] labels = {true, true, true, false, false, false};
        DeLong.Comparison test =
                DeLong.compare(new double[] {5, 3, 1, 0, 2, 4}, new double[] {1, 3, 5, 4, 2, 0}, labels);
        assertThat(test.difference()).isZero();
        assertThat(test.z()).isZero();
        assertThat(test.p()).isEqualTo(1);
        assertThat(test.standardError()).isPositive();
        assertThat(test.margin()).isCloseTo(1.959963984540054 * test.standardError(), EXACT);
    }

    @Test
    void isUnknownWhereNoPairHasAnError() {
        boolean[] labels = {true, true, false, false};
        double[] right = {4, 3, 2, 1};
        assertThat(AucResolution.of(List.of(DeLong.against(right, labels)))).isEmpty();
        assertThat(AucResolution.of(List.of(DeLong.against(right, labels), DeLong.against(right, labels))))
                .isEmpty();
        boolean[] single = {true, false, false, false};
        double[] other = {2, 3, 1, 4};
        DeLong.Comparison test = DeLong.compare(right, other, single);
        assertThat(test.margin()).isNaN();
        assertThat(test.p()).isEqualTo(1);
        assertThat(AucResolution.of(List.of(DeLong.against(right, single), DeLong.against(other, single))))
                .isEmpty();
    }
}
