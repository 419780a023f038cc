package oddboard.run;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import oddboard.gallery.ImageScoreProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Score and rank of a test image by the best runs of its version. */
@Component
class RunScoreProvider implements ImageScoreProvider {
    private static final int MAX = 100;

    private final JdbcClient jdbc;
    private final Runs runs;

    RunScoreProvider(JdbcClient jdbc, Runs runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    @Override
    public List<ImageScore> of(VersionId version, int image, int labelSet, User viewer) {
        if (!runs.sees(version, viewer)) {
            return List.of();
        }
        return jdbc.sql("""
                select r.id, r.name, r.detector, g.auroc, s.scores[:at] as score, cardinality(s.scores) as count,
                       (select count(*) from unnest(s.scores) one where one > s.scores[:at]) + 1 as rank
                from run r
                join run_result s on s.run_id = r.id
                join label_set l on l.version_id = r.version_id and l.number = :labels
                join counted_part p on p.version_id = r.version_id
                left join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
                where r.version_id = :version and cardinality(s.scores) >= :at
                order by g.auroc desc nulls last, r.id limit :most
                """)
                .param("version", version.value())
                .param("at", image + 1)
                .param("labels", labelSet)
                .param("most", MAX)
                .query((row, n) -> new ImageScore(
                        row.getString("name"),
                        row.getString("detector"),
                        row.getObject("auroc", Double.class),
                        row.getDouble("score"),
                        row.getInt("rank"),
                        row.getInt("count"),
                        RunRoutes.images(new RunId(row.getLong("id"))) + "?image=" + image))
                .list();
    }
}
