package oddboard.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.common.SearchWords;
import oddboard.dataset.DatasetId;
import oddboard.run.RunQuery.States;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of finding runs: which, in which order, and how many in each state. */
@Repository
class RunSearchRepository {
    private static final String FROM = """
            from run r
            join dataset_version v on v.id = r.version_id
            join dataset d on d.id = v.dataset_id
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            """;
    private static final String FROM_ALL =
            FROM + "join job j on j.id = r.job_id join account a on a.id = r.account_id ";
    /** Put together once for all words; without the offset PostgreSQL would do it for each. */
    private static final String WITH_WORDS = FROM_ALL + """
            cross join lateral (
                select lower(concat_ws(E'\n', r.name, r.detector, a.name, d.name, array_to_string(r.tags, E'\n'))
                    collate search_words) as words offset 0) text
            """;

    private static final String OPEN = "j.state in ('QUEUED', 'RUNNING', 'RETRY_WAIT')";
    private static final String FAILED = "j.state in ('FAILED', 'CANCELLED')";

    private final JdbcClient jdbc;

    RunSearchRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a run belongs. */
    record Place(RunId run, DatasetId dataset, String datasetName, int version) {}

    List<Place> find(RunQuery query, User viewer, long offset, int limit) {
        var values = new HashMap<String, Object>();
        var terms = terms(query, values);
        switch (query.states()) {
            case ALL -> {}
            case OPEN -> terms.add(OPEN);
            case SUCCEEDED -> terms.add("j.state = 'SUCCEEDED'");
            case FAILED -> terms.add(FAILED);
        }
        return jdbc.sql("select r.id, d.id as dataset_id, d.name, v.number " + from(query) + "where "
                        + String.join(" and ", terms) + " order by " + order(query) + " limit :limit offset :offset")
                .params(values)
                .param("viewer", viewer.id().value())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new Place(
                        new RunId(row.getLong("id")),
                        new DatasetId(row.getLong("dataset_id")),
                        row.getString("name"),
                        row.getInt("number")))
                .list();
    }

    /** How many there are in each state, whichever the query asks for. */
    Map<States, Integer> counts(RunQuery query, User viewer) {
        var values = new HashMap<String, Object>();
        return jdbc.sql("select count(*) as whole, count(*) filter (where " + OPEN
                        + ") as open, count(*) filter (where j.state = 'SUCCEEDED') as succeeded, count(*) filter (where "
                        + FAILED + ") as failed " + from(query) + "where " + String.join(" and ", terms(query, values)))
                .params(values)
                .param("viewer", viewer.id().value())
                .query((row, n) -> {
                    Map<States, Integer> counts = new EnumMap<>(States.class);
                    counts.put(States.ALL, row.getInt("whole"));
                    counts.put(States.OPEN, row.getInt("open"));
                    counts.put(States.SUCCEEDED, row.getInt("succeeded"));
                    counts.put(States.FAILED, row.getInt("failed"));
                    return counts;
                })
                .single();
    }

    /** Tags and persons of the runs that the query is over, whatever else it asks for; each by name. */
    List<String> tags(RunQuery query, User viewer) {
        return words("select distinct unnest(r.tags) as word ", "", query, viewer);
    }

    List<String> people(RunQuery query, User viewer) {
        return words("select name as word from account where id in (select r.account_id ", ")", query, viewer);
    }

    private List<String> words(String select, String end, RunQuery query, User viewer) {
        var values = new HashMap<String, Object>();
        return jdbc.sql(select + FROM + "where " + String.join(" and ", over(query, values)) + end + " order by word")
                .params(values)
                .param("viewer", viewer.id().value())
                .query(String.class)
                .list();
    }

    private static String from(RunQuery query) {
        return query.words().isBlank() ? FROM_ALL : WITH_WORDS;
    }

    private static List<String> over(RunQuery query, Map<String, Object> values) {
        var terms = new ArrayList<String>();
        var dataset = query.dataset();
        if (dataset == null) {
            terms.add("d.archived_at is null");
        } else {
            terms.add("d.id = :dataset");
            values.put("dataset", dataset.value());
        }
        return terms;
    }

    private static List<String> terms(RunQuery query, Map<String, Object> values) {
        var terms = over(query, values);
        if (!query.tag().isEmpty()) {
            terms.add(":tag = any(r.tags)");
            values.put("tag", query.tag());
        }
        if (!query.person().isEmpty()) {
            terms.add("a.name = :person");
            values.put("person", query.person());
        }
        for (String word : SearchWords.of(query.words())) {
            var name = "word" + values.size();
            terms.add("strpos(text.words, :" + name + ") > 0");
            values.put(name, word);
        }
        return terms;
    }

    private static String order(RunQuery query) {
        var turned = query.turned();
        return switch (query.sort()) {
            case NEWEST -> turned ? "r.id" : "r.id desc";
            case NAME -> "lower(r.name) " + (turned ? "desc, r.id desc" : ", r.id");
            case PERSON -> "lower(a.name) " + (turned ? "desc" : "") + ", r.id desc";
            case STATE ->
                "array_position(array['RUNNING', 'QUEUED', 'RETRY_WAIT', 'SUCCEEDED', 'FAILED', 'CANCELLED'], j.state) "
                        + (turned ? "desc" : "") + ", r.id desc";
        };
    }
}
