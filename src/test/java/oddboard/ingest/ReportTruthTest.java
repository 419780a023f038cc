package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.image.Images;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import's report says is so. */
class ReportTruthTest {
    @TempDir
    Path home;

    @Test
    void callsNoSetNormalWhoseAnomaliesHaveTheTypeGood() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 6; i++) {
            files.put((i < 2 ? "train/" : "test/") + i + ".png", Images.png(Images.gray(32, 32, i)));
        }
        files.put(
                "labels.csv",
                "file,label,type\n2.png,0,\n3.png,0,\n4.png,1,good\n5.png,1,dent\n".getBytes(StandardCharsets.UTF_8));
        var fixture = new DatasetFixture(home);
        var report = fixture.importNow(fixture.create("Caps"), Map.of("a.zip", Zips.of(files)))
                .report();
        assertThat(report.types()).isEqualTo(Map.of("good", 2, "good (anomalous)", 1, "dent", 1));
        assertThat(report.notes()).noneMatch(note -> note.contains("All test images are"));
        assertThat(report.labelNotes())
                .contains("1 of the anomalous test images have the type \"good\"; check whether the labels are right.");
    }

    @Test
    void saysWhereOneImageHasBothLabels() throws Exception {
        var files = Zips.smallSet();
        files.put("test/scratch/again.png", Images.png(Images.gray(32, 32, 3)));
        var fixture = new DatasetFixture(home);
        var report = fixture.importNow(fixture.create("Caps"), Map.of("a.zip", Zips.of(files)))
                .report();
        assertThat(report.duplicatesWithin()).isEqualTo(1);
        assertThat(report.labelNotes())
                .contains("1 test image is an exact copy of one with the other label, so that one of the two labels is"
                        + " wrong.");
    }
}
