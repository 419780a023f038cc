package oddboard.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.common.SearchWords;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.registry.ModelRoutes;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.search.Hit.Kind;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds what a viewer sees of data sets, runs and models. What is archived, and runs on it, are not found. */
@Service
public class Search {
    /** Of one kind. */
    public static final int MAX = 50;

    private static final String SEEN = """
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            where d.archived_at is null""";
    private static final String DATASETS = """
            select d.id, d.name, a.name as detail
            from dataset d join account a on a.id = d.account_id
            """;
    private static final String RUNS = """
            select r.id, r.name, concat_ws(' · ', r.detector, d.name || ' v' || v.number, a.name) as detail
            from run r join account a on a.id = r.account_id
            join dataset_version v on v.id = r.version_id join dataset d on d.id = v.dataset_id
            """;
    private static final String MODELS = """
            select m.id, m.name, d.name as detail
            from registered_model m join dataset d on d.id = m.dataset_id
            """;

    private final JdbcClient jdbc;

    Search(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is called exactly so comes first, then names that begin with the first word, then the newest.
     *
     * @param typed words, each of which occurs in the name or the words around it; nothing is found by none
     * @param limit at most so many of each kind
     */
    public List<Hit> find(String typed, int limit, User viewer) {
        List<String> words = SearchWords.of(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        int most = Math.clamp(limit, 1, MAX);
        var hits = new ArrayList<Hit>();
        hits.addAll(find(
                DATASETS,
                "d",
                "d.name, a.name, d.description, array_to_string(d.tags, E'\\n')",
                words,
                most,
                viewer,
                (row, n) -> {
                    var id = new DatasetId(row.getLong("id"));
                    return new Hit(
                            Kind.DATASET,
                            id.toString(),
                            row.getString("name"),
                            row.getString("detail"),
                            DatasetRoutes.leaderboard(id));
                }));
        hits.addAll(find(
                RUNS,
                "r",
                "r.name, r.detector, a.name, d.name, array_to_string(r.tags, E'\\n')",
                words,
                most,
                viewer,
                (row, n) -> {
                    var id = new RunId(row.getLong("id"));
                    return new Hit(
                            Kind.RUN,
                            id.toString(),
                            row.getString("name"),
                            row.getString("detail"),
                            RunRoutes.overview(id));
                }));
        hits.addAll(find(
                MODELS,
                "m",
                "m.name, m.description, d.name, array_to_string(m.tags, E'\\n')",
                words,
                most,
                viewer,
                (row, n) -> new Hit(
                        Kind.MODEL,
                        row.getString("name"),
                        row.getString("name"),
                        row.getString("detail"),
                        ModelRoutes.model(row.getString("name")))));
        return hits;
    }

    /** @param thing alias of the table of what is found */
    private List<Hit> find(
            String select, String thing, String texts, List<String> words, int limit, User viewer, RowMapper<Hit> hit) {
        Map<String, Object> values = new HashMap<>();
        var sql = new StringBuilder(select).append(SEEN);
        for (int i = 0; i < words.size(); i++) {
            sql.append(" and strpos(lower(concat_ws(E'\\n', ")
                    .append(texts)
                    .append(") collate search_words), :word")
                    .append(i)
                    .append(") > 0");
            values.put("word" + i, words.get(i));
        }
        values.put("whole", String.join(" ", words));
        sql.append((" order by lower(%1$s.name collate search_words) = :whole desc,"
                        + " strpos(lower(%1$s.name collate search_words), :word0) = 1 desc, %1$s.id desc limit :limit")
                .formatted(thing));
        return jdbc.sql(sql.toString())
                .params(values)
                .param("viewer", viewer.id().value())
                .param("limit", limit)
                .query(hit)
                .list();
    }
}
