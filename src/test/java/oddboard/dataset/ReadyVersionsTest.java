package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.ReadyVersions.Of;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyVersionsTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private ReadyVersions ready;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        ready = new ReadyVersions(fixture.jdbc);
    }

    private Dataset filled(String name, Visibility visibility, int versions) throws Exception {
        var set = fixture.datasets.create(name, "", visibility, fixture.member);
        for (int i = 0; i < versions; i++) {
            fixture.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
        }
        return fixture.datasets.find(set.id(), fixture.member).orElseThrow();
    }

    private List<String> titles(String words, Of of, User viewer) {
        return ready.find(words, of, 0, 10, viewer).stream()
                .map(ReadyVersion::title)
                .toList();
    }

    @Test
    void findsThoseThatSomebodyMayUseAPageAtATime() throws Exception {
        filled("Caps", Visibility.TEAM, 2);
        filled("Own caps", Visibility.PRIVATE, 1);
        var archived = filled("Old caps", Visibility.TEAM, 1);
        fixture.create("Empty caps");
        fixture.jdbc
                .sql("update dataset set archived_at = now() where id = :id")
                .param("id", archived.id().value())
                .update();
        assertThat(titles("", Of.WORKABLE, fixture.member)).containsExactly("Own caps v1", "Caps v2", "Caps v1");
        assertThat(titles("", Of.SEEN, fixture.member)).containsExactly("Own caps v1", "Caps v2");
        assertThat(titles("CAPS V1", Of.WORKABLE, fixture.member)).containsExactly("Own caps v1", "Caps v1");
        assertThat(titles("", Of.WORKABLE, fixture.other)).containsExactly("Caps v2", "Caps v1");
        assertThat(ready.find("", Of.WORKABLE, 1, 1, fixture.member))
                .extracting(ReadyVersion::title)
                .containsExactly("Caps v2");
        var all = ready.find("", Of.WORKABLE, 0, 10, fixture.member).stream()
                .map(ReadyVersion::id)
                .toList();
        var asked = List.of(all.get(2), new VersionId(999_999), all.get(0), all.get(2));
        assertThat(ready.workable(asked, fixture.member))
                .extracting(ReadyVersion::title)
                .containsExactly("Caps v1", "Own caps v1");
        assertThat(ready.workable(asked, fixture.other))
                .extracting(ReadyVersion::title)
                .containsExactly("Caps v1");

        fixture.jdbc.sql("update dataset set team_role = 'READER'").update();
        assertThat(titles("", Of.WORKABLE, fixture.other)).isEmpty();
        assertThat(titles("", Of.SEEN, fixture.other)).containsExactly("Caps v2");
    }
}
