package oddboard.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import oddboard.common.Csv;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID,label\n0,0\n1,1\n2,0\n",
                "\uFEFFID,label\r\n0,0\r\n1,1\r\n2,0",
                "id, Label ,Type\n2,0,\n1,1,\n\n0,0,good\n",
                "\"ID\",\"label\"\n\"0\",\"0\"\n\"1\",\"1\"\n\"2\",\"0\"\n",
                "file,type,label,ID\na,,0,0\nb,,1,1\nc,,0,2\n",
                "ID;label\n0;0\n1;1\n2;0\n;\n",
                "sep=;\r\nID;label\r\n0;0\r\n1;1\r\n2;0\r\n",
                "ID\tlabel\n0\t0\n1\t1\n2\t0\n",
                "ID,label\n0.0,0.0\n1.0,1.0\n2.0,0.0\n",
                "ID,label\n0,False\n1,True\n2,false\n",
            })
    void takesOneLabelForEveryTestImage(String csv) throws IOException {
        var labels = read(csv);
        assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.label(1)).isEqualTo(ImageLabel.ANOMALOUS);
        assertThat(labels.label(2)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.type(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal,anomalous", "Good,BAD", "OK,NG", "ok,nok", "normal,abnormal", " good ,defect"})
    void readsWordsAndSaysHow(String words) throws IOException {
        var pair = words.split(",");
        var labels = read("ID,label\n0," + pair[0] + "\n1," + pair[1] + "\n2,\n");
        assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.label(1)).isEqualTo(ImageLabel.ANOMALOUS);
        assertThat(labels.label(2)).isEqualTo(ImageLabel.UNLABELED);
        assertThat(labels.notes())
                .containsExactly("The labels in labels.csv are words: \""
                        + pair[0].strip().toLowerCase(Locale.ROOT) + "\" read as normal, \""
                        + pair[1].strip().toLowerCase(Locale.ROOT) + "\" read as anomalous.");
    }

    @Test
    void keepsTheTypeOfAnomaliesAlone() throws IOException {
        var labels = read("ID,label,type\n0,0,good\n1,1,scratch\n2,1,\n");
        assertThat(List.of(labels.type(0), labels.type(1), labels.type(2))).containsExactly("", "scratch", "");
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("FILE_EMPTY", "", "empty"),
                arguments("LABEL_FORMAT", "\n\n", "no lines"),
                arguments("LABEL_FORMAT", "ID,label,label\n0,0,1\n", "two columns called label"),
                arguments("LABEL_FORMAT", "version https://git-lfs.github.com/spec/v1\noid", "Git LFS pointer"),
                arguments("LABEL_FORMAT", "<!DOCTYPE html><html>", "an HTML page"),
                arguments("LABEL_FORMAT", "0,0\n1,1\n2,0\n", "no columns ID and label"),
                arguments("LABEL_FORMAT", "ID,label\n0\n", "line 2"),
                arguments("LABEL_FORMAT", "ID,label\n\"0,0\n1,1\n", "cannot be read"),
                arguments("LABEL_VALUE", "ID,label\n0,0\n1,2\n2,0\n", "line 3 for image 1 the label \"2\""),
                arguments("LABEL_VALUE", "ID,label\n0,-1\n1,1\n2,0\n", "line 2 for image 0"),
                arguments("LABEL_VALUE", "ID,label\n0,fine\n", "for image 0 the label \"fine\"; labels are 0"),
                arguments("LABEL_VALUE", "ID,label\n0,normal\n1,strange\n", "line 3 for image 1 the label \"strange\""),
                arguments(
                        "LABEL_VALUE", "ID,label\n0,normal\n1,1\n", "such as \"normal\", and numbers and words can't"),
                arguments("LABEL_VALUE", "ID,label\n0,1\n1,defect\n", "have numbers, with which words can't be mixed"),
                arguments("LABEL_DUPLICATE", "ID,label\n0,0\n1,1\n0,1\n", "image 0 in line 4"),
                arguments("LABEL_DUPLICATE", "ID,label\n0,\n1,1\n0,1\n", "image 0 in line 4"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n0,0\n1,1\n3,0\n", "line 4 the image 3"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n-1,0\n", "-1"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n99999999999,0\n", "99999999999"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n1.5,0\n", "0 to 2"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badFiles")
    void namesFileAndLineOf(String code, String csv, String part) {
        var fault = catchThrowableOfType(InputException.class, () -> read(csv));
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).message().startsWith("labels.csv ").contains(part).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID,label\n1,1\n",
                "ID,label,type\n0,,dent\n1,1,\n2,\n",
                "file,label,ID\nc,\"\",2\nb,1,1\n",
            })
    void imagesThatItLeavesOutOrGivesNoLabelAreUnlabeled(String csv) throws IOException {
        var labels = read(csv);
        assertThat(labels.label(0)).isEqualTo(ImageLabel.UNLABELED);
        assertThat(labels.label(1)).isEqualTo(ImageLabel.ANOMALOUS);
        assertThat(labels.label(2)).isEqualTo(ImageLabel.UNLABELED);
        assertThat(List.of(labels.type(0), labels.type(1), labels.type(2))).containsOnly("");
    }

    @Test
    void findsImagesByTheirNames() throws IOException {
        var csv = "file,label,type\nb.png,1,dent\ntest/a.png,0,\n".getBytes(StandardCharsets.UTF_8);
        var labels =
                LabelFile.forNames(new ByteArrayInputStream(csv), "labels.csv", List.of("test/a.png", "test/b.png"));
        assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.type(1)).isEqualTo("dent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file,label\ntest/größe_0.png,0\ntest/größe_1.png,1\n",
                "filename,label\ngröße_0.png,0\ngröße_1.png,1\n",
                "image_path,label\ntest\\größe_0.png,0\ntest\\größe_1.png,1\n",
                "path,label\n./test/größe_0.png,0\n./größe_1.png,1\n",
                "file,label\nGRÖSSE_0.PNG,0\n",
                "file,label\nGrößE_0.PNG,0\n/home/me/set/test/größe_1.png,1\n",
                "ID,label\ngröße_0,0\ngröße_1,1\n",
            })
    void findsImagesHoweverTheirNamesAreWritten(String csv) throws IOException {
        // As macOS stores them: the umlaut is a letter of its own.
        var names = List.of("test/gro\u0308ße_0.png", "test/gro\u0308ße_1.png");
        var bytes = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        if (csv.contains("SSE")) {
            assertThat(catchThrowableOfType(InputException.class, () -> LabelFile.forNames(bytes, "labels.csv", names)))
                    .message()
                    .contains("line 2 the image GRÖSSE_0.PNG, but there is no such test image");
        } else {
            var labels = LabelFile.forNames(bytes, "labels.csv", names);
            assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
            assertThat(labels.label(1)).isEqualTo(ImageLabel.ANOMALOUS);
        }
    }

    @Test
    void guessesNoImageWhereANameFitsSeveral() {
        var names = List.of("test/a/0.png", "test/b/0.png");
        var csv = "file,label\n0.png,1\n".getBytes(StandardCharsets.UTF_8);
        assertThat(catchThrowableOfType(
                        InputException.class,
                        () -> LabelFile.forNames(new ByteArrayInputStream(csv), "labels.csv", names)))
                .message()
                .contains("the image 0.png, but there is no such test image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void readsWhatExcelCallsUnicodeText(String charset) throws IOException {
        var csv = "ID\tlabel\ttype\n0\t0\t\n1\t1\t划痕\n2\t0\t\n".getBytes(Charset.forName(charset));
        var labels = LabelFile.forIndexes(new ByteArrayInputStream(csv), "labels.csv", 3);
        assertThat(labels.type(1)).isEqualTo("划痕");
        assertThat(labels.notes()).isEmpty();
    }

    @Test
    void keepsTypesApartThatAreNotUtf8AndSaysWhatItAssumed() throws IOException {
        var csv = "ID,label,type\n0,1,划痕\n1,1,裂纹\n2,0,\n".getBytes(Charset.forName("GBK"));
        var labels = LabelFile.forIndexes(new ByteArrayInputStream(csv), "labels.csv", 3);
        assertThat(List.of(labels.type(0), labels.type(1))).containsExactly("划痕", "裂纹");
        assertThat(labels.notes()).containsExactly("The texts in labels.csv are not UTF-8; they were read as GBK.");
    }

    @Test
    void readsBackATypeThatWasGuardedAgainstFormulas() throws IOException {
        String type = "=HYPERLINK(\"http://a\",\"b\")";
        assertThat(read("ID,label,type\n0,1," + Csv.cell(type) + "\n1,0,\n2,1,dent\n")
                        .type(0))
                .isEqualTo(type);
    }

    private static LabelFile read(String csv) throws IOException {
        return LabelFile.forIndexes(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "labels.csv", 3);
    }
}
