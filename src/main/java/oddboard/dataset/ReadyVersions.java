package oddboard.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.SearchWords;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Versions to choose from, a page at a time, of thousands of data sets; none of archived ones. */
@Repository
public class ReadyVersions {
    private static final RowMapper<ReadyVersion> VERSION = (row, n) -> new ReadyVersion(
            new VersionId(row.getLong("id")),
            new DatasetId(row.getLong("dataset_id")),
            row.getString("name"),
            row.getInt("number"));
    private static final String[] WORKING = Stream.of(DatasetRole.values())
            .filter(DatasetRole::mayWork)
            .map(Enum::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;

    ReadyVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of which data sets. */
    public enum Of {
        /** That somebody sees: the newest version of each. */
        SEEN,
        /** On which somebody may start runs: all versions. */
        WORKABLE
    }

    /** @param words each occurs in the name of the data set with its version, such as "caps v3", or in its tags; "" = any */
    public List<ReadyVersion> find(String words, Of of, int offset, int limit, User viewer) {
        var values = new HashMap<String, Object>();
        return jdbc.sql("select v.id, d.id as dataset_id, d.name, v.number " + from(words, of, values)
                        + " order by d.id desc, v.number desc limit :limit offset :offset")
                .params(values)
                .param("viewer", viewer.id().value())
                .param("working", WORKING)
                .param("limit", limit)
                .param("offset", offset)
                .query(VERSION)
                .list();
    }

    /** Those of these on which somebody may start runs, in their order. */
    public List<ReadyVersion> workable(List<VersionId> ids, User viewer) {
        var values = new HashMap<String, Object>();
        var found = new HashMap<VersionId, ReadyVersion>();
        jdbc.sql("select v.id, d.id as dataset_id, d.name, v.number " + from("", Of.WORKABLE, values)
                        + " and v.id = any(:ids)")
                .params(values)
                .param("viewer", viewer.id().value())
                .param("working", WORKING)
                .param("ids", ids.stream().map(VersionId::value).toArray(Long[]::new))
                .query(VERSION)
                .list()
                .forEach(version -> found.put(version.id(), version));
        return ids.stream()
                .distinct()
                .flatMap(id -> Stream.ofNullable(found.get(id)))
                .toList();
    }

    private static String from(String words, Of of, Map<String, Object> values) {
        var terms = new ArrayList<String>();
        terms.add(
                switch (of) {
                    case SEEN ->
                        "v.number = (select max(n.number) from dataset_version n where n.dataset_id = d.id"
                                + " and n.ready_at is not null)";
                    case WORKABLE -> "seen.role = any(:working)";
                });
        for (String word : SearchWords.of(words)) {
            var name = "word" + values.size();
            terms.add("strpos(lower(concat(d.name, ' v', v.number, E'\\n', array_to_string(d.tags, E'\\n'))"
                    + " collate search_words), :" + name + ") > 0");
            values.put(name, word);
        }
        return """
                from dataset d
                join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
                join dataset_version v on v.dataset_id = d.id
                where d.archived_at is null and v.ready_at is not null and\s""" + String.join(" and ", terms);
    }
}
