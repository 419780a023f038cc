package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    @Test
    void readsNumbersAndRanges() {
        assertThat(Ranges.read("17-20,3,3-4,19-25", 100).inside().stream())
                .containsExactly(3, 4, 17, 18, 19, 20, 21, 22, 23, 24, 25);
        assertThat(Ranges.read("7-3", 100).inside().isEmpty()).isTrue();
        assertThat(Ranges.read("0", 1)).isEqualTo(Ranges.read("0-0,0", 1));
    }

    @Test
    void takesNoMoreThanTheLimitHoweverFarAndOften() {
        Ranges many = Ranges.read("0-999999999,".repeat(40_000) + "5", 1000);
        assertThat(many.inside().cardinality()).isEqualTo(1000);
        assertThat(many.inside().size()).isLessThanOrEqualTo(1024);
        assertThat(many.beyond()).isEqualTo(1000);
        assertThat(Ranges.read("999999999", 10)).isEqualTo(new Ranges(new BitSet(), 999_999_999));
        assertThat(Ranges.read("0-9", 10).beyond()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "1,", ",1", "1--2", "1-2-3", "-1", "1-", "a", "1 ", "1234567890", "0x1", "1.5", "٣"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Ranges.read(text, 10)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void takesEachPartOnce() {
        // Where each part looked through the whole text for a dash, this took minutes.
        assertThat(Ranges.read("1,".repeat(240_000) + "1", 10).inside().cardinality())
                .isEqualTo(1);
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> Ranges.read("1,".repeat(Ranges.MAX_LENGTH / 2) + "1", 10))
                .isInstanceOf(NumberFormatException.class);
    }
}
