package oddboard.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.Dataset.Visibility;
import oddboard.search.Hit.Kind;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private Search search;

    @BeforeEach
    void fill() {
        fixture = new DatasetFixture(home);
        search = new Search(fixture.jdbc);
        add("Bottle caps", Visibility.TEAM, "comet", "caps-model");
        add("Secret bottles", Visibility.PRIVATE, "hidden comet", "secret-model");
    }

    private void add(String name, Visibility visibility, String run, String model) {
        var dataset = fixture.datasets.create(name, "of line 3", visibility, fixture.member);
        long version = insert("""
                insert into dataset_version (dataset_id, number, job_id, spec)
                values (%d, 2, %d, '{}') returning id""".formatted(dataset.id().value(), job()));
        insert("""
                insert into run (version_id, job_id, name, tags, detector, settings, seed, account_id, epochs)
                values (%d, %d, '%s', '{"Keep"}', 'conv', '{}', 1, %d, 1) returning id""".formatted(version, job(), run, fixture.member.id().value()));
        insert("""
                insert into registered_model (dataset_id, name, account_id, last_version)
                values (%d, '%s', %d, 1) returning id""".formatted(dataset.id().value(), model, fixture.member.id().value()));
    }

    private long job() {
        return insert(
                "insert into job (kind, label, state, account_id) values ('run', 'cpu', 'QUEUED', %d) returning id"
                        .formatted(fixture.member.id().value()));
    }

    private long insert(String sql) {
        return fixture.jdbc.sql(sql).query(Long.class).single();
    }

    private List<String> names(String typed, User viewer) {
        return search.find(typed, 10, viewer).stream().map(Hit::name).toList();
    }

    @Test
    void findsOfEachKindWhatTheViewerSees() {
        assertThat(search.find("BOTTLE", 10, fixture.other))
                .extracting(Hit::kind, Hit::name, Hit::detail)
                .containsExactly(
                        tuple(Kind.DATASET, "Bottle caps", "mia"),
                        tuple(Kind.RUN, "comet", "conv · Bottle caps v2 · mia"),
                        tuple(Kind.MODEL, "caps-model", "Bottle caps"));
        assertThat(names("bottle", fixture.member))
                .containsExactly(
                        "Bottle caps", "Secret bottles", "hidden comet", "comet", "secret-model", "caps-model");
        assertThat(names("secret", fixture.other)).isEmpty();
        assertThat(names("keep comet", fixture.other)).containsExactly("comet");
        assertThat(names("line 3", fixture.admin)).containsExactly("Secret bottles", "Bottle caps");
    }

    @Test
    void namesThatBeginSoComeFirst() {
        assertThat(names("comet", fixture.member)).containsExactly("comet", "hidden comet");
        assertThat(search.find("comet", 1, fixture.member)).hasSize(1);
    }

    @Test
    void findsNothingByNothingAndNoPatterns() {
        for (String typed : List.of("", "  ", "%", "_", "' or 1=1 --", "\0", "\\")) {
            assertThat(names(typed, fixture.admin)).as(typed).isEmpty();
        }
        assertThat(names("bottle ".repeat(1_000), fixture.other)).hasSize(3);
    }

    @Test
    void whatIsArchivedIsNotFound() {
        fixture.jdbc.sql("update dataset set archived_at = now()").update();
        assertThat(names("bottle", fixture.admin)).isEmpty();
    }
}
