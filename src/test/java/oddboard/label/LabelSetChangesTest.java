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
    void aPageThatFailsKeepsNobodyFromTheNews() throws Exception {
        var room = new DatasetFixture(home);
        byte[] images = DrawnSet.npy("|u1", "(2, 32, 32, 3)", DrawnSet.pixels(new boolean[2], 32, 1));
        var version = room.importNow(
                        room.create("Drawn"),
                        Map.of(
                                "trainingset.npy",
                                images,
                                "testingset.npy",
                                images,
                                "labels.csv",
                                "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.UTF_8)))
                .id();
        var labels = room.part(LabelSets.class);
        var changes = new LabelSetChanges(room.jdbc);
        try {
            var told = new CopyOnWriteArrayList<VersionId>();
            changes.subscribe(any -> {
                throw new IllegalStateException("this page is gone");
            });
            changes.subscribe(told::add);

            labels.save(version, List.of(new LabelChange(0, true, "dent")), "", room.admin);
            waitFor(told, List.of(version));
            labels.save(version, List.of(new LabelChange(0, false, "")), "", room.admin);
            waitFor(told, List.of(version, version));
        } finally {
            changes.close();
        }
    }

    private static void waitFor(List<VersionId> told, List<VersionId> all) {
        Await.until("news of label sets", Duration.ofSeconds(30), () -> told.equals(all) ? told : null);
    }
}
