package oddboard.run;

import java.util.List;
import java.util.Map;
import oddboard.dataset.LabelSet;
import oddboard.dataset.LabelSetSaved;
import oddboard.dataset.LabelSets;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the figures of every run by every label set of its version. */
@Component
class Judgements {
    /** So many runs' scores are in memory at once. */
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final LabelSets labelSets;

    Judgements(JdbcClient jdbc, LabelSets labelSets) {
        this.jdbc = jdbc;
        this.labelSets = labelSets;
    }

    private record Scored(long run, double[] scores) {}

    /** Judges all runs of the version by its new labels, within the transaction that saves these. */
    @EventListener
    void on(LabelSetSaved saved) {
        long after = 0;
        while (true) {
            List<Scored> some = jdbc.sql("""
                    select s.run_id, s.scores from run_result s join run r on r.id = s.run_id
                    where r.version_id = :version and r.id > :after order by r.id limit :limit
                    """)
                    .param("version", saved.version().value()).param("after", after).param("limit", AT_ONCE)
                    .query((rs, n) -> new Scored(rs.getLong(1), RunRepository.doubles(rs, 2))).list();
            if (some.isEmpty()) {
                return;
            }
            insert(saved.labels(), some);
            after = some.getLast().run();
        }
    }

    /**
     * Judges a run by every label set that it has not met. A label set saved at the same time meets the run or is met by it:
     * the version's row is shared until the caller's transaction ends.
     */
    void judge(VersionId version, RunId run) {
        jdbc.sql("select id from dataset_version where id = :id for share").param("id", version.value())
                .query(Long.class).single();
        List<Scored> scored = jdbc.sql("select run_id, scores from run_result where run_id = :run")
                .param("run", run.value())
                .query((rs, n) -> new Scored(rs.getLong(1), RunRepository.doubles(rs, 2))).list();
        for (LabelSet set : labelSets.list(version)) {
            insert(labelSets.labels(version, set.number()), scored);
        }
    }

    private void insert(Labels labels, List<Scored> runs) {
        List<Run.Metrics> metrics = runs.stream().map(s -> Judge.metrics(s.scores, labels, 0)).toList();
        jdbc.sql("""
                insert into run_judgement (run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision)
                select run, :labels, auroc, low, high, precision
                from unnest(:run::bigint[], :auroc::float8[], :low::float8[], :high::float8[], :precision::float8[])
                    as t(run, auroc, low, high, precision)
                on conflict do nothing
                """)
                .param("labels", labels.id())
                .params(Map.of(
                        "run", runs.stream().map(Scored::run).toArray(Long[]::new),
                        "auroc", metrics.stream().map(Run.Metrics::auroc).toArray(Double[]::new),
                        "low", metrics.stream().map(Run.Metrics::aurocLow).toArray(Double[]::new),
                        "high", metrics.stream().map(Run.Metrics::aurocHigh).toArray(Double[]::new),
                        "precision", metrics.stream().map(Run.Metrics::averagePrecision).toArray(Double[]::new)))
                .update();
    }
}
