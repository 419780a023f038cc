package oddboard.registry;

import java.util.HashMap;
import java.util.Map;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.EntryLinks;
import oddboard.run.RunId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows on a board which runs became models; of several, the one that was registered last. */
@Component
class ModelsOnBoard implements EntryLinks {
    private final JdbcClient jdbc;

    ModelsOnBoard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<EntryId, Link> of(VersionId version) {
        Map<EntryId, Link> links = new HashMap<>();
        jdbc.sql("""
                select w.run_id, m.name, w.version from model_version w join registered_model m on m.id = w.model_id
                where w.version_id = :version and w.run_id is not null order by w.id
                """).param("version", version.value()).query(rs -> {
            String name = rs.getString(2);
            int number = rs.getInt(3);
            links.put(
                    EntryId.of(new RunId(rs.getLong(1))),
                    new Link(name + "/" + number, ModelRoutes.version(name, number)));
        });
        return links;
    }
}
