package oddboard.backbone;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.job.JobId;
import oddboard.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of backbones. */
@Component
class BackboneRepository {
    private static final String SELECT = """
            select s.*, b.size, j.state, a.name as by_name,
                (select count(*) from run r where r.backbone_sha256 = s.sha256) as runs,
                (select count(*) from model_version w where w.backbone_sha256 = s.sha256) as models
            from backbone s join blob b on b.sha256 = s.sha256 join job j on j.id = s.job_id
            join account a on a.id = s.account_id
            """;

    private final JdbcClient sql;

    BackboneRepository(JdbcClient sql) {
        this.sql = sql;
    }

    List<Backbone> list() {
        return query("order by s.name");
    }

    private List<Backbone> query(String rest, Object... values) {
        return sql.sql(SELECT + rest)
                .params(values)
                .query((row, n) -> new Backbone(
                        row.getString("name"),
                        row.getString("architecture"),
                        row.getString("license"),
                        row.getString("source"),
                        row.getString("filename"),
                        row.getLong("size"),
                        row.getString("sha256"),
                        row.getString("tested"),
                        new JobId(row.getLong("job_id")),
                        JobState.valueOf(row.getString("state")),
                        row.getLong("runs"),
                        row.getLong("models"),
                        row.getString("by_name"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    Optional<Backbone> find(String name) {
        return query("where s.name = ?", name).stream().findFirst();
    }

    Optional<Backbone> bySha256(String sha256) {
        return query("where s.sha256 = ?", sha256).stream().findFirst();
    }

    Optional<Backbone> byJob(JobId job) {
        return query("where s.job_id = ?", job.value()).stream().findFirst();
    }

    /** Until the transaction ends nobody deletes it. */
    void hold(String name) {
        sql.sql("select 1 from backbone where name = :name for share")
                .param("name", name)
                .query(Integer.class)
                .optional();
    }

    /** Until the transaction ends no run begins to use it, and nobody else adds or deletes one. */
    void lock() {
        sql.sql("select pg_advisory_xact_lock(hashtext('backbone'))")
                .query((row, n) -> 0)
                .list();
        sql.sql("select id from backbone order by id for update")
                .query(Long.class)
                .list();
    }

    void insert(NewBackbone fresh, String architecture, JobId job, UserId by) {
        sql.sql("""
                insert into backbone (name, architecture, license, source, filename, sha256, job_id, account_id)
                values (:name, :architecture, :license, :source, :filename, :sha256, :job, :by)
                """)
                .param("name", fresh.name())
                .param("architecture", architecture)
                .param("license", fresh.license())
                .param("source", fresh.source())
                .param("filename", fresh.filename())
                .param("sha256", fresh.sha256())
                .param("job", job.value())
                .param("by", by.value())
                .update();
    }

    void tested(JobId job, String found) {
        sql.sql("update backbone set tested = :found where job_id = :job")
                .param("found", found)
                .param("job", job.value())
                .update();
    }

    void delete(String name) {
        sql.sql("delete from backbone where name = :name").param("name", name).update();
    }

    /** Whether a sweep that is not over names it. */
    boolean isPlanned(String name) {
        return sql.sql("""
                select exists (select 1 from sweep_run r join sweep s on s.id = r.sweep_id
                    where not r.begun and r.refused is null and s.state in ('ACTIVE', 'PAUSED')
                        and split_part(r.settings ->> 'weights', '@', 1) = :name)
                """).param("name", name).query(Boolean.class).single();
    }
}
