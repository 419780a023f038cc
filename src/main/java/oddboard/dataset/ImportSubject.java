package oddboard.dataset;

import java.util.Optional;
import oddboard.account.User;
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
                        where v.job_id = :job and (d.visibility = 'team' or d.account_id = :viewer or :admin)""")
                .param("job", job.value()).param("viewer", viewer.id().value()).param("admin", viewer.isAdmin())
                .query((row, n) -> new Subject("Import of " + row.getString("name") + ", version "
                        + row.getInt("number"),
                        DatasetRoutes.versions(new DatasetId(row.getLong("id")))))
                .optional();
    }
}
