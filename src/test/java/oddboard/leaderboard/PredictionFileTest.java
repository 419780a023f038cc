package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oddboard.common.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionFileTest {
    private static final List<String> NAMES = List.of("test/bad/x.png", "test/good/y.png", "test/good/z.png");

    private static double[] read(String text, Charset charset) throws IOException {
        return PredictionFile.read(new ByteArrayInputStream(text.getBytes(charset)), "p.csv", NAMES);
    }

    @Test
    void readsScoresInAnyOrder() throws IOException {
        assertThat(read("ID,score\n2,-1e-3\n0,5\n1,0.25\n", StandardCharsets.UTF_8))
                .containsExactly(5, 0.25, -0.001);
        assertThat(read("\ufeffid,Score\r\n0,1\r\n1,2\r\n\r\n2,3", StandardCharsets.UTF_8))
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | p.csv is empty.
            '\\n'                           | p.csv has no lines; the first line must be ID,score.
            'ID,score,score\\n0,1,2'        | p.csv has two columns called score; keep one of them.
            'ID;score\\n0;1,5\\n1;2.5'     | p.csv has numbers with decimal commas and with points by line 3; write all of them one way.
            'ID;score\\n0;1.000,5'         | p.csv has numbers with decimal commas and with points by line 2; write all of them one way.
            '<html><body>'                  | p.csv is an HTML page, such as a server sends instead of a file, not a table of scores.
            'image,value\\n0,1'             | p.csv begins with "image,value" in line 1; the first line must be ID,score.
            '0,1\\n1,2\\n2,3'               | p.csv begins with "0,1" in line 1; the first line must be ID,score.
            'ID,score\\n0,1\\n1,2'          | p.csv has no score for test image 2; it needs all 3.
            'ID,score'                      | p.csv has no score for test image 0 and 2 more; it needs all 3.
            'ID,score\\n0,1\\n0,2'          | p.csv has a second score for image 0 in line 3; the first is in line 2.
            'ID,score\\n3,1'                | p.csv names in line 2 the image "3", but the test images are 0 to 2, and none has this file name.
            'ID,score\\na.png,1'            | p.csv names in line 2 the image "a.png", but the test images are 0 to 2, and none has this file name.
            'ID,score\\n0,NaN'              | p.csv has in line 2 for image 0 the score "NaN"; a score is a finite number.
            'ID,score\\n0,1\\n1,1e999'      | p.csv has in line 3 for image 1 the score "1e999"; a score is a finite number.
            'ID,score\\n0,'                 | p.csv has in line 2 for image 0 the score ""; a score is a finite number.
            'ID,score\\n0'                  | p.csv has 1 value in line 2 for 2 columns.
            'ID,score\\n0,0,5'              | p.csv has 3 values in line 2 for 2 columns; write decimals with a point.
            'ID,score\\n0,"1'               | p.csv cannot be read as CSV: a quotation mark is missing or too many.
            """)
    void saysInOneSentenceWhatIsWrongAndWhere(String text, String sentence) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n"), StandardCharsets.UTF_8))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID;score\n0;1,5\n1;-2,25\n2;3\n",
                "ID\tscore\n0\t1.5\n1\t-2.25\n2\t3\n",
                "ID,score\n0.0,1.5\n1.0,-2.25\n2.0,3\n",
                "filename,score\nz.png,3\n./test/bad/x.png,1.5\ntest\\good\\Y.PNG,-2.25\n",
            })
    void readsWhatSpreadsheetsAndDataFramesWrite(String text) throws IOException {
        assertThat(read(text, StandardCharsets.UTF_8)).containsExactly(1.5, -2.25, 3);
        assertThat(read("\ufeff" + text, StandardCharsets.UTF_16LE)).containsExactly(1.5, -2.25, 3);
    }
}
