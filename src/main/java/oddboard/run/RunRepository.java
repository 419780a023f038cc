package oddboard.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.job.JobId;
import oddboard.label.LabelSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What users see of runs, and new runs. */
@Repository
class RunRepository {
    private static final String SELECT = """
            select r.*, a.name as by_name, s.run_id as result_id, s.score_seconds, l.number as label_set,
                   g.auroc, g.auroc_low, g.auroc_high, g.average_precision, g.f1, g.f1_threshold, g.fpr_at_tpr95,
                   g.partial_auc, g.labeled_count, g.weak_types, p.part,
                   array(select e.id from run e where e.entry_of = r.id order by e.id) as own_entries,
                   case when p.part <> 'PUBLIC' then s.pixel_auroc end as pixel_auroc,
                   case when p.part <> 'PUBLIC' then s.aupro end as aupro,
                   case when p.part <> 'PUBLIC' then s.aupro_at_fpr5 end as aupro_at_fpr5,
                   j.kind, j.label, j.priority, j.state, j.attempt, j.max_attempts, j.worker, j.cancel_requested_at,
                   j.progress_done, j.progress_total, j.progress_unit, j.error_code, j.error_detail,
                   j.account_id as job_account_id, j.created_at as job_created_at, j.started_at, j.ended_at
            from run r
            join job j on j.id = r.job_id
            join account a on a.id = r.account_id
            left join run_result s on s.run_id = r.id
            left join label_set l on l.version_id = r.version_id and l.number = case when :labels > 0 then :labels
                else (select max(number) from label_set where version_id = r.version_id) end
            join (select version_id, coalesce(cast(:part as text), part) as part from counted_part) p on p.version_id = r.version_id
            left join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
            """;

    private final JdbcClient jdbc;

    RunRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RunId insert(
            JobId job, RunSpec spec, String settingsJson, long seed, int epochs, @Nullable String input, UserId by) {
        return new RunId(jdbc.sql("""
                insert into run (version_id, job_id, name, tags, detector, settings, seed, epochs, input, backbone_sha256,
                    account_id)
                values (:version, :job, :name, :tags, :detector, cast(:settings as json), :seed, :epochs,
                        cast(:input as jsonb), substring(cast(:settings as json) ->> 'weights' from '@([0-9a-f]{64})$'), :by)
                returning id
                """)
                .param("version", spec.version().value())
                .param("job", job.value())
                .param("name", spec.name())
                .param("tags", spec.tags().toArray(String[]::new))
                .param("detector", spec.detector())
                .param("settings", settingsJson)
                .param("seed", seed)
                .param("epochs", epochs)
                .param("input", input)
                .param("by", by.value())
                .query(Long.class)
                .single());
    }

    /** Until the transaction ends nobody else describes this run or makes another one of it. */
    void lock(RunId id) {
        jdbc.sql("select 1 from run where id = :id for update")
                .param("id", id.value())
                .query(Integer.class)
                .optional();
    }

    void setAnyWorker(RunId id) {
        jdbc.sql("update run set any_worker = true where id = :id")
                .param("id", id.value())
                .update();
    }

    void setOrigin(RunId id, Origin origin) {
        jdbc.sql("update run set origin_kind = :kind, origin_run_id = :from, origin_epoch = :epoch where id = :id")
                .param("kind", origin.kind().name())
                .param("from", origin.run().value())
                .param("epoch", origin.epoch())
                .param("id", id.value())
                .update();
    }

    /** Gives a new run an earlier one's last checkpoint, and what that reported of the epochs before it. */
    void inheritCheckpoint(RunId id, RunId from, int epoch) {
        jdbc.sql("""
                insert into run_checkpoint (run_id, epoch, sha256, attempt, made_by)
                select :id, epoch, sha256, 0, coalesce(made_by, run_id) from run_checkpoint
                where run_id = :from order by id desc limit 1
                """).param("id", id.value()).param("from", from.value()).update();
        jdbc.sql("""
                insert into run_loss (run_id, epoch, losses, images_per_second, wait_share, attempt)
                select :id, epoch, losses, images_per_second, wait_share, 0 from run_loss
                where run_id = :from and epoch <= :epoch
                """)
                .param("id", id.value())
                .param("from", from.value())
                .param("epoch", epoch)
                .update();
        jdbc.sql("""
                update run set epoch = :epoch, train_seconds = (select train_seconds * :epoch / greatest(epoch, 1, :epoch)
                    from run where id = :from) where id = :id
                """)
                .param("id", id.value())
                .param("from", from.value())
                .param("epoch", epoch)
                .update();
    }

    Optional<Integer> lastCheckpoint(RunId id) {
        return jdbc.sql("select epoch from run_checkpoint where run_id = :id order by id desc limit 1")
                .param("id", id.value())
                .query(Integer.class)
                .optional();
    }

    void describe(RunId id, String name, String note, List<String> tags) {
        jdbc.sql("update run set name = :name, note = :note, tags = :tags where id = :id")
                .param("name", name)
                .param("note", note)
                .param("tags", tags.toArray(String[]::new))
                .param("id", id.value())
                .update();
        // Its note is shown among its comments.
        jdbc.sql("select pg_notify('oddboard_comment', 'runs/' || :id)")
                .param("id", id.value())
                .query((row, n) -> "")
                .list();
    }

    /** Of all data sets that this person sees. */
    List<VersionId> versions(UserId viewer) {
        return jdbc.sql("""
                        select v.id from dataset_version v
                        join dataset_right seen on seen.dataset_id = v.dataset_id and seen.account_id = :viewer""")
                .param("viewer", viewer.value())
                .query((rs, n) -> new VersionId(rs.getLong(1)))
                .list();
    }

