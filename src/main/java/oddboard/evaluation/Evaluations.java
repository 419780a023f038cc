package oddboard.evaluation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import oddboard.common.StoredJson;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSetSaved;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplitMade;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the metrics of every run by every label set of its version. */
@Component
public class Evaluations {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluations.class);
    /** So many runs' scores are in memory at once. */
    private static final int CONCURRENCY = 50;

    private final JdbcClient jdbc;
    private final LabelSets labelSets;
    private final ApplicationEventPublisher events;

    Evaluations(JdbcClient jdbc, LabelSets labelSets, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.labelSets = labelSets;
        this.events = events;
    }

    private record Scored(long run, double[] scores) {}

    /** Evaluates all runs of the version by its new labels, within the transaction that saves these. */
    @EventListener
    void on(LabelSetSaved saved) {
        evaluateAll(saved.version(), saved.labels());
    }

    /** Evaluates all runs of the version by both parts, and has forgotten what was said of metrics by all labels. */
    @EventListener
    void on(LabelSplitMade made) {
        for (LabelSet set : labelSets.list(made.version())) {
            evaluateAll(made.version(), labelSets.whole(made.version(), set.number()));
        }
        jdbc.sql("""
                update run_log set line = line_without_metrics, line_without_metrics = null
                where run_id in (select id from run where version_id = :version) and line_without_metrics is not null
                """).param("version", made.version().value()).update();
        events.publishEvent(new MetricsHidden(jdbc.sql("select id from run where version_id = :version")
                .param("version", made.version().value())
                .query(Long.class)
                .list()));
    }

    private void evaluateAll(VersionId version, Labels labels) {
        long after = 0;
        while (true) {
            List<Scored> some = jdbc.sql("""
                    select s.run_id, s.scores from run_result s join run r on r.id = s.run_id
                    where r.version_id = :version and r.id > :after order by r.id limit :limit
                    """)
                    .param("version", version.value())
                    .param("after", after)
                    .param("limit", CONCURRENCY)
                    .query((rs, n) -> new Scored(rs.getLong(1), RunResults.doubles(rs, 2)))
                    .list();
            if (some.isEmpty()) {
                return;
            }
            insert(version, labels, some);
            after = some.getLast().run();
        }
    }

    /**
     * Evaluates a run by every label set that it has not met. A label set saved at the same time meets the run or is met by it:
     * the version's row is shared until the caller's transaction ends.
     */
    public void evaluate(VersionId version, RunId run) {
        jdbc.sql("select id from dataset_version where id = :id for share")
                .param("id", version.value())
                .query(Long.class)
                .single();
        List<Scored> scored = scored(run);
        for (LabelSet set : labelSets.list(version)) {
            insert(version, labelSets.whole(version, set.number()), scored);
        }
    }

    /** The newest labels as everybody may see them. */
    public Labels forAll(VersionId version) {
        List<Labels> parts = labelSets.parts(version, labelSets.whole(version, LabelSet.NEWEST));
        return labelSets.counted(version) == LabelPart.PUBLIC
                ? parts.stream()
                        .filter(l -> l.part() == LabelPart.PUBLIC)
                        .findFirst()
                        .orElseThrow()
                : parts.getFirst();
    }

    /** By the part of the newest labels that counts: what a log may say. */
    public Run.Metrics counted(VersionId version, double[] scores, double seconds) {
        List<Labels> parts = labelSets.parts(version, labelSets.whole(version, LabelSet.NEWEST));
        LabelPart counts = labelSets.counted(version);
        return Evaluator.metrics(
                scores,
                parts.stream().filter(l -> l.part() == counts).findFirst().orElseThrow(),
                seconds);
    }

    private List<Scored> scored(RunId run) {
        return jdbc.sql("select run_id, scores from run_result where run_id = :run")
                .param("run", run.value())
                .query((rs, n) -> new Scored(rs.getLong(1), RunResults.doubles(rs, 2)))
                .list();
    }

    private void insert(VersionId version, Labels whole, List<Scored> runs) {
        labelSets.parts(version, whole).forEach(part -> insert(part, runs));
    }

    private void insert(Labels labels, List<Scored> runs) {
        List<Run.Metrics> metrics =
                runs.stream().map(s -> Evaluator.metrics(s.scores, labels, 0)).toList();
        jdbc.sql("""
                insert into run_judgement (run_id, label_set_id, part, auroc, auroc_low, auroc_high, average_precision,
                                           f1, f1_threshold, fpr_at_tpr95, partial_auc, labeled_count, weak_types)
                select run, :labels, :part, auroc, low, high, precision, f1, threshold, fpr, partial, labeled,
                       array(select jsonb_array_elements_text(weak::jsonb))
                from unnest(:run::bigint[], :auroc::float8[], :low::float8[], :high::float8[], :precision::float8[],
                            :f1::float8[], :threshold::float8[], :fpr::float8[], :partial::float8[],
                            :labeled::int[], :weak::text[])
                    as t(run, auroc, low, high, precision, f1, threshold, fpr, partial, labeled, weak)
                on conflict (run_id, label_set_id, part) do update
                set f1 = excluded.f1, f1_threshold = excluded.f1_threshold, fpr_at_tpr95 = excluded.fpr_at_tpr95,
                    partial_auc = excluded.partial_auc, labeled_count = excluded.labeled_count,
                    weak_types = excluded.weak_types
                where run_judgement.f1 is null or run_judgement.labeled_count is null or run_judgement.weak_types is null
                """)
                .param("labels", labels.id())
                .param("part", labels.part().name())
                .param(
                        "weak",
                        metrics.stream()
                                .map(m -> StoredJson.MAPPER.writeValueAsString(m.weakTypes()))
                                .toArray(String[]::new))
                .params(Map.of(
                        "run", runs.stream().map(Scored::run).toArray(Long[]::new),
                        "auroc", column(metrics, Run.Metrics::auroc),
                        "low", column(metrics, Run.Metrics::aurocLow),
                        "high", column(metrics, Run.Metrics::aurocHigh),
                        "precision", column(metrics, Run.Metrics::averagePrecision),
                        "f1", column(metrics, Run.Metrics::f1),
                        "threshold", column(metrics, Run.Metrics::f1Threshold),
                        "fpr", column(metrics, Run.Metrics::fprAtTpr95),
                        "partial", column(metrics, Run.Metrics::partialAuc)))
                .param(
                        "labeled",
                        metrics.stream().map(Run.Metrics::labeledCount).toArray(Integer[]::new))
                .update();
    }

    private static @Nullable Double[] column(
            List<Run.Metrics> metrics, Function<Run.Metrics, @Nullable Double> metric) {
        return metrics.stream().map(metric).toArray(Double[]::new);
    }

    /** Evaluations that were made before there were so many metrics get them now, in the background. */
    @EventListener(ApplicationReadyEvent.class)
    void complete() {
        Thread.ofVirtual().name("evaluations").start(() -> {
            try {
                while (completeSome() > 0) {
                    // The next ones.
                }
            } catch (DataAccessException e) {
                LOG.info("Older evaluations are completed at the next start: {}", e.getMessage());
            }
        });
    }

    /** @return how many there were */
    public int completeSome() {
        record Old(long version, int set, long run) {}

        List<Old> old = jdbc.sql("""
                select l.version_id, l.number, g.run_id from run_judgement g join label_set l on l.id = g.label_set_id
                    join run_result s on s.run_id = g.run_id
                where (g.f1 is null or g.weak_types is null) and g.auroc is not null or g.labeled_count is null
                order by l.id, g.run_id limit :limit
                """)
                .param("limit", CONCURRENCY)
                .query((rs, n) -> new Old(rs.getLong(1), rs.getInt(2), rs.getLong(3)))
                .list();
        for (Old one : old) {
            var version = new VersionId(one.version);
            insert(version, labelSets.whole(version, one.set), scored(new RunId(one.run)));
        }
        return old.size();
    }
}
