package oddboard.export;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Datasets;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names an export's job in the queue: "export of caps/3". */
@Component
class ExportSubject implements JobSubject {
    private static final String FROM = """
            from model_export s join model_version w on w.id = s.model_version_id join registered_model m on m.id = w.model_id
            left join dataset_right seen on seen.dataset_id = m.dataset_id and seen.account_id = :viewer
            """;

    private final JdbcClient sql;
    private final Datasets datasets;

    ExportSubject(JdbcClient sql, Datasets datasets) {
        this.sql = sql;
        this.datasets = datasets;
    }

    @Override
    public String kind() {
        return ModelExports.JOB_KIND;
    }

    @Override
    public Optional<Subject> find(JobId job, User viewer) {
        return Optional.ofNullable(find(List.of(job), viewer).get(job));
    }

    @Override
    public Map<JobId, Subject> find(Collection<JobId> jobs, User viewer) {
        Map<JobId, Subject> found = new HashMap<>();
        sql.sql("select s.job_id, m.name, w.version " + FROM
                        + "where s.job_id = any(:jobs) and seen.account_id is not null")
                .param("jobs", jobs.stream().map(JobId::value).toArray(Long[]::new))
                .param("viewer", viewer.id().value())
                .query((row, n) -> found.put(
                        new JobId(row.getLong("job_id")),
                        new Subject(
                                "export of " + row.getString("name") + "/" + row.getInt("version"),
                                ExportRoutes.exports(row.getString("name"), row.getInt("version")))))
                .list();
        return found;
    }

    @Override
    public boolean hides(JobId job, User viewer) {
        return sql.sql("select exists (select 1 " + FROM + "where s.job_id = :job and seen.account_id is null)")
                .param("job", job.value())
                .param("viewer", viewer.id().value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean mayCancel(JobId job, User user) {
        return sql.sql("select m.dataset_id " + FROM + "where s.job_id = :job")
                .param("job", job.value())
                .param("viewer", user.id().value())
                .query((row, n) -> new DatasetId(row.getLong(1)))
                .optional()
                .flatMap(dataset -> datasets.role(dataset, user))
                .filter(DatasetRole::mayEdit)
                .isPresent();
    }
}
