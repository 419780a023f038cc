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

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    @Test
    void tellsItsProgress() throws Exception {
        var version = fixture.imports.start(
                set.id(), fixture.spec(set, Map.of("set.zip", Zips.of(Zips.smallSet()))), fixture.member);
        var attempt = fixture.attempt(version);
        fixture.handler.handle(attempt);
        assertThat(attempt.total).isEqualTo(4);
        assertThat(attempt.progress).isSorted().endsWith(4L);
    }

    @Test
    void stopsWithinOneImageAndPublishesNothing() throws Exception {
        for (var files : List.of(Map.of("set.zip", Zips.of(Zips.smallSet())), arrays())) {
            var version = fixture.imports.start(set.id(), fixture.spec(set, files), fixture.member);
            var attempt = fixture.attempt(version);
            attempt.stopAfter = 2;
            fixture.handler.handle(attempt);
            assertThat(attempt.progress.getLast()).isLessThan(attempt.total);
            assertThat(fixture.datasets
                            .findVersion(version.id(), fixture.member)
                            .orElseThrow()
                            .state())
                    .isEqualTo(DatasetVersion.State.IMPORTING);
            assertThat(fixture.jdbc
                            .sql("select count(*) from label_set")
                            .query(Long.class)
                            .single())
                    .isZero();
            // The next attempt does it all.
            fixture.work(version);
            assertThat(fixture.datasets
                            .findVersion(version.id(), fixture.member)
                            .orElseThrow()
                            .state())
                    .isEqualTo(DatasetVersion.State.READY);
            fixture.jdbc.sql("delete from label_set").update();
        }
    }
}
