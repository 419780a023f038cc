package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** U+0000 to U+001F, U+007F to U+009F, U+2028 to U+202E, U+2066 to U+2069, and halves of surrogate pairs. */
    private static List<Integer> hidden() {
        var all = new ArrayList<Integer>();
        for (int[] range :
                new int[][] {{0, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xd800, 0xdfff}}) {
            for (int c = range[0]; c <= range[1]; c++) {
                all.add(c);
            }
        }
        return all;
    }

    @Test
    void noNameHasACharacterThatCantBeSeen() {
        for (int c = 0; c <= 0x2100; c++) {
            assertThat(PlainText.isLine("a" + Character.toString(c) + "b"))
                    .as("U+%04X", c)
                    .isEqualTo(!hidden().contains(c));
        }
        assertThat(PlainText.isLine("a\ud800b")).isFalse();
        assertThat(PlainText.isLine("a\udc00")).isFalse();
        assertThat(PlainText.isLine("Größe, 大小, \ud83d\udd29, שלום, a\u00a0b")).isTrue();
    }

    @Test
    void aTextHasLineBreaksAndTabsBesides() {
        for (int c : hidden()) {
            boolean breaks = c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029;
            assertThat(PlainText.isText("a" + (char) c + "b")).as("U+%04X", c).isEqualTo(breaks);
        }
        assertThat(PlainText.isText("a\r\nb")).isTrue();
        assertThat(PlainText.isText("a\rb")).isFalse();
    }

    @Test
    void refusesWithASentenceThatNamesTheField() {
        assertThatThrownBy(() -> PlainText.text("a\u001b[2Jb", "note"))
                .isInstanceOfSatisfying(InputException.class, e -> {
                    assertThat(e.code()).isEqualTo("TEXT_INVALID");
                    assertThat(e.entry()).isEqualTo("note");
                })
                .message()
                .startsWith("The note has a character that can't be seen")
                .endsWith("remove it.")
                .doesNotContain("\u001b");
        assertThatThrownBy(() -> PlainText.line("a\nb", "type")).isInstanceOf(InputException.class);
        assertThat(PlainText.line(" a b\n", "type")).isEqualTo("a b");
        assertThatCode(() -> PlainText.text(" a\n\tb ", "note")).doesNotThrowAnyException();
    }

    @Test
    void whatFilesSayGetsBlanks() {
        assertThat(PlainText.spaced("a\u001bb\u202ec\u0085d\ud83d\udd29")).isEqualTo("a b c d\ud83d\udd29");
    }
}
