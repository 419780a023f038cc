package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.BulkOutcome;
import oddboard.dataset.VersionId;
import oddboard.job.PlainJobContext;
import oddboard.run.RunQuery.Sort;
import oddboard.run.RunQuery.States;
import oddboard.testing.RunFixture;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSearchTest {
    @TempDir
    Path folder;

    private RunFixture fixture;
    private Runs runs;
    private RunSearch search;
    private ManyRuns many;
    private User admin;
    private User bob;
    private User eve;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder);
        runs = fixture.part(Runs.class);
        search = fixture.part(RunSearch.class);
        many = fixture.part(ManyRuns.class);
        admin = new User(new UserId(fixture.account), "ada", Role.ADMIN, false);
        bob = user("bob", Role.MEMBER);
        eve = user("eve", Role.VIEWER);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private User user(String name, Role role) {
        return new User(new UserId(TestDatabase.addAccount(fixture.database, name, role.name())), name, role, false);
    }

    private Run start(String name, User by, String... tags) {
        return runs.start(
                new RunSpec(new VersionId(fixture.version), "conv", Map.of("epochs", 1), name, List.of(tags), 0, "cpu"),
                by);
    }

    private static RunQuery query(String words, String tag, String person, States states, Sort sort, boolean turned) {
        return new RunQuery(null, words, tag, person, states, sort, turned);
    }

    private List<String> names(RunQuery query) {
        return search.find(query, 100, eve).stream()
                .map(one -> one.run().name())
                .toList();
    }

    private List<String> found(String words) {
        return names(query(words, "", "", States.ALL, Sort.NAME, false));
    }

    @Test
    void findsByNameTagDetectorPersonAndDataSet() {
        start("Comet", bob, "keep", "fast");
        start("meteor", admin);
        assertThat(found("COMET")).containsExactly("Comet");
        assertThat(found("kee fas")).containsExactly("Comet");
        assertThat(found("bob conv")).containsExactly("Comet");
        assertThat(found("pfa"))
                .as("no end of one tag and beginning of the next")
                .isEmpty();
        assertThat(found("%")).isEmpty();
        assertThat(found("")).containsExactly("Comet", "meteor");
        assertThat(names(query("", "keep", "", States.ALL, Sort.NEWEST, false))).containsExactly("Comet");
        assertThat(names(query("", "kee", "", States.ALL, Sort.NEWEST, false))).isEmpty();
        assertThat(names(query("", "", "bob", States.ALL, Sort.NEWEST, false))).containsExactly("Comet");
        var name = fixture.jdbc
                .sql("select d.name from dataset d join dataset_version v on v.dataset_id = d.id where v.id = :v")
                .param("v", fixture.version)
                .query(String.class)
                .single();
        assertThat(found(name)).hasSize(2);
        var one = search.find(query("comet", "", "", States.ALL, Sort.NAME, false), 1, eve)
                .getFirst();
        assertThat(one.datasetName()).isEqualTo(name);
        assertThat(one.version()).isOne();
        assertThat(one.run()).isEqualTo(runs.find(one.run().id(), eve).orElseThrow());
        var all = query("nothing of this kind", "", "", States.ALL, Sort.NAME, false);
        assertThat(search.tags(all, eve)).containsExactly("fast", "keep");
        assertThat(search.people(all, eve)).containsExactly("ada", "bob");
    }

    @Test
    void sortsAndCountsByState() throws Exception {
        Run first = start("b", bob);
        Run second = start("A", admin);
        Run third = start("c", bob);
        fixture.handler()
                .handle(new PlainJobContext(fixture.database, first.job().id(), folder));
        runs.cancel(second.id(), admin);
        assertThat(names(query("", "", "", States.ALL, Sort.NEWEST, false))).containsExactly("c", "A", "b");
        assertThat(names(query("", "", "", States.ALL, Sort.NEWEST, true))).containsExactly("b", "A", "c");
        assertThat(names(query("", "", "", States.ALL, Sort.NAME, false))).containsExactly("A", "b", "c");
        assertThat(names(query("", "", "", States.ALL, Sort.NAME, true))).containsExactly("c", "b", "A");
        assertThat(names(query("", "", "", States.ALL, Sort.PERSON, false))).containsExactly("A", "c", "b");
        assertThat(names(query("", "", "", States.ALL, Sort.PERSON, true))).containsExactly("c", "b", "A");
        assertThat(names(query("", "", "", States.ALL, Sort.STATE, false))).containsExactly("c", "b", "A");
        assertThat(names(query("", "", "", States.OPEN, Sort.NAME, false))).containsExactly("c");
        assertThat(names(query("", "", "", States.SUCCEEDED, Sort.NAME, false))).containsExactly("b");
        assertThat(names(query("", "", "", States.FAILED, Sort.NAME, false))).containsExactly("A");
        assertThat(search.counts(query("", "", "bob", States.FAILED, Sort.NAME, false), eve))
                .isEqualTo(Map.of(States.ALL, 2, States.OPEN, 1, States.SUCCEEDED, 1, States.FAILED, 0));
        assertThat(third.id()).isNotNull();
    }

    @Test
    void showsNothingOfPrivateOrArchivedDataSets() {
        start("comet", bob);
        fixture.jdbc.sql("update dataset set archived_at = now()").update();
        assertThat(found("")).isEmpty();
        var dataset = new oddboard.dataset.DatasetId(fixture.jdbc
                .sql("select dataset_id from dataset_version where id = :v")
                .param("v", fixture.version)
                .query(Long.class)
                .single());
        var own = new RunQuery(dataset, "", "", "", States.ALL, Sort.NEWEST, false);
        assertThat(search.find(own, 10, eve)).as("on the data set's own page").hasSize(1);
        fixture.jdbc
                .sql("update dataset set archived_at = null, visibility = 'private', account_id = :ada")
                .param("ada", fixture.account)
                .update();
        assertThat(found("")).isEmpty();
        assertThat(search.find(own, 10, eve)).isEmpty();
        assertThat(search.counts(own, eve).get(States.ALL)).isZero();
        assertThat(search.tags(own, eve)).isEmpty();
        assertThat(search.find(own, 10, admin)).hasSize(1);
    }

    @Test
    void doesTheSameToManyAndSaysWhatWasLeft() {
        Run mine = start("mine", bob, "old", "keep");
        Run other = start("of ada", admin);
        Run ended = start("ended", bob);
        runs.cancel(ended.id(), bob);
        var ids = List.of(mine.id(), other.id(), ended.id(), new RunId(999_999));
        assertThat(many.tag(ids, List.of("new", "keep"), List.of("old"), bob))
                .isEqualTo(new BulkOutcome(2, Map.of("are not yours to tag", 1, "are not there any more", 1)));
        assertThat(runs.find(mine.id(), bob).orElseThrow().tags()).containsExactly("keep", "new");
        assertThat(many.delete(ids, bob))
                .isEqualTo(new BulkOutcome(
                        1, Map.of("still wait or run", 1, "are not yours to change", 1, "are not there any more", 1)));
        assertThat(many.cancel(List.of(mine.id(), other.id()), bob))
                .isEqualTo(new BulkOutcome(1, Map.of("are not yours to change", 1)));
        assertThat(many.cancel(List.of(mine.id()), bob)).isEqualTo(new BulkOutcome(0, Map.of("had ended already", 1)));
        assertThat(many.delete(List.of(mine.id(), other.id()), eve).done()).isZero();
    }
}
