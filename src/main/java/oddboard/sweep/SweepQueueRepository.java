package oddboard.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.dataset.VersionId;
import oddboard.job.JobId;
import oddboard.run.JsonColumns;
import oddboard.run.RunId;
import oddboard.run.SweepId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What goes from a sweep's list into the queue, and back. */
@Repository
class SweepQueueRepository {
    private final JdbcClient jdbc;

    SweepQueueRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Its open runs, those that began last first. */
    List<SweepRepository.Open> open(SweepId id) {
        return jdbc.sql("""
                select x.place, r.id, j.id, j.state, j.attempt, j.cancel_requested_at is not null
                from sweep_run x join run r on r.id = x.run_id join job j on j.id = r.job_id
                where x.sweep_id = :id and j.state in ('QUEUED', 'RUNNING', 'RETRY_WAIT') order by x.place desc
                """)
                .param("id", id.value())
                .query((row, n) -> new SweepRepository.Open(
                        row.getInt(1),
                        new RunId(row.getLong(2)),
                        new JobId(row.getLong(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getBoolean(6)))
                .list();
    }

    Optional<PlannedRun> next(SweepId id) {
        return jdbc.sql("select * from sweep_run where sweep_id = :id and not begun order by place limit 1")
                .param("id", id.value())
                .query((row, n) -> new PlannedRun(
                        row.getInt("place"),
                        row.getInt("combination"),
                        new VersionId(row.getLong("version_id")),
                        row.getString("detector"),
                        JsonColumns.read(row.getString("settings")),
                        0,
                        row.getInt("epochs"),
                        row.getInt("round")))
                .optional();
    }

    /** The run of the round before with the same settings and seed. */
    Optional<RunId> before(SweepId id, PlannedRun next) {
        return jdbc.sql("""
                select b.run_id from sweep_run b join sweep_run x using (sweep_id, combination)
                where x.sweep_id = :id and x.place = :place and b.round = x.round - 1 and b.run_id is not null
                  and b.settings->>'seed' = x.settings->>'seed'
                """)
                .param("id", id.value())
                .param("place", next.place())
                .query((row, n) -> new RunId(row.getLong(1)))
                .optional();
    }

    /** What the round's runs that succeeded score with: the last validation loss, or the lowest where the best epoch counts. */
    Map<RunId, Double> validation(SweepId id, int round) {
        Map<RunId, Double> losses = new HashMap<>();
        jdbc.sql("""
                select r.id, case r.settings->>'checkpoint' when 'best' then min(v.value)
                                 else (array_agg(v.value order by l.epoch desc))[1] end
                from sweep_run x join run r on r.id = x.run_id join job j on j.id = r.job_id and j.state = 'SUCCEEDED'
                join run_loss l on l.run_id = r.id
                cross join lateral (select cast(l.losses->>'validation' as float8) as value) v
                where x.sweep_id = :id and x.round = :round and v.value is not null
                group by r.id, r.settings->>'checkpoint'
                """).param("id", id.value()).param("round", round).query(row -> {
            losses.put(new RunId(row.getLong(1)), row.getDouble(2));
        });
        return losses;
    }

    void begun(SweepId id, int place, RunId run) {
        jdbc.sql("update sweep_run set begun = true, run_id = :run where sweep_id = :id and place = :place")
                .param("run", run.value())
                .param("id", id.value())
                .param("place", place)
                .update();
    }

    void refuse(SweepId id, int place, String sentence) {
        jdbc.sql("update sweep_run set begun = true, refused = :sentence where sweep_id = :id and place = :place")
                .param("sentence", sentence)
                .param("id", id.value())
                .param("place", place)
                .update();
    }

    /** Locks the run's job; true where nobody has begun it yet. */
    boolean isUntouched(JobId job) {
        return jdbc.sql("select state in ('QUEUED', 'RETRY_WAIT') and attempt = 0 from job where id = :id for update")
                .param("id", job.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** It waits in the sweep's list again. */
    void putBack(SweepId id, int place) {
        jdbc.sql(
                        "update sweep_run set begun = false, run_id = null, put_back = false where sweep_id = :id and place = :place")
                .param("id", id.value())
                .param("place", place)
                .update();
    }

    void markToPutBack(SweepId id, int place) {
        jdbc.sql("update sweep_run set put_back = true where sweep_id = :id and place = :place")
                .param("id", id.value())
                .param("place", place)
                .update();
    }

    /** Those that a pause stopped wait again, once their jobs have ended; one that came to its end all the same is done. */
    void settlePutBacks(SweepId id) {
        jdbc.sql("""
                update sweep_run x set put_back = false, begun = j.state <> 'CANCELLED',
                    run_id = case when j.state = 'CANCELLED' then null else x.run_id end
                from run r join job j on j.id = r.job_id
                where x.sweep_id = :id and x.put_back and r.id = x.run_id and j.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                """).param("id", id.value()).update();
    }

    /** All that failed, were canceled or refused wait again. */
    int putBackFailed(SweepId id) {
        return jdbc.sql("""
                update sweep_run x set begun = false, run_id = null, refused = null, put_back = false
                where sweep_id = :id and (refused is not null or exists (
                    select from run r join job j on j.id = r.job_id
                    where r.id = x.run_id and j.state in ('FAILED', 'CANCELLED')))
                """).param("id", id.value()).update();
    }

    /** Sweeps for which there may be something to do. */
    List<SweepId> due() {
        return jdbc.sql("""
                select s.id from sweep s where
                    s.state = 'ACTIVE' and s.runs_to_come > 0
                    or s.state = 'ACTIVE' and exists (select from sweep_run x where x.sweep_id = s.id and not x.begun)
                    or exists (select from sweep_run x where x.sweep_id = s.id and x.put_back)
                    or s.state <> 'ACTIVE' and exists (
                        select from sweep_run x join run r on r.id = x.run_id join job j on j.id = r.job_id
                        where x.sweep_id = s.id and j.state in ('QUEUED', 'RUNNING', 'RETRY_WAIT'))
                order by s.id
                """).query((row, n) -> new SweepId(row.getLong(1))).list();
    }
}
