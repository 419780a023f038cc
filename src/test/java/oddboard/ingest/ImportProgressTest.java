package oddboard.ingest;

import static oddboard.ingest.ImportTest.arrays;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportProgressTest {
    @TempDir
    Path home;

    private DatasetFixture room;
    private Dataset set;

    @BeforeEach
    void open() {
        room = new DatasetFixture(home);
        set = room.create("Caps");
    }

    @Test
    void tellsItsProgress() throws Exception {
        var version =
                room.imports.start(set.id(), room.spec(set, Map.of("set.zip", Zips.of(Zips.smallSet()))), room.member);
        var attempt = room.attempt(version);
        room.handler.handle(attempt);
        assertThat(attempt.total).isEqualTo(4);
        assertThat(attempt.progress).isSorted().endsWith(4L);
    }

    @Test
    void stopsWithinOneImageAndPublishesNothing() throws Exception {
        for (var files : List.of(Map.of("set.zip", Zips.of(Zips.smallSet())), arrays())) {
            var version = room.imports.start(set.id(), room.spec(set, files), room.member);
            var attempt = room.attempt(version);
            attempt.stopAfter = 2;
            room.handler.handle(attempt);
            assertThat(attempt.progress.getLast()).isLessThan(attempt.total);
            assertThat(room.datasets
                            .findVersion(version.id(), room.member)
                            .orElseThrow()
                            .state())
                    .isEqualTo(DatasetVersion.State.IMPORTING);
            assertThat(room.jdbc
                            .sql("select count(*) from label_set")
                            .query(Long.class)
                            .single())
                    .isZero();
            // The next attempt does it all.
            room.work(version);
            assertThat(room.datasets
                            .findVersion(version.id(), room.member)
                            .orElseThrow()
                            .state())
                    .isEqualTo(DatasetVersion.State.READY);
            room.jdbc.sql("delete from label_set").update();
        }
    }
}
