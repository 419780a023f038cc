package oddboard.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
            })
    void takesOneLabelForEveryTestImage(String csv) throws IOException {
        var labels = read(csv);
        assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.label(1)).isEqualTo(ImageLabel.ANOMALOUS);
        assertThat(labels.label(2)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.type(1)).isEmpty();
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
                arguments("LABEL_FORMAT", "ID;label\n0;0\n", "semicolons"),
                arguments("LABEL_FORMAT", "0,0\n1,1\n2,0\n", "no columns ID and label"),
                arguments("LABEL_FORMAT", "ID,label\n0\n", "line 2"),
                arguments("LABEL_FORMAT", "ID,label\n\"0,0\n1,1\n", "cannot be read"),
                arguments("LABEL_VALUE", "ID,label\n0,0\n1,2\n2,0\n", "line 3 for image 1 the label \"2\""),
                arguments("LABEL_VALUE", "ID,label\n0,-1\n1,1\n2,0\n", "line 2 for image 0"),
                arguments("LABEL_VALUE", "ID,label\n0,normal\n", "\"normal\""),
                arguments("LABEL_DUPLICATE", "ID,label\n0,0\n1,1\n0,1\n", "image 0 in line 4"),
                arguments("LABEL_DUPLICATE", "ID,label\n0,\n1,1\n0,1\n", "image 0 in line 4"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n0,0\n1,1\n3,0\n", "line 4 the image 3"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n-1,0\n", "-1"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n99999999999,0\n", "99999999999"),
                arguments("LABEL_UNKNOWN_IMAGE", "ID,label\n1.0,0\n", "0 to 2"));
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
        var labels = LabelFile.forNames(
                new ByteArrayInputStream(csv),
                "labels.csv",
                List.of("test/a.png", "test/b.png"),
                Map.of("test/a.png", 0, "a.png", 0, "test/b.png", 1, "b.png", 1));
        assertThat(labels.label(0)).isEqualTo(ImageLabel.NORMAL);
        assertThat(labels.type(1)).isEqualTo("dent");
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
