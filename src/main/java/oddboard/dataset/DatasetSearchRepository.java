package oddboard.dataset;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.common.SearchWords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of finding data sets: ids of one page, whatever there are. */
@Repository
class DatasetSearchRepository {
    private static final String USED = """
            greatest(d.created_at,
                (select max(greatest(v.created_at, (select r.created_at from run r where r.version_id = v.id
                                                    order by r.created_at desc limit 1)))
                 from dataset_version v where v.dataset_id = d.id))""";
    private static final String IMAGES = """
            coalesce((select v.train_count + v.test_count from dataset_version v
                      where v.dataset_id = d.id and v.ready_at is not null order by v.number desc limit 1), 0)""";
    private static final String FROM = """
            from dataset d
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            join account a on a.id = d.account_id
            """;

    private final JdbcClient jdbc;

    DatasetSearchRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param all how many there are on all pages; 0 also where the page is behind the last */
    record Ids(List<DatasetId> ids, int all) {}

    /** What a list says of a data set besides what it is. */
    record More(boolean favorite, Instant usedAt, int images) {}

    /** @param below 0 = any; else ids below it alone, for lists that go on by id */
    Ids ids(DatasetQuery query, User viewer, long below, int limit, long offset) {
        var values = new HashMap<String, Object>();
        var where = where(query, values);
        var all = new int[1];
        var ids = jdbc.sql("select d.id, count(*) over () as whole " + FROM + where
                        + (below > 0 ? " and d.id < :below" : "") + " order by " + order(query.sort())
                        + " limit :limit offset :offset")
                .params(values)
                .param("viewer", viewer.id().value())
                .param("below", below)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> {
                    all[0] = row.getInt("whole");
                    return new DatasetId(row.getLong("id"));
                })
                .list();
        return new Ids(ids, all[0]);
    }

    private static String where(DatasetQuery query, Map<String, Object> values) {
        var terms = new ArrayList<String>();
        terms.add("d.archived_at is " + (query.show() == DatasetQuery.Show.ARCHIVED ? "not null" : "null"));
        switch (query.show()) {
            case ALL, ARCHIVED -> {}
            case MINE -> terms.add("d.account_id = :viewer");
            case SHARED ->
                terms.add("d.account_id <> :viewer and (exists (select from dataset_member m where m.dataset_id = d.id"
                        + " and m.account_id = :viewer) or exists (select from project_member g"
                        + " where g.project_id = d.project_id and g.account_id = :viewer))");
            case FAVORITES ->
                terms.add(
                        "exists (select from dataset_favorite f where f.dataset_id = d.id and f.account_id = :viewer)");
            case DRAFTS -> terms.add("not exists (select from dataset_version v where v.dataset_id = d.id)");
        }
        var project = query.project();
        if (project != null) {
            // Whoever doesn't see the project learns by this which data sets are in it.
            terms.add("d.project_id = :project and exists (select from project_right g where g.project_id = :project"
                    + " and g.account_id = :viewer)");
            values.put("project", project.value());
        }
        for (String word : SearchWords.of(query.words())) {
            var name = "word" + values.size();
            terms.add("(strpos(lower(concat_ws(E'\\n', d.name, a.name, d.description) collate search_words), :" + name
                    + ") > 0 or strpos(lower(array_to_string(d.tags, E'\\n') collate search_words), :" + name
                    + ") > 0)");
            values.put(name, word);
        }
        return "where " + String.join(" and ", terms);
    }

    private static String order(DatasetQuery.Sort sort) {
        return switch (sort) {
            case NEWEST -> "d.id desc";
            case NAME -> "lower(d.name collate search_words), d.id";
            case USED -> USED + " desc, d.id desc";
            case IMAGES -> IMAGES + " desc, d.id desc";
        };
    }

    Map<DatasetId, More> more(List<DatasetId> ids, User viewer) {
        var found = new HashMap<DatasetId, More>();
        jdbc.sql("select d.id, " + USED + " as used_at, " + IMAGES
                        + " as images, exists (select from dataset_favorite f"
                        + " where f.dataset_id = d.id and f.account_id = :viewer) as favorite"
                        + " from dataset d where d.id = any(:ids)")
                .param("ids", ids.stream().map(DatasetId::value).toArray(Long[]::new))
                .param("viewer", viewer.id().value())
                .query(row -> {
                    found.put(
                            new DatasetId(row.getLong("id")),
                            new More(
                                    row.getBoolean("favorite"),
                                    row.getObject("used_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getInt("images")));
                });
        return found;
    }
}
