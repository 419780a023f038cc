package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortTextTest {
    @Test
    void cutsBetweenCharactersAndSaysSo() {
        assertThat(ShortText.of("abc", 3)).isEqualTo("abc");
        assertThat(ShortText.of("abcd", 3)).isEqualTo("abc...");
        assertThat(ShortText.of("\ud83d\udd29\ud83d\udd29", 2)).isEqualTo("\ud83d\udd29\ud83d\udd29");
        assertThat(ShortText.of("\ud83d\udd29\ud83d\udd29", 1)).isEqualTo("\ud83d\udd29...");
    }

    @Test
    void showsWhatWouldBreakOrTurnTheLine() {
        assertThat(ShortText.of("a\nb\u0000c\u0085d", 80)).isEqualTo("a?b?c?d");
        assertThat(ShortText.of("a\u202egnp.exe\u2028\u2066", 80)).isEqualTo("a?gnp.exe??");
        assertThat(ShortText.of("Größe, 大小", 80)).isEqualTo("Größe, 大小");
    }
}
