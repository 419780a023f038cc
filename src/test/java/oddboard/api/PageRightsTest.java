package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteBaseData;
import com.vaadin.flow.router.RouteConfiguration;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Members;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.Submissions;
import oddboard.run.RunId;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.run.SweepId;
import oddboard.sweep.SweepSpec;
import oddboard.sweep.Sweeps;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goes to every page of the program, as each kind of person that can sign in, and sees what matrix.txt promises. */
class PageRightsTest extends PageTest {
    private static final RightsTable TABLE = new RightsTable();
    private static final String NAME = "Hidden gem";
    private static final String MODEL = "page-rights";
    /** Who has a page of their own here, by their column in the matrix. */
    private static final Map<String, String> PEOPLE = Map.of(
            "viewer",
            "linus",
            "vieweditor",
            "p-vieweditor",
            "member",
            "p-member",
            "made",
            "p-made",
            "editor",
            "p-editor",
            "owner",
            "grace",
            "admin",
            "ada");

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Members members;

    @Autowired
    private Runs runs;

    @Autowired
    private Sweeps sweeps;

    @Autowired
    private Submissions submissions;

    @Test
    void everyPageIsInTheMatrixAndShowsItselfToThoseWhoMay() throws Exception {
        var routes = RouteConfiguration.forApplicationScope().getAvailableRoutes().stream()
                .collect(Collectors.toMap(RouteBaseData::getTemplate, RouteBaseData::getNavigationTarget));
        Set<String> missing = new TreeSet<>(routes.keySet());
        missing.removeAll(TABLE.pages.keySet());
        assertThat(missing).as("pages that are not in matrix.txt").isEmpty();
        assertThat(routes.keySet())
                .as("pages in matrix.txt that the program does not have")
                .containsAll(TABLE.pages.keySet());

        User grace = users.require();
        Dataset dataset = readyDataset(6, 6, Visibility.PRIVATE);
        sql.sql("update dataset set name = :name where id = :id")
                .param("name", NAME)
                .param("id", dataset.id().value())
                .update();
        share(dataset, grace);
        Map<String, String> ids = content(dataset, grace);
        List<String> wrong = new ArrayList<>();
        for (String visibility : List.of("private", "team")) {
            sql.sql("update dataset set visibility = :v where id = :id")
                    .param("v", visibility)
                    .param("id", dataset.id().value())
                    .update();
            for (String who : PEOPLE.keySet()) {
                openAs(PEOPLE.get(who), "");
                boolean sees = TABLE.rules
                        .get("see")
                        .get(visibility)
                        .get(RightsTable.WHO.indexOf(who))
                        .equals("ok");
                for (var page : TABLE.pages.entrySet()) {
                    String address = page.getKey()
                            .replace(":id", ids.getOrDefault(page.getKey().replaceFirst("/.*", ""), "?"))
                            .replace(":name", MODEL);
                    look(address, routes.get(page.getKey()), page.getValue(), sees, who + " on a " + visibility, wrong);
                }
            }
        }
        become("grace");
        // Other tests of this program look at what waits in its queue.
        sweeps.cancel(new SweepId(Long.parseLong(ids.get("sweeps"))), grace);
        runs.cancel(new RunId(Long.parseLong(ids.get("runs"))), grace);
        assertThat(wrong).as("pages that differ from matrix.txt").isEmpty();
    }

    private void look(String address, Class<?> target, String rule, boolean sees, String who, List<String> wrong) {
        if (rule.equals("public")) {
            return;
        }
        open(address);
        // The program of this test has a worker's services alone: what needs others is at least requested.
        boolean there = target.isInstance(getCurrentView())
                || getCurrentView().getClass().getSimpleName().equals("FailureView") && rule.equals("admin");
        boolean may = switch (rule) {
            case "see" -> sees;
            case "project" -> projectIsSeen(who);
            case "admin" -> who.startsWith("admin");
            default -> true;
        };
        if (there != may) {
            wrong.add(address + " as " + who + " data set: " + (there ? "the page" : text()));
        }
        if (!sees && text().contains(NAME)) {
            wrong.add(address + " as " + who + " data set tells its name: " + text());
        }
    }

