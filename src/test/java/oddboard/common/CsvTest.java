package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://a\")",
                "+1",
                "-1",
                "@a",
                "\ta",
                "\ra",
                "'=a",
                "''=a",
                "=a\nb",
                "\n=a",
                "＝1",
                "＋1",
                "－1",
                "＠a"
            })
    void guardsWhatASpreadsheetWouldTakeForAFormula(String text) {
        assertThat(Csv.guard(text)).isEqualTo("'" + text);
        assertThat(Csv.unguard(Csv.guard(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scratch", "a=b", "'", "'a'", "1-2"})
    void leavesOtherTextAsItIs(String text) {
        assertThat(Csv.guard(text)).isEqualTo(text);
        assertThat(Csv.unguard(text)).isEqualTo(text);
    }

    @Test
    void quotesWhereItMust() {
        assertThat(Csv.cell("test/good/a.png")).isEqualTo("test/good/a.png");
        assertThat(Csv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(Csv.cell("a \"b\"\nc")).isEqualTo("\"a \"\"b\"\"\nc\"");
        assertThat(Csv.cell("=A1")).isEqualTo("\"'=A1\"");
        assertThat(Csv.quotedCell("a")).isEqualTo("\"a\"");
        assertThat(Csv.quotedCell("=A1")).isEqualTo("\"'=A1\"");
    }
}
