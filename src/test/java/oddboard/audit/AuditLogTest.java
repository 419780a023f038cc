package oddboard.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogTest {
    private static final JdbcClient JDBC = JdbcClient.create(TestDatabase.dataSource());
    private static final AuditLog LOG = new AuditLog(JDBC);

    /** One entry a second from the first second of 2026, three at each moment in every tenth. */
    @BeforeAll
    static void write() {
        fill(JDBC, 20_000);
    }

    static void fill(JdbcClient jdbc, int entries) {
        jdbc.sql("""
                insert into audit (at, account_id, who, action, object, detail, address, via)
                select timestamptz '2026-01-01 00:00:00Z' + make_interval(secs => i - case when i % 10 < 3 then i % 10 else 0 end),
                    i % 50 + 1, 'Person ' || i % 50, (array['run.start', 'run.cancel', 'dataset.create', 'session.sign-in'])[i % 4 + 1],
                    'run ' || i / 2, case when i = 777 then 'the needle, =1+1' else 'conv on version ' || i % 300 end,
                    '192.0.2.' || i % 250, 'page'
                from generate_series(0, :entries - 1) i""").param("entries", entries).update();
        jdbc.sql("vacuum analyze audit").update();
    }

    private static AuditFilter filter(String who, String action, String object, String words, String from, String to) {
        return AuditFilter.of(who, action, object, words, from, to);
    }

    @Test
    void givesEveryEntryOnceFromPageToPageNewestFirst() {
        var filter = filter("", "", "", "", "2026-01-01T00:00:00Z", "2026-01-01T00:15:00Z");
        var ids = new ArrayList<Long>();
        List<AuditEntry> page = LOG.page(filter, null, 7);
        while (!page.isEmpty()) {
            page.forEach(e -> ids.add(e.id()));
            page = LOG.page(
                    filter, AuditPosition.parse(page.getLast().position().toString()), 7);
        }
        assertThat(ids).hasSizeBetween(900, 903).doesNotHaveDuplicates();
        var all = LOG.page(filter, null, 2000);
        assertThat(all).extracting(AuditEntry::id).isEqualTo(ids);
        assertThat(all).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
    }

    @Test
    void findsByWhoActionObjectWordsAndTime() {
        assertThat(LOG.page(filter("person 7", "", "", "", "", ""), null, 500))
                .hasSize(400)
                .allMatch(e -> e.who().equals("Person 7"));
        assertThat(LOG.page(filter("", "run", "", "", "", ""), null, 20_000)).hasSize(10_000);
        assertThat(LOG.page(filter("", "run.cancel", "", "", "", ""), null, 20_000))
                .hasSize(5_000);
        assertThat(LOG.page(filter("", "", "run 388", "", "", ""), null, 10)).hasSize(2);
        assertThat(LOG.page(filter("", "", "", "NEED ses", "", ""), null, 10)).isEmpty();
        assertThat(LOG.page(filter("", "", "", "need run", "", ""), null, 10))
                .singleElement()
                .extracting(AuditEntry::object)
                .isEqualTo("run 388");
        assertThat(LOG.page(filter("", "", "", "needle", "2026-01-01", "2026-01-01"), null, 10))
                .hasSize(1);
        assertThat(LOG.page(filter("", "", "", "", "2026-01-02", ""), null, 10)).isEmpty();
        assertThat(LOG.actions()).containsExactly("dataset.create", "run.cancel", "run.start", "session.sign-in");
    }

    @ParameterizedTest
    @MethodSource("oddInput")
    void takesSignsOfAnyQueryLanguageForWords(String odd) {
        for (var filter : List.of(
                filter(odd, "", "", "", "", ""), filter("", odd, "", "", "", ""), filter("", "", odd, "", "", ""))) {
            assertThat(LOG.page(filter, null, 10)).isEmpty();
        }
        assertThat(LOG.page(filter("", "", "", odd, "", ""), null, 10)).isNotNull();
    }

    static Stream<String> oddInput() {
        return Stream.of("' or 1=1 --", "a & | ! ( ) <-> :*", "\\", "%", "a\0b", "'", ":words", "😀");
    }

    @Test
    void refusesTimesAndPlacesThatAreNone() {
        assertThatThrownBy(() -> filter("", "", "", "", "yesterday", "")).hasMessageContaining("2026-11-03");
        assertThatThrownBy(() -> AuditPosition.parse("x")).hasMessageContaining("not a place");
        assertThatThrownBy(() -> AuditPosition.parse("1y2p0ij32e8e7-1y2p0ij32e8e7y"))
                .hasMessageContaining("not a place");
        assertThat(filter("", "", "", "", "+999999999-12-31T00:00:00Z", "").from())
                .isEqualTo("9999-12-31T00:00:00Z");
        var place = new AuditPosition(Instant.parse("2026-11-03T04:05:06.123456Z"), 1234);
        assertThat(AuditPosition.parse(place.toString())).isEqualTo(place);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readsNoMoreThanItShowsByAnIndexWhateverIsLookedFor(AuditFilter filter) {
        var deep = new AuditPosition(Instant.parse("2026-01-01T00:30:00Z"), 5);
        for (AuditPosition before : new AuditPosition[] {null, deep}) {
            Map<String, Object> values = new HashMap<>(Map.of("limit", 51));
            String plan = String.join(
                    "\n",
                    JDBC.sql("explain " + AuditLog.sql(filter, before, values))
                            .params(values)
                            .query(String.class)
                            .list());
            assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan");
        }
    }

    static Stream<AuditFilter> filters() {
        return Stream.of(
                AuditFilter.ALL,
                filter("Person 7", "", "", "", "", ""),
                filter("", "run", "", "", "", ""),
                filter("", "run.cancel", "", "", "", ""),
                filter("", "", "run 388", "", "", ""),
                filter("", "", "", "", "2026-01-01", "2026-01-01T01:00:00Z"));
    }

    @Test
    void exportsAllThatTheFilterLetsThroughAndNoFormulas() throws IOException {
        var all = new ByteArrayOutputStream();
        new AuditCsv(LOG).write(filter("", "run", "", "", "", ""), all);
        assertThat(all.toString(StandardCharsets.UTF_8).lines()).hasSize(10_001);
        var one = new ByteArrayOutputStream();
        JDBC.sql("insert into audit (who, action, via) values ('=1+1,\"x\"', 'a.b', 'page')")
                .update();
        new AuditCsv(LOG).write(filter("", "a.b", "", "", "", ""), one);
        assertThat(one.toString(StandardCharsets.UTF_8)).contains(",\"'=1+1,\"\"x\"\"\",\"a.b\",\"\",");
    }
}
