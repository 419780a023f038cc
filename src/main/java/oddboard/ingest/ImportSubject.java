package oddboard.ingest;

import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names import jobs by the version that they make. */
@Component
class ImportSubject implements JobSubject {
    private final JdbcClient sql;

    ImportSubject(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return ImportHandler.KIND;
    }

    @Override
    public Optional<Subject> find(JobId job, User viewer) {
        return sql.sql("""
                        select d.id, d.name, v.number
                        from dataset_version v join dataset d on d.id = v.dataset_id
                        join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
                        where v.job_id = :job""")
                .param("job", job.value())
                .param("viewer", viewer.id().value())
                .query((row, n) -> new Subject(
                        "Import of " + row.getString("name") + ", version " + row.getInt("number"),
                        DatasetRoutes.versions(new DatasetId(row.getLong("id")))))
                .optional();
    }

    @Override
    public boolean hides(JobId job, User viewer) {
        return sql.sql("""
                        select exists (
                            select 1 from dataset_version v
                            left join dataset_right seen on seen.dataset_id = v.dataset_id and seen.account_id = :viewer
                            where v.job_id = :job and seen.account_id is null)""")
                .param("job", job.value())
                .param("viewer", viewer.id().value())
                .query(Boolean.class)
                .single();
    }
}
