package oddboard.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import oddboard.common.InputException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPatternTest {
    @ParameterizedTest
    @CsvSource({
        "{group}_*.png, train/good/part7_front_2.png, part7",
        "{group}_*, part7_front_2.png, part7",
        "*_{group}.png, train/part7_a.png, a",
        "img-{group}-*-*.jpg, x/img-12-3-4.jpg, 12",
        "{group}/*, train/good/lot 3/a.png, lot 3",
        "{group}/*/*, lots/3/cam1/a.png, 3",
        "a.{group}, train/a.png, png",
        "a.{group}, train/abpng, ''",
        "{group}_*.png, train/good/part7.png, ''",
        "{group}/*, a.png, ''",
        "{group}, Größe 1.png, Größe 1.png",
    })
    void takesTheGroupOutOfAName(String pattern, String path, String group) {
        assertThat(new GroupPattern(pattern).group(path)).isEqualTo(group);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*_*.png", "{group}_{group}", "*{group}***", "part(.*)_"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThat(catchThrowableOfType(InputException.class, () -> new GroupPattern(pattern)))
                .returns("GROUP_PATTERN", InputException::code);
    }

    @Test
    void aLongNameTakesNoLongTime() {
        var pattern = new GroupPattern("*_{group}_*_x.png");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.group("_".repeat(299) + "y")).isEmpty());
        assertThat(pattern.group("a".repeat(400) + "_b_c_x.png")).isEmpty();
    }
}
