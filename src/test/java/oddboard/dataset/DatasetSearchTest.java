package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetQuery.Show;
import oddboard.dataset.DatasetQuery.Sort;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;

class DatasetSearchTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private DatasetSearch search;
    private DatasetManagement management;
    private Favorites favorites;

    @BeforeEach
    void make() {
        fixture = new DatasetFixture(home);
        search = new DatasetSearch(new DatasetSearchRepository(fixture.jdbc), new DatasetRepository(fixture.jdbc));
        favorites = new Favorites(fixture.jdbc, fixture.datasets);
        management = new DatasetManagement(
                new DatasetManagementRepository(fixture.jdbc),
                fixture.datasets,
                new NoUses(),
                fixture.transaction,
                Audit.of(fixture.jdbc));
    }

    /** No higher package is there that uses versions. */
    private static final class NoUses implements ObjectProvider<VersionUse> {
        @Override
        public java.util.stream.Stream<VersionUse> stream() {
            return java.util.stream.Stream.empty();
        }

        @Override
        public java.util.Iterator<VersionUse> iterator() {
            return java.util.Collections.emptyIterator();
        }
    }

    private Dataset create(String name, String description, Visibility visibility, User by) {
        return fixture.datasets.create(name, description, visibility, by);
    }

    private List<String> names(DatasetQuery query, User viewer) {
        return search.page(query, 1, 50, viewer).shown().stream()
                .map(one -> one.dataset().name())
                .toList();
    }

    private List<String> found(String words, User viewer) {
        return names(new DatasetQuery(words, Show.ALL, null, Sort.NAME), viewer);
    }

    private List<String> shown(Show show, User viewer) {
        return names(new DatasetQuery("", show, null, Sort.NAME), viewer);
    }

    @Test
    void findsByNameDescriptionTagAndOwnerWhateverTheCase() {
        var caps = create("Bottle caps", "from line 3", Visibility.TEAM, fixture.member);
        create("Größe Ä", "", Visibility.TEAM, fixture.other);
        management.change(caps.id(), null, null, List.of("Metal", " shiny ", "Metal"), null, null, fixture.member);
        assertThat(fixture.datasets.find(caps.id(), fixture.other).orElseThrow().tags())
                .containsExactly("Metal", "shiny");
        for (String words : List.of("bottle", "CAPS bott", "Line", "metal", "SHINY caps", "mia")) {
            assertThat(found(words, fixture.other)).as(words).containsExactly("Bottle caps");
        }
        assertThat(found("GRÖSSE", fixture.other)).isEmpty();
        assertThat(found("GRÖßE ä", fixture.other)).containsExactly("Größe Ä");
        assertThat(found("caps line4", fixture.other)).isEmpty();
        assertThat(found("%", fixture.other)).as("no pattern").isEmpty();
        assertThat(found("_", fixture.other)).as("no pattern").isEmpty();
        assertThat(found("  ", fixture.other)).hasSize(2);
        assertThatThrownBy(() ->
                        management.change(caps.id(), null, null, List.of("x".repeat(51)), null, null, fixture.member))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 20 tags");
    }

    @Test
    void aTagIsNotFoundByTheEndOfOneAndTheBeginningOfTheNext() {
        var caps = create("Caps", "", Visibility.TEAM, fixture.member);
        management.change(caps.id(), null, null, List.of("ab", "cd"), null, null, fixture.member);
        assertThat(found("bc", fixture.member)).isEmpty();
        assertThat(found("ab cd", fixture.member)).containsExactly("Caps");
    }

    @Test
    void showsNobodyWhatTheyMayNotSee() {
        create("Secret caps", "", Visibility.PRIVATE, fixture.member);
        assertThat(found("secret", fixture.member)).hasSize(1);
        assertThat(found("secret", fixture.other)).isEmpty();
        assertThat(found("secret", fixture.admin)).hasSize(1);
        assertThat(search.page(new DatasetQuery("secret", Show.ALL, null, Sort.NAME), 1, 10, fixture.other)
                        .all())
                .isZero();
    }

    @Test
    void filtersByWhoseTheyAreAndWhatTheyAre() {
        var mine = create("Mine", "", Visibility.PRIVATE, fixture.member);
        var shared = create("Shared", "", Visibility.PRIVATE, fixture.other);
        create("Team", "", Visibility.TEAM, fixture.other);
        new MemberRepository(fixture.jdbc)
                .set(shared.id(), fixture.member.id(), DatasetRole.READER, fixture.other.id());
        fixture.jdbc.sql("""
                        insert into job (kind, label, state, account_id) values ('import', 'cpu', 'QUEUED', :by)""").param("by", fixture.member.id().value()).update();
        fixture.jdbc.sql("""
                        insert into dataset_version (dataset_id, number, job_id, spec)
                        select :id, 1, max(id), '{}' from job""").param("id", mine.id().value()).update();
        favorites.set(shared.id(), true, fixture.member);
        favorites.set(shared.id(), true, fixture.member);
        assertThat(shown(Show.ALL, fixture.member)).containsExactly("Mine", "Shared", "Team");
        assertThat(shown(Show.MINE, fixture.member)).containsExactly("Mine");
        assertThat(shown(Show.SHARED, fixture.member)).containsExactly("Shared");
        assertThat(shown(Show.FAVORITES, fixture.member)).containsExactly("Shared");
        assertThat(shown(Show.FAVORITES, fixture.other))
                .as("a star is its giver's")
                .isEmpty();
        assertThat(shown(Show.DRAFTS, fixture.member)).containsExactly("Shared", "Team");
        favorites.set(shared.id(), false, fixture.member);
        assertThat(shown(Show.FAVORITES, fixture.member)).isEmpty();
        assertThatThrownBy(() -> favorites.set(mine.id(), true, fixture.other))
                .hasMessage("There is no data set " + mine.id() + ".");
    }

    @Test
    void pagesAtTheDatabaseAndComesBackFromBehindTheEnd() {
        for (int i = 0; i < 7; i++) {
            create("Set " + i, "", Visibility.TEAM, fixture.member);
        }
        var second = search.page(new DatasetQuery("", Show.ALL, null, Sort.NEWEST), 2, 3, fixture.member);
        assertThat(second.shown()).extracting(one -> one.dataset().name()).containsExactly("Set 3", "Set 2", "Set 1");
        assertThat(second.all()).isEqualTo(7);
        assertThat(second.pages()).isEqualTo(3);
        var last = search.page(new DatasetQuery("", Show.ALL, null, Sort.NEWEST), 99, 3, fixture.member);
        assertThat(last.number()).isEqualTo(3);
        assertThat(last.shown()).extracting(one -> one.dataset().name()).containsExactly("Set 0");
        assertThat(search.page(new DatasetQuery("nothing", Show.ALL, null, Sort.NAME), 5, 3, fixture.member)
                        .number())
                .isOne();
        long id = second.shown().getFirst().dataset().id().value();
        assertThat(search.below(DatasetQuery.ALL, id, 2, fixture.member))
                .extracting(one -> one.dataset().name())
                .containsExactly("Set 2", "Set 1");
    }

    @Test
    void sortsByNameUseAndImages() {
        var big = create("zebra", "", Visibility.TEAM, fixture.member);
        var used = create("Apple", "", Visibility.TEAM, fixture.member);
        create("mango", "", Visibility.TEAM, fixture.member);
        version(big, 500, "2001-01-01");
        version(used, 20, "2040-01-01");
        assertThat(names(new DatasetQuery("", Show.ALL, null, Sort.NAME), fixture.member))
                .containsExactly("Apple", "mango", "zebra");
        assertThat(names(new DatasetQuery("", Show.ALL, null, Sort.IMAGES), fixture.member))
                .containsExactly("zebra", "Apple", "mango");
        assertThat(names(new DatasetQuery("", Show.ALL, null, Sort.USED), fixture.member))
                .first()
                .isEqualTo("Apple");
        var first = search.page(new DatasetQuery("", Show.ALL, null, Sort.IMAGES), 1, 1, fixture.member)
                .shown()
                .getFirst();
        assertThat(first.images()).isEqualTo(500);
        assertThat(first.usedAt()).as("made later than its version").isEqualTo(big.createdAt());
    }

    private void version(Dataset dataset, int images, String at) {
        fixture.jdbc
                .sql("insert into job (kind, label, state, account_id) values ('import', 'cpu', 'QUEUED', :by)")
                .param("by", fixture.member.id().value())
                .update();
        fixture.jdbc
                .sql("""
                        insert into dataset_version (dataset_id, number, job_id, spec, train_count, test_count, ready_at, created_at)
                        select :id, 1, max(id), '{}', :images, 0, now(), cast(:at as timestamptz) from job""")
                .param("id", dataset.id().value())
                .param("images", images)
                .param("at", at)
                .update();
    }

    @Test
    void anArchivedDataSetIsHiddenAndTakesNothingNewUntilItIsRestored() {
        var caps = create("Caps", "", Visibility.TEAM, fixture.member);
        assertThatThrownBy(() -> management.archive(caps.id(), true, fixture.other))
                .isInstanceOf(AccessDeniedException.class);
        var archived = management.archive(caps.id(), true, fixture.member);
        assertThat(archived.archivedAt()).isNotNull();
        assertThat(shown(Show.ALL, fixture.other)).isEmpty();
        assertThat(shown(Show.ARCHIVED, fixture.other)).containsExactly("Caps");
        assertThat(fixture.datasets.find(caps.id(), fixture.other))
                .as("its pages are there")
                .isPresent();
        assertThatThrownBy(() -> Datasets.requireCurrent(archived))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Caps is archived")
                .extracting(e -> ((ConflictException) e).code())
                .isEqualTo("ARCHIVED");
        var spec = new oddboard.ingest.ImportSpec(
                List.of(), 0, oddboard.image.Crop.SQUARE, 0, oddboard.ingest.ImportSpec.OnBadFile.STOP);
        assertThatThrownBy(() -> fixture.imports.start(caps.id(), spec, fixture.member))
                .isInstanceOf(ConflictException.class);
        assertThat(management.archive(caps.id(), false, fixture.member).archivedAt())
                .isNull();
        assertThat(shown(Show.ALL, fixture.other)).containsExactly("Caps");
        assertThat(fixture.jdbc
                        .sql("select action from audit order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence("dataset.archive", "dataset.restore");
    }

    @Test
    void onlyADraftIsThrownAway() {
        var draft = create("Draft", "", Visibility.TEAM, fixture.member);
        var used = create("Used", "", Visibility.TEAM, fixture.member);
        version(used, 3, "2020-01-01");
        assertThatThrownBy(() -> management.deleteDraft(draft.id(), fixture.other))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> management.deleteDraft(used.id(), fixture.member))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("no draft any more");
        management.deleteDraft(draft.id(), fixture.member);
        assertThat(shown(Show.ALL, fixture.member)).containsExactly("Used");
    }

    @Test
    void theLayoutIsRememberedForEachPerson() {
        assertThat(favorites.layout(fixture.member)).isEmpty();
        favorites.remember(Favorites.Layout.LIST, fixture.member);
        favorites.remember(Favorites.Layout.CARDS, fixture.other);
        assertThat(favorites.layout(fixture.member)).contains(Favorites.Layout.LIST);
        assertThat(favorites.layout(fixture.other)).contains(Favorites.Layout.CARDS);
    }
}