    List<String> tags(Collection<VersionId> versions) {
        return jdbc.sql("select distinct unnest(tags) as tag from run where version_id = any(:versions) order by tag")
                .param("versions", versions.stream().map(VersionId::value).toArray(Long[]::new))
                .query(String.class)
                .list();
    }

    List<RunRow> list(Collection<RunId> ids) {
        return jdbc.sql(SELECT + "where r.id = any(:ids) order by r.id")
                .param("ids", ids.stream().map(RunId::value).toArray(Long[]::new))
                .param("labels", LabelSet.NEWEST)
                .param("part", null)
                .query(RunRepository::row)
                .list();
    }

    Optional<RunRow> find(RunId id) {
        return find(id, LabelSet.NEWEST, null);
    }

    /**
     * @param labelSet whose metrics it has; 0 = the newest
     * @param part of the labels that its metrics use; null = the one that counts
     */
    Optional<RunRow> find(RunId id, int labelSet, @Nullable LabelPart part) {
        return jdbc.sql(SELECT + "where r.id = :id")
                .param("id", id.value())
                .param("labels", labelSet)
                .param("part", part == null ? null : part.name())
                .query(RunRepository::row)
                .optional();
    }

    Optional<RunRow> findByJob(JobId job) {
        return jdbc.sql(SELECT + "where r.job_id = :job")
                .param("job", job.value())
                .param("labels", LabelSet.NEWEST)
                .param("part", null)
                .query(RunRepository::row)
                .optional();
    }

    List<RunRow> listByJobs(Collection<JobId> jobs, VersionId version) {
        return jdbc.sql(SELECT + "where r.job_id = any(:jobs) and r.version_id = :version order by r.id")
                .param("jobs", jobs.stream().map(JobId::value).toArray(Long[]::new))
                .param("version", version.value())
                .param("labels", LabelSet.NEWEST)
                .param("part", null)
                .query(RunRepository::row)
                .list();
    }

    /** Newest first; those older than {@code before} alone, where it is given, and with this tag, where it isn't empty. */
    List<RunRow> list(Collection<VersionId> versions, int labelSet, @Nullable RunId before, String tag, int limit) {
        return jdbc.sql(SELECT + """
                where r.version_id = any(:versions) and r.id < :before and (:tag = '' or :tag = any(r.tags))
                order by r.id desc
                limit :limit
                """)
                .param("versions", versions.stream().map(VersionId::value).toArray(Long[]::new))
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("tag", tag)
                .param("limit", limit)
                .param("labels", labelSet)
                .param("part", null)
                .query(RunRepository::row)
                .list();
    }

    void delete(RunId id) {
        jdbc.sql("delete from run where id = :id").param("id", id.value()).update();
    }

    List<Loss> losses(RunId id) {
        return jdbc.sql("""
                select epoch, losses, images_per_second, wait_share from run_loss where run_id = :id order by epoch
                """)
                .param("id", id.value())
                .query((rs, n) -> new Loss(
                        rs.getInt(1), JsonColumns.readNumbers(rs.getString(2)), rs.getDouble(3), rs.getDouble(4)))
                .list();
    }

    List<LogLine> log(RunId id, int tail) {
        return jdbc.sql("""
                select * from (select id, at, attempt, line from run_log where run_id = :id order by id desc limit :tail) t
                order by id
                """)
                .param("id", id.value())
                .param("tail", tail <= 0 ? Integer.MAX_VALUE : tail)
                .query((rs, n) -> new LogLine(
                        rs.getLong(1),
                        rs.getObject(2, OffsetDateTime.class).toInstant(),
                        rs.getInt(3),
                        rs.getString(4)))
                .list();
    }

    private static RunRow row(ResultSet rs, int number) throws SQLException {
        return new RunRow(
                new RunId(rs.getLong("id")),
                new VersionId(rs.getLong("version_id")),
                new JobId(rs.getLong("job_id")),
                EndedJob.of(rs),
                rs.getString("name"),
                List.of((String[]) rs.getArray("tags").getArray()),
                rs.getString("note"),
                new Run.Setup(
                        rs.getString("detector"),
                        JsonColumns.read(rs.getString("settings")),
                        rs.getLong("seed"),
                        rs.getObject("parameter_count", Long.class),
                        JsonColumns.readInput(rs.getString("input"))),
                new Run.Creation(
                        new UserId(rs.getLong("account_id")),
                        rs.getString("by_name"),
                        EndedJob.instant(rs, "created_at"),
                        rs.getBoolean("any_worker")),
                new Run.TrainingStatus(
                        rs.getInt("epoch"),
                        rs.getInt("epochs"),
                        rs.getObject("images_per_second", Double.class),
                        rs.getObject("seconds_left", Double.class),
                        rs.getDouble("train_seconds"),
                        rs.getString("device"),
                        rs.getTimestamp("finish_requested_at") != null),
                rs.getObject("result_id", Long.class) == null ? null : RunResults.metrics(rs),
                origin(rs),
                entries(rs));
    }

    private static Run.Entries entries(ResultSet rs) throws SQLException {
        Long of = rs.getObject("entry_of", Long.class);
        Long[] own = (Long[]) rs.getArray("own_entries").getArray();
        return new Run.Entries(
                of == null ? null : new RunId(of),
                Arrays.stream(own).map(RunId::new).toList());
    }

    private static @Nullable Origin origin(ResultSet rs) throws SQLException {
        Long from = rs.getObject("origin_run_id", Long.class);
        return from == null
                ? null
                : new Origin(
                        Origin.Kind.valueOf(rs.getString("origin_kind")), new RunId(from), rs.getInt("origin_epoch"));
    }
}
