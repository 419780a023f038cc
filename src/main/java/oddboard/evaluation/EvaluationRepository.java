package oddboard.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs as boards read them: all of a version in one query, and the scores of some. */
@Repository
class EvaluationRepository {
    private static final String EVALUATED = """
            from run r
            join account a on a.id = r.account_id
            join run_result s on s.run_id = r.id
            join (select id, number from label_set where version_id = :version and (number = :labels or :labels = 0)
                  order by number desc limit 1) l on true
            join (select coalesce(cast(:part as text), part) as part from counted_part where version_id = :version) p on true
            left join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
            where r.version_id = :version
            """;

    private final JdbcClient jdbc;

    EvaluationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Best AUC first, then the older.
     *
     * @param labelSet 0 = the newest
     * @param part of the labels that metrics use; null = the one that counts
     */
    List<EvaluatedRun> list(VersionId version, int labelSet, @Nullable LabelPart part, int limit) {
        return jdbc.sql("""
                select r.id, r.name, r.tags, r.detector, r.settings, r.seed, r.account_id, a.name as by_name, r.created_at,
                       r.parameter_count, r.images_per_second, r.train_seconds, s.score_seconds, p.part, s.synthetic_auroc,
                       case when p.part <> 'PUBLIC' then s.pixel_auroc end as pixel_auroc,
                       case when p.part <> 'PUBLIC' then s.aupro end as aupro,
                       case when p.part <> 'PUBLIC' then s.aupro_at_fpr5 end as aupro_at_fpr5,
                       l.number as label_set, g.auroc, g.auroc_low, g.auroc_high, g.average_precision, g.f1, g.f1_threshold,
                        g.fpr_at_tpr95, g.partial_auc, g.labeled_count, g.weak_types
                """ + EVALUATED + """
                order by g.auroc desc nulls last, r.id
                limit :limit
                """)
                .param("version", version.value())
                .param("labels", labelSet)
                .param("limit", limit)
                .param("part", part == null ? null : part.name())
                .query(EvaluationRepository::row)
                .list();
    }

    /**
     * Another text where {@link #list} would read something else: a row that was written since has another place and
     * transaction.
     */
    String stamp(VersionId version, int labelSet, LabelPart part) {
        return jdbc.sql("""
                select count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws(' ', r.id, r.ctid, r.xmin, s.ctid, s.xmin,
                       g.ctid, g.xmin, l.number, p.part, a.name), 0)), 0)
                """ + EVALUATED)
                .param("version", version.value())
                .param("labels", labelSet)
                .param("part", part.name())
                .query(String.class)
                .single();
    }

    private static EvaluatedRun row(ResultSet rs, int number) throws SQLException {
        return new EvaluatedRun(
                new RunId(rs.getLong("id")),
                rs.getString("name"),
                List.of((String[]) rs.getArray("tags").getArray()),
                rs.getString("detector"),
                rs.getString("settings"),
                rs.getLong("seed"),
                new UserId(rs.getLong("account_id")),
                rs.getString("by_name"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("parameter_count", Long.class),
                rs.getObject("images_per_second", Double.class),
                rs.getDouble("train_seconds"),
                rs.getObject("synthetic_auroc", Double.class),
                RunResults.metrics(rs));
    }

    Map<RunId, double[]> scores(Collection<RunId> ids) {
        Map<RunId, double[]> scores = new HashMap<>();
        jdbc.sql("select run_id, scores from run_result where run_id = any(:ids)")
                .param("ids", ids.stream().map(RunId::value).toArray(Long[]::new))
                .query(rs -> {
                    scores.put(new RunId(rs.getLong(1)), RunResults.doubles(rs, 2));
                });
        return scores;
    }

    Map<RunId, EvaluatedRuns.TrainingScores> trainingScores(Collection<RunId> ids) {
        Map<RunId, EvaluatedRuns.TrainingScores> found = new HashMap<>();
        jdbc.sql(
                        "select run_id, train_mean, train_deviation from run_result where run_id = any(:ids) and train_deviation > 0")
                .param("ids", ids.stream().map(RunId::value).toArray(Long[]::new))
                .query(rs -> {
                    found.put(
                            new RunId(rs.getLong(1)),
                            new EvaluatedRuns.TrainingScores(rs.getDouble(2), rs.getDouble(3)));
                });
        return found;
    }

    /** Runs of the version that wait or work. */
    List<RunId> open(VersionId version) {
        return jdbc.sql("""
                select r.id from run r join job j on j.id = r.job_id
                where r.version_id = :version and j.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') order by r.id
                """)
                .param("version", version.value())
                .query((rs, n) -> new RunId(rs.getLong(1)))
                .list();
    }
}