    /** As its private data set, whatever the team sees of that. */
    private static boolean projectIsSeen(String who) {
        return TABLE.rules
                .get("see")
                .get("private")
                .get(RightsTable.WHO.indexOf(who.replaceFirst(" .*", "")))
                .equals("ok");
    }

    private void share(Dataset dataset, User owner) {
        for (String who : List.of("vieweditor", "member", "made", "editor")) {
            sql.sql("insert into account (name, password_hash, role) values (:name, '{noop}-', :role)")
                    .param("name", PEOPLE.get(who))
                    .param("role", who.startsWith("view") ? "VIEWER" : "MEMBER")
                    .update();
            if (!who.equals("member")) {
                members.set(
                        dataset.id(),
                        members.named(PEOPLE.get(who)).id(),
                        who.equals("made") ? DatasetRole.READER : DatasetRole.EDITOR,
                        owner);
            }
        }
    }

    private long addScoring(User owner) {
        return sql.sql("""
                with job as (
                    insert into job (kind, label, state, account_id) values ('scoring', 'cpu', 'CANCELLED', :owner) returning id)
                insert into scoring (job_id, model_version_id, sha256, name, maps, account_id)
                select job.id, w.id, w.sha256, :name, 'none', :owner
                from job cross join model_version w join registered_model m on m.id = w.model_id where m.name = :model
                returning id
                """)
                .param("name", NAME)
                .param("model", MODEL)
                .param("owner", owner.id().value())
                .query(Long.class)
                .single();
    }

    private void addModel(Dataset dataset, VersionId version, User owner) {
        sql.sql("""
                with model as (
                    insert into registered_model (dataset_id, name, account_id, last_version) values (:dataset, :name, :owner, 1)
                    returning id),
                version as (
                    insert into model_version (model_id, version, sha256, run_name, version_id, weights_sha256, detector, settings,
                                               seed, preprocessing, metrics, software, account_id)
                    select id, 1, repeat('0', 64), 'a run', :version,
                           (select images_sha256 from dataset_version where id = :version), 'conv', '{}', 1,
                           '{"size":32,"channels":3,"crop":"KEEP","cropFraction":1,"valueRange":""}', '{}', 'x', :owner
                    from model returning id)
                insert into model_score select id, 'TEST', '{0,1,2,3,4,5}', '{1,2,3,4,5,6}' from version
                """)
                .param("dataset", dataset.id().value())
                .param("name", MODEL)
                .param("version", version.value())
                .param("owner", owner.id().value())
                .update();
    }

    /** @return first word of an address -> id */
    private Map<String, String> content(Dataset dataset, User owner) throws Exception {
        VersionId version = dataset.versions().getFirst().id();
        var run = runs.start(new RunSpec(version, "conv", Map.of("epochs", 1), "", List.of(), 0, "nowhere"), owner);
        var sweep = sweeps.start(
                new SweepSpec(
                        "",
                        List.of(version),
                        List.of("conv"),
                        Map.of(),
                        List.of(1L),
                        SweepSpec.Method.GRID,
                        1,
                        1,
                        1,
                        0,
                        "nowhere",
                        List.of()),
                owner);
        addModel(dataset, version, owner);
        long scoring = addScoring(owner);
        var scores =
                "ID,score\n" + IntStream.range(0, 6).mapToObj(i -> i + "," + i).collect(Collectors.joining("\n"));
        var sent = submissions.add(
                version, "theirs", "s.csv", new ByteArrayInputStream(scores.getBytes(StandardCharsets.UTF_8)), owner);
        String inbox = InboxRow.add(sql, NAME);
        return Map.of(
                "projects",
                ProjectRow.add(sql, NAME, dataset.id().value()),
                "inboxes",
                inbox,
                "scorings",
                Long.toString(scoring),
                "datasets",
                dataset.id().toString(),
                "runs",
                run.id().toString(),
                "sweeps",
                sweep.id().toString(),
                "submissions",
                Long.toString(sent.id()));
    }
}
