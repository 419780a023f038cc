package oddboard.leaderboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Submissions and what each label set makes of them. */
@Repository
class SubmissionRepository {
    private static final String SELECT = """
            select s.id, s.version_id, s.kind, s.name, s.members, s.method, s.account_id, a.name as by_name, s.created_at,
                   l.number as label_set, g.auroc, g.auroc_low, g.auroc_high, g.average_precision, g.f1, g.f1_threshold,
                   g.fpr_at_tpr95, g.partial_auc, g.labeled_count, p.part
            """;
    private static final String EVALUATED = """
            from submission s
            join account a on a.id = s.account_id
            join label_set l on l.version_id = s.version_id and l.number = case when :labels > 0 then :labels
                else (select max(number) from label_set where version_id = s.version_id) end
            join (select version_id, coalesce(cast(:part as text), part) as part from counted_part) p on p.version_id = s.version_id
            left join submission_judgement g on g.submission_id = s.id and g.label_set_id = l.id and g.part = p.part
            """;

    private final JdbcClient jdbc;

    SubmissionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long insert(
            VersionId version,
            Submission.Kind kind,
            String name,
            List<EntryId> members,
            String method,
            double[] scores,
            UserId by) {
        return jdbc.sql("""
                insert into submission (version_id, kind, name, members, method, scores, account_id)
                values (:version, :kind, :name, :members, :method, :scores, :by) returning id
                """)
                .param("version", version.value())
                .param("kind", kind.name())
                .param("name", name)
                .param("members", members.stream().map(EntryId::toString).toArray(String[]::new))
                .param("method", method)
                .param("scores", scores)
                .param("by", by.value())
                .query(Long.class)
                .single();
    }

    void evaluate(long id, long labelSet, Run.Metrics m) {
        jdbc.sql("""
                insert into submission_judgement (submission_id, label_set_id, auroc, auroc_low, auroc_high, average_precision,
                    f1, f1_threshold, fpr_at_tpr95, partial_auc, part, labeled_count)
                values (:id, :labels, :auroc, :low, :high, :precision, :f1, :threshold, :fpr, :partial, :part, :labeled)
                on conflict do nothing
                """)
                .param("id", id)
                .param("labels", labelSet)
                .param("auroc", m.auroc())
                .param("low", m.aurocLow())
                .param("high", m.aurocHigh())
                .param("precision", m.averagePrecision())
                .param("f1", m.f1())
                .param("threshold", m.f1Threshold())
                .param("fpr", m.fprAtTpr95())
                .param("partial", m.partialAuc())
                .param("part", m.part().name())
                .param("labeled", m.labeledCount())
                .update();
    }

    /** No label set is saved meanwhile: the version's row is shared until the transaction ends. */
    void share(VersionId version) {
        jdbc.sql("select id from dataset_version where id = :id for share")
                .param("id", version.value())
                .query(Long.class)
                .single();
    }

    /** @param part null = the one that counts */
    Optional<Submission> find(long id, int labelSet, @Nullable LabelPart part) {
        return jdbc.sql(SELECT + EVALUATED + "where s.id = :id")
                .param("id", id)
                .param("labels", labelSet)
                .param("part", part == null ? null : part.name())
                .query(SubmissionRepository::row)
                .optional();
    }

    List<Submission> list(VersionId version, int labelSet, LabelPart part) {
        return jdbc.sql(SELECT + EVALUATED + "where s.version_id = :version order by s.id")
                .param("version", version.value())
                .param("labels", labelSet)
                .param("part", part.name())
                .query(SubmissionRepository::row)
                .list();
    }

    /** Another text where {@link #list} would read something else. */
    String stamp(VersionId version, int labelSet, LabelPart part) {
        return jdbc.sql("""
                select count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws(' ', s.id, s.ctid, s.xmin, g.ctid, g.xmin,
                       l.number, p.part, a.name), 0)), 0)
                """ + EVALUATED + "where s.version_id = :version")
                .param("version", version.value())
                .param("labels", labelSet)
                .param("part", part.name())
                .query(String.class)
                .single();
    }

    List<Long> ids(VersionId version) {
        return jdbc.sql("select id from submission where version_id = :version order by id")
                .param("version", version.value())
                .query(Long.class)
                .list();
    }

    Map<Long, double[]> scores(Collection<Long> ids) {
        Map<Long, double[]> scores = new HashMap<>();
        jdbc.sql("select id, scores from submission where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(rs -> {
                    scores.put(
                            rs.getLong(1),
                            Arrays.stream((Double[]) rs.getArray(2).getArray())
                                    .mapToDouble(d -> d)
                                    .toArray());
                });
        return scores;
    }

    boolean delete(long id) {
        return jdbc.sql("delete from submission where id = :id").param("id", id).update() > 0;
    }

    int limit(DatasetId dataset) {
        return jdbc.sql("select daily_submissions from dataset where id = :id")
                .param("id", dataset.value())
                .query(Integer.class)
                .single();
    }

    void setLimit(DatasetId dataset, int limit) {
        jdbc.sql("update dataset set daily_submissions = :limit where id = :id")
                .param("limit", limit)
                .param("id", dataset.value())
                .update();
    }

    int used(VersionId version, UserId by, LocalDate day) {
        return jdbc.sql(
                        "select count from version_submission_day where version_id = :version and account_id = :by and day = :day")
                .param("version", version.value())
                .param("by", by.value())
                .param("day", day)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** @return false where the day's limit is reached already */
    boolean count(VersionId version, UserId by, LocalDate day, int limit) {
        return limit > 0
                && jdbc.sql("""
                insert into version_submission_day as d (version_id, account_id, day, count) values (:version, :by, :day, 1)
                on conflict (version_id, account_id, day) do update set count = d.count + 1 where d.count < :limit
                """)
                                .param("version", version.value())
                                .param("by", by.value())
                                .param("day", day)
                                .param("limit", limit)
                                .update()
                        > 0;
    }

    private static Submission row(ResultSet rs, int number) throws SQLException {
        return new Submission(
                rs.getLong("id"),
                new VersionId(rs.getLong("version_id")),
                Submission.Kind.valueOf(rs.getString("kind")),
                rs.getString("name"),
                Arrays.stream((String[]) rs.getArray("members").getArray())
                        .flatMap(m -> EntryId.parse(m).stream())
                        .toList(),
                rs.getString("method"),
                new UserId(rs.getLong("account_id")),
                rs.getString("by_name"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                new Run.Metrics(
                        rs.getInt("label_set"),
                        rs.getObject("auroc", Double.class),
                        rs.getObject("auroc_low", Double.class),
                        rs.getObject("auroc_high", Double.class),
                        rs.getObject("average_precision", Double.class),
                        0,
                        rs.getObject("f1", Double.class),
                        rs.getObject("f1_threshold", Double.class),
                        rs.getObject("fpr_at_tpr95", Double.class),
                        rs.getObject("partial_auc", Double.class),
                        null,
                        null,
                        null,
                        LabelPart.valueOf(rs.getString("part")),
                        rs.getObject("labeled_count", Integer.class),
                        List.of()));
    }
}
