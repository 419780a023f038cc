package oddboard.ingest;

import static oddboard.ingest.ManifestFiles.images;
import static oddboard.ingest.ManifestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that can't be taken are refused by their name and line. */
class ManifestFaultsTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private void refused(Map<String, byte[]> files, String code, String... words) {
        assertThatThrownBy(() -> fixture.importNow(set, Map.of("set.zip", Zips.of(files))))
                .isInstanceOf(InputException.class)
                .satisfies(e -> assertThat(((InputException) e).code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    @Test
    void neverTakesAnotherFileOfTheSameName() {
        var files = images("train/0.png", "train/1.png", "test/0.png");
        files.put("m.csv", text("file,split,label", "train/0.png,train,0", "train/1.png,train,0", "test/1.png,test,0"));
        refused(files, "MANIFEST_IMAGE_MISSING", "m.csv", "1 file that set.zip does not have: test/1.png");
    }

    @Test
    void refusesListsThatSayTwoThings() {
        var files = images("a.png", "b.png", "c.png");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "a.png,test,0"));
        refused(files, "MANIFEST_DUPLICATE", "line 3", "a.png");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "b.png,holdout,0"));
        refused(files, "MANIFEST_FORMAT", "line 3", "holdout");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "b.png,,0"));
        refused(files, "MANIFEST_FORMAT", "b.png");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "b.png,test,2"));
        refused(files, "MANIFEST_FORMAT", "label 2");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "b.png,test,0"));
        files.put("n.csv", text("file,split,label", "a.png,train,0", "b.png,test,1"));
        refused(files, "MANIFEST_AMBIGUOUS", "m.csv", "n.csv");
        files.remove("n.csv");
        files.put("m.csv", text("object,file,split,label", "x,a.png,train,0", "y,b.png,test,0"));
        refused(files, "FILES_AMBIGUOUS", "x, y");
    }

    @Test
    void passesOverFilesThatAreNoLists() throws Exception {
        var files = Zips.smallSet();
        files.put("notes.csv", text("date,remark", "today,\"a \"b\" c"));
        files.put("config.json", text("{\"images\":5}"));
        files.put("broken.json", text("{"));
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.trainCount()).isPositive();
    }
}
