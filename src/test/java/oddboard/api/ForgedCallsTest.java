package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import oddboard.testing.PageClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Messages as no page's script would send them: to every part of every page, whether it is shown, enabled and meant for it or
 * not, with whatever values. What the person may not do doesn't happen.
 */
@ExtendWith(OutputCaptureExtension.class)
class ForgedCallsTest extends AttackFixture {
    /** What somebody does with their own account by what was sent, and what the program does by itself. */
    private static final List<String> OWN = List.of(
            "account",
            "audit",
            "browser_session",
            "access_token",
            "notice_choice",
            "notice_switch",
            "board_columns",
            "dataset_favorite",
            "dataset_layout",
            "guest_link");

    private static final String OF_DATA = "(datasets|runs|sweeps|submissions|scorings|models)/:(id|name).*";
    private static final String SOME_OF_DATA =
            "datasets/:id/(settings|review|new-run)|runs/:id|runs/:id/settings|models/:name";

    private static RightsWorld world;
    private String sendsAs = "";

    @BeforeEach
    void fill() throws Exception {
        if (world == null) {
            world = new RightsWorld(this, jdbc);
            world.refresh();
            jdbc.sql("""
                    update account set password_hash = (select password_hash from account where name = 'admin')
                    where name like 'rights-%'""").update();
        }
    }

    @Test
    void whoOnlyLooksChangesNothing() throws Exception {
        world.be("read-only");
        changesNothing("rights-viewer", ".*", () -> {}, () -> {});
    }

    /** Whose pages have every button, and still have them when they may press none of them any more. */
    @Test
    void whoseRightsWereTakenAwayChangesNothingOnPagesStillOpen() throws Exception {
        world.be("private");
        changesNothing("rights-owner", ".*:.*|compare|queue|runs|.*new", () -> own("owner"), () -> own("admin"));
        own("owner");
    }

    /** Members of the system, who may make data sets of their own. */
    @Test
    void whoMayOnlyReadThisDataSetChangesNothingOfIt() throws Exception {
        world.be("private");
        changesNothing("rights-made", OF_DATA, () -> member("made", "READER"), () -> {});
        world.be("read-only");
        changesNothing("rights-member", SOME_OF_DATA, () -> {}, () -> {});
    }

    /** The page was opened by an editor and a member, and is open when they are a reader and a viewer. */
    @Test
    void whoseRoleWasChangedChangesNothingOnPagesStillOpen() throws Exception {
        world.be("private");
        changesNothing(
                "rights-editor",
                "datasets/:id/settings",
                () -> member("editor", "EDITOR"),
                () -> member("editor", "READER"));
        world.be("team");
        changesNothing("rights-member", "models/:name|runs/:id", () -> role("MEMBER"), () -> role("VIEWER"));
    }

    /** What pages send goes past the checks of the API's bodies. */
    @Test
    void noPageStoresACharacterThatCantBeSeen() throws Exception {
        world.be("private");
        own("owner");
        sendsAs = "a\\u001b\\u202eb";
        try {
            changed("rights-owner", SOME_OF_DATA + "|account", () -> own("owner"), () -> {});
        } finally {
            sendsAs = "";
        }
        List<String> columns = jdbc.sql("""
                select table_name || '|' || column_name from information_schema.columns
                where table_schema = current_schema() and data_type in ('text', 'character varying', 'ARRAY', 'jsonb')""").query(String.class).list();
        assertThat(columns).hasSizeGreaterThan(100);
        for (String column : columns) {
            String[] names = column.split("\\|");
            assertThat(jdbc.sql("select count(*) from %s where %s::text ~ '[\u001b\u202e]'"
                                    .formatted(names[0], names[1]))
                            .query(Long.class)
                            .single())
                    .as(column)
                    .isZero();
        }
    }

    /** Also of those who left by themselves, as they may. */
    private void member(String person, String role) {
        jdbc.sql("""
                        insert into dataset_member (dataset_id, account_id, role, added_at)
                        values (:id, :person, :role, '2026-11-03') on conflict (dataset_id, account_id) do update
                        set role = excluded.role, added_by = null, added_at = excluded.added_at""")
                .param("role", role)
                .param("id", Long.parseLong(world.ids.get("dataset")))
                .param("person", world.account(person))
                .update();
    }

    private void role(String role) {
        jdbc.sql("update account set role = :role where id = :member")
                .param("role", role)
                .param("member", world.account("member"))
                .update();
    }

    /** The same messages from somebody who may, so that the others prove something. */
    @Test
    void whoMayChangesThings() throws Exception {
        world.be("private");
        own("owner");
        assertThat(changed("rights-owner", "datasets/:id/settings", () -> own("owner"), () -> {}))
                .contains("dataset_member");
    }

