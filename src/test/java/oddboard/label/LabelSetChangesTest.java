package oddboard.label;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import oddboard.dataset.VersionId;
import oddboard.testing.Await;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSetChangesTest {
    @TempDir
    Path home;

    @Test
    void aPageThatFailsKeepsNobodyFromTheChange() throws Exception {
        var fixture = new DatasetFixture(home);
        byte[] images = DrawnSet.npy("|u1", "(2, 32, 32, 3)", DrawnSet.pixels(new boolean[2], 32, 1));
        var version = fixture.importNow(
                        fixture.create("Drawn"),
                        Map.of(
                                "trainingset.npy",
                                images,
                                "testingset.npy",
                                images,
                                "labels.csv",
                                "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.UTF_8)))
                .id();
        var labels = fixture.part(LabelSets.class);
        var changes = new LabelSetChanges(fixture.jdbc);
        try {
            var changed = new CopyOnWriteArrayList<VersionId>();
            changes.subscribe(any -> {
                throw new IllegalStateException("this page is gone");
            });
            changes.subscribe(changed::add);

            labels.save(version, List.of(new LabelChange(0, true, "dent")), "", fixture.admin);
            waitFor(changed, List.of(version));
            labels.save(version, List.of(new LabelChange(0, false, "")), "", fixture.admin);
            waitFor(changed, List.of(version, version));
        } finally {
            changes.close();
        }
    }

    private static void waitFor(List<VersionId> changed, List<VersionId> all) {
        Await.until("changes of label sets", Duration.ofSeconds(30), () -> changed.equals(all) ? changed : null);
    }
}
