package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
    /** Expected values: scipy 1.10.1, {@code beta.ppf(0.025, k, n - k + 1)} and {@code beta.ppf(0.975, k + 1, n - k)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.0, 0.975",
        "0, 24, 0.0, 0.14247359772252563",
        "0, 1000, 0.0, 0.003682083896865671",
        "1, 1, 0.025, 1.0",
        "3, 10, 0.06673951117773447, 0.6524528500599973",
        "7, 24, 0.12615208852369134, 0.5109478138578332",
        "9, 1000, 0.004123395660342472, 0.017015783069894586",
        "10, 1000, 0.004805510691049308, 0.01831324305511245",
        "123, 100000, 0.0010223513683246855, 0.0014673898394555118",
        "50, 50, 0.9288782635358024, 1.0"
    })
    void intervalsAreThoseOfScipy(int count, int n, double low, double high) {
        Proportion share = Proportion.of(count, n);
        assertThat(share.rate()).isEqualTo((double) count / n);
        assertThat(share.low()).isCloseTo(low, within(1e-12));
        assertThat(share.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void refusesCountsThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.of(3, 2));
    }
}