    @Test
    void anotherPersonsPageTakesNothing() throws Exception {
        world.be("read-only");
        try (HttpClient http = HttpClient.newHttpClient();
                PageClient owner = new PageClient(http, url());
                PageClient viewer = new PageClient(http, url());
                PageClient stranger = new PageClient(http, url())) {
            owner.signIn("rights-owner", PASSWORD);
            var forged = new ForgedMessages(owner, "rights-owner", world.ids.get("upload"));
            forged.open("datasets/" + world.ids.get("dataset") + "/settings");
            viewer.signIn("rights-viewer", PASSWORD);
            new ForgedMessages(viewer, "rights-viewer", "1").open("account");
            var before = rows();
            for (int node = 2; node < 300; node++) {
                for (PageClient thief : List.of(viewer, stranger)) {
                    // Their session has no page of that number, and no page of their own takes that key.
                    refused(thief.rpc(owner.key(), owner.ui() + 1000, forged.events(node)));
                    refused(thief.rpc(owner.key(), viewer.ui(), forged.events(node)));
                    refused(thief.rpc("", viewer.ui(), forged.events(node)));
                }
            }
            assertThat(rows()).isEqualTo(before);
        }
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("appError|sessionExpired").doesNotContain("\"changes\":[");
    }

    @Test
    void messagesThatAreNoneAreRefusedAndTheSessionGoesOn(CapturedOutput log) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                PageClient page = new PageClient(http, url())) {
            page.signIn("rights-viewer", PASSWORD);
            var forged = new ForgedMessages(page, "rights-viewer", "1");
            var before = rows();
            String deep = "[".repeat(100_000) + "]".repeat(100_000);
            for (String rpc : List.of(
                    "[null]",
                    "[1]",
                    "{}",
                    deep,
                    "[{\"type\":\"none\"}]",
                    "[{\"type\":\"event\"}]",
                    "[{\"type\":\"event\",\"node\":\"x\",\"event\":5}]",
                    "[{\"type\":\"event\",\"node\":99999999999,\"event\":\"click\",\"data\":[]}]",
                    "[{\"type\":\"mSync\",\"node\":2,\"feature\":1,\"property\":\"none\",\"value\":null}]",
                    "[{\"type\":\"publishedEventHandler\",\"node\":1,\"templateEventMethodName\":\"getClass\"}]",
                    "[{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{}}]",
                    "[{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{\"route\":\"/runs/\\u0000?x=%00\","
                            + "\"query\":\"q=%00\",\"appShellTitle\":\"\",\"historyState\":{},\"trigger\":\"x\"}}]")) {
                forged.open("account");
                assertThat(page.rpc(rpc).statusCode()).as(cut(rpc)).isEqualTo(200);
            }
            for (String body : List.of("", "null", "[]", "{", "\0", "{\"csrfToken\":\"" + page.key() + "\"}")) {
                forged.open("account");
                assertThat(page.raw("/?v-r=uidl&v-uiId=" + page.ui(), body).statusCode())
                        .as(body)
                        .isEqualTo(200);
            }
            assertThat(page.raw("/?v-r=uidl&v-uiId=" + page.ui(), "x".repeat(11 << 20))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(page.start("account")).contains("Vaadin-Security-Key");
            assertThat(rows()).isEqualTo(before);
        }
        assertThat(log).doesNotContain("ui.Failures Reference");
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(150, text.length()));
    }

    private void own(String person) {
        // A page that is opened again shows all that can be done to a set in use.
        jdbc.sql("update dataset set account_id = :owner, archived_at = null, project_id = null where id = :id")
                .param("owner", world.account(person))
                .param("id", Long.parseLong(world.ids.get("dataset")))
                .update();
    }

    private void changesNothing(String person, String routes, ForgedMessages.Step grant, ForgedMessages.Step withdraw)
            throws Exception {
        var changed = changed(person, routes, grant, withdraw);
        changed.removeAll(OWN);
        assertThat(changed).isEmpty();
    }

    /** @return tables whose rows are others now */
    private List<String> changed(String person, String routes, ForgedMessages.Step grant, ForgedMessages.Step withdraw)
            throws Exception {
        grant.go();
        var before = rows();
        try (HttpClient http = HttpClient.newHttpClient();
                PageClient page = new PageClient(http, url())) {
            page.signIn(person, PASSWORD);
            var forged = new ForgedMessages(page, person, world.ids.get("upload"));
            forged.sendAs(sendsAs);
            for (String route : new TreeSet<>(new RightsTable().pages.keySet())) {
                if (route.matches(routes) && !route.matches("login|join.*")) {
                    forged.attack(address(route), grant, withdraw);
                }
            }
            assertThat(forged.sent()).as("messages").isGreaterThan(100);
        }
        grant.go();
        var after = rows();
        return new ArrayList<>(after.keySet().stream()
                .filter(table -> !after.get(table).equals(before.get(table)))
                .toList());
    }

    private static String address(String route) {
        String id = switch (route.replaceFirst("/.*", "")) {
            case "datasets" -> "dataset";
            case "runs" -> "run";
            case "sweeps" -> "sweep";
            case "scorings" -> "scoring";
            case "submissions" -> "submission";
            case "models" -> "model";
            default -> "nothing";
        };
        return route.replaceFirst(":(id|name)", world.ids.getOrDefault(id, ""));
    }

    /** Without Quartz's tables, which follow the table of jobs when the housekeeping comes to it. */
    private Map<String, String> rows() {
        Map<String, String> all = new HashMap<>();
        for (String table : jdbc.sql("""
                select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
                    and relname not like 'qrtz%'""").query(String.class).list()) {
            all.put(
                    table,
                    jdbc.sql("select coalesce(md5(string_agg(t::text, '' order by t::text)), '') from " + table + " t")
                            .query(String.class)
                            .single());
        }
        return all;
    }
}
