package oddboard.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of data sets in a list what runs and what waits now. */
@Component
@Order(2)
class OpenRunsHighlight implements DatasetHighlight {
    private final JdbcClient jdbc;

    OpenRunsHighlight(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<DatasetId, Highlight> find(List<Dataset> datasets, User viewer) {
        Map<DatasetId, Highlight> found = new HashMap<>();
        jdbc.sql("""
                        select v.dataset_id, count(*) filter (where j.state = 'RUNNING') as running, count(*) as open
                        from job j join run r on r.job_id = j.id join dataset_version v on v.id = r.version_id
                        where j.state in ('QUEUED', 'RETRY_WAIT', 'RUNNING') and v.dataset_id = any(:ids)
                        group by v.dataset_id""")
                .param("ids", datasets.stream().map(d -> d.id().value()).toArray(Long[]::new))
                .query(row -> {
                    DatasetId dataset = new DatasetId(row.getLong("dataset_id"));
                    found.put(
                            dataset,
                            new Highlight(
                                    words(row.getInt("running"), row.getInt("open")), DatasetRoutes.runs(dataset)));
                });
        return found;
    }

    private static String words(int running, int open) {
        int waiting = open - running;
        return running == 0
                ? waiting + " waiting"
                : running + " running" + (waiting == 0 ? "" : ", " + waiting + " waiting");
    }
}
