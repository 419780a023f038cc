package oddboard.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names a run's job in the queue: "run 12: conv on Bottle caps". */
@Component
class RunSubject implements JobSubject {
    private final Runs runs;
    private final JdbcClient sql;

    RunSubject(Runs runs, JdbcClient sql) {
        this.runs = runs;
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "run";
    }

    @Override
    public Optional<Subject> find(JobId job, User viewer) {
        return Optional.ofNullable(find(List.of(job), viewer).get(job));
    }

    @Override
    public Map<JobId, Subject> find(Collection<JobId> jobs, User viewer) {
        Map<JobId, Subject> found = new HashMap<>();
        sql.sql("""
                select r.job_id, r.id, r.detector, d.name, v.number from run r
                join dataset_version v on v.id = r.version_id join dataset d on d.id = v.dataset_id
                join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
                where r.job_id = any(:jobs)
                """)
                .param("jobs", jobs.stream().map(JobId::value).toArray(Long[]::new))
                .param("viewer", viewer.id().value())
                .query((row, n) -> found.put(
                        new JobId(row.getLong("job_id")),
                        new Subject(
                                "run " + row.getLong("id") + ": " + row.getString("detector") + " on "
                                        + row.getString("name") + " v" + row.getInt("number"),
                                RunRoutes.overview(new RunId(row.getLong("id"))))))
                .list();
        return found;
    }

    @Override
    public boolean hides(JobId job, User viewer) {
        return sql.sql("""
                select exists (
                    select 1 from run r join dataset_version v on v.id = r.version_id
                    left join dataset_right seen on seen.dataset_id = v.dataset_id and seen.account_id = :viewer
                    where r.job_id = :job and seen.account_id is null)
                """)
                .param("job", job.value())
                .param("viewer", viewer.id().value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean mayCancel(JobId job, User user) {
        return runs.findByJob(job, user)
                .filter(run -> runs.mayCancel(run, user))
                .isPresent();
    }
}
