package oddboard.run;

import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.job.DerivedJobs;
import oddboard.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs whose scores the job of another run computed beside its own: each is an entry of the board. */
@Component
public class RunEntries {
    private final JdbcClient jdbc;
    private final DerivedJobs jobs;

    RunEntries(JdbcClient jdbc, DerivedJobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /**
     * Adds one that has succeeded, in the caller's transaction, which has to add its result.
     *
     * @param of the run that is being done
     * @param name what is added to that run's name
     * @param changed settings in which it differs from that run
     * @param parameters numbers that its model holds
     */
    public RunId add(RunRow of, String name, Map<String, Object> changed, long parameters) {
        Map<String, Object> settings = new LinkedHashMap<>(of.setup().settings());
        settings.putAll(changed);
        JobId job = jobs.succeeded(of.job());
        RunId id = new RunId(jdbc.sql("""
                insert into run (version_id, job_id, name, tags, detector, settings, seed, epochs, account_id,
                    created_at, epoch, images_per_second, train_seconds, device, parameter_count, input, backbone_sha256,
                    entry_of, any_worker)
                select version_id, :job, left(name || ', ' || :name, 200), tags, detector,
                    cast(:settings as json), seed, epochs, account_id, created_at, epoch, images_per_second,
                    train_seconds, device, :parameters, input, backbone_sha256, id,
                    any_worker
                from run where id = :of
                returning id
                """)
                .param("job", job.value())
                .param("name", name)
                .param("settings", JsonColumns.write(settings))
                .param("parameters", parameters)
                .param("of", of.id().value())
                .query(Long.class)
                .single());
        jobs.announce(job, "run " + id + ": " + of.setup().detector() + ", an entry of run " + of.id());
        return id;
    }
}
