package oddboard.leaderboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.ui.Format;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of data sets in a list the best AUC on their newest version, and who holds it. */
@Component
@Order(1)
class BestRunHighlight implements DatasetHighlight {
    /** By the newest label set, and the part of the labels that counts. A whole board would cost too much for a list. */
    private static final String BEST = """
            select v.dataset_id, best.name, best.by_name, best.auroc
            from dataset_version v
            join counted_part p on p.version_id = v.id
            join lateral (select id from label_set where version_id = v.id order by number desc limit 1) l on true
            join lateral (
                (select r.name, r.account_id, g.auroc, 0 as kind from run_judgement g join run r on r.id = g.run_id
                 where g.label_set_id = l.id and g.part = p.part and g.auroc is not null
                 order by g.auroc desc, r.id limit 1)
                union all
                (select s.name, s.account_id, g.auroc, 1 from submission_judgement g join submission s on s.id = g.submission_id
                 where g.label_set_id = l.id and g.part = p.part and g.auroc is not null
                 order by g.auroc desc, s.id limit 1)
                order by auroc desc, kind limit 1) held on true
            join lateral (select held.name, a.name as by_name, held.auroc from account a where a.id = held.account_id) best on true
            where v.id = any(:versions)""";

    private final JdbcClient jdbc;

    BestRunHighlight(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<DatasetId, Highlight> find(List<Dataset> datasets, User viewer) {
        Map<DatasetId, Highlight> found = new HashMap<>();
        jdbc.sql(BEST)
                .param(
                        "versions",
                        datasets.stream()
                                .flatMap(d -> d.ready().stream())
                                .map(v -> v.id().value())
                                .toArray(Long[]::new))
                .query(row -> {
                    DatasetId dataset = new DatasetId(row.getLong("dataset_id"));
                    found.put(
                            dataset,
                            new Highlight(
                                    "best AUC " + Format.auc(row.getDouble("auroc")) + " · " + row.getString("name")
                                            + " · " + row.getString("by_name"),
                                    DatasetRoutes.leaderboard(dataset)));
                });
        return found;
    }
}
