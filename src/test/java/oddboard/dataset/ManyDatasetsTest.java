package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.common.BulkOutcome;
import oddboard.common.InputException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetQuery.Show;
import oddboard.dataset.DatasetQuery.Sort;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same done to many data sets at once. */
class ManyDatasetsTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private DatasetManagement management;
    private ManyDatasets many;

    @BeforeEach
    void make() {
        fixture = new DatasetFixture(home);
        management = fixture.part(DatasetManagement.class);
        many = fixture.part(ManyDatasets.class);
    }

    private List<String> shown(Show show, User viewer) {
        return fixture
                .part(DatasetSearch.class)
                .page(new DatasetQuery("", show, null, Sort.NAME), 1, 50, viewer)
                .shown()
                .stream()
                .map(one -> one.dataset().name())
                .toList();
    }

    @Test
    void doesTheSameToManyAndSaysWhatWasLeft() {
        var mine = fixture.datasets.create("Mine", "", Visibility.TEAM, fixture.member);
        var full = fixture.datasets.create("Full", "", Visibility.TEAM, fixture.member);
        var ofOther = fixture.datasets.create("Of another", "", Visibility.TEAM, fixture.other);
        var hidden = fixture.datasets.create("Hidden", "", Visibility.PRIVATE, fixture.other);
        management.change(mine.id(), null, null, List.of("old", "keep"), null, null, fixture.member);
        var twenty = IntStream.range(0, DatasetManagement.MAX_TAGS)
                .mapToObj(i -> "tag " + i)
                .toList();
        management.change(full.id(), null, null, twenty, null, null, fixture.member);
        var ids = List.of(mine.id(), full.id(), ofOther.id(), hidden.id(), new DatasetId(999_999));
        assertThat(many.tag(ids, List.of(" new ", "keep"), List.of("old"), fixture.member))
                .isEqualTo(new BulkOutcome(
                        1,
                        Map.of(
                                "would have more than 20 tags",
                                1,
                                "are not yours to tag",
                                1,
                                "are not there any more",
                                2)));
        assertThat(fixture.datasets
                        .find(mine.id(), fixture.member)
                        .orElseThrow()
                        .tags())
                .containsExactly("keep", "new");
        assertThat(many.tag(List.of(full.id()), List.of("new"), List.of("tag 3"), fixture.member)
                        .done())
                .isEqualTo(1);
        assertThatThrownBy(() -> many.tag(ids, List.of("x".repeat(51)), List.of(), fixture.member))
                .isInstanceOf(InputException.class);

        assertThat(many.archive(ids, true, fixture.member))
                .isEqualTo(new BulkOutcome(2, Map.of("are not yours to change", 1, "are not there any more", 2)));
        assertThat(shown(Show.ARCHIVED, fixture.member)).containsExactly("Full", "Mine");
        assertThat(many.archive(ids, true, fixture.member).done())
                .as("they are so already")
                .isEqualTo(2);
        assertThat(many.archive(List.of(mine.id()), false, fixture.member).done())
                .isEqualTo(1);
        assertThat(fixture.jdbc
                        .sql("select action from audit where object = :mine" + " order by id")
                        .param("mine", "dataset " + mine.id())
                        .query(String.class)
                        .list())
                .as("each archiving and restoring is one entry")
                .endsWith("dataset.archive", "dataset.restore");

        assertThat(many.favorite(ids, true, fixture.member))
                .isEqualTo(new BulkOutcome(3, Map.of("are not there any more", 2)));
        assertThat(shown(Show.FAVORITES, fixture.member)).contains("Mine", "Of another");
        assertThat(shown(Show.FAVORITES, fixture.other)).isEmpty();
        many.favorite(ids, false, fixture.member);
        assertThat(shown(Show.FAVORITES, fixture.member)).isEmpty();
    }
}
