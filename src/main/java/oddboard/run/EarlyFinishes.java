package oddboard.run;

import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Trainings that are to end before their last epoch, and to be scored with the weights that they have then. */
@Service
public class EarlyFinishes {
    private final Runs runs;
    private final RunRepository repository;
    private final JdbcClient sql;
    private final Audit audit;

    EarlyFinishes(Runs runs, RunRepository repository, JdbcClient sql, Audit audit) {
        this.sql = sql;
        this.runs = runs;
        this.repository = repository;
        this.audit = audit;
    }

    /**
     * The epoch at work is the last one. Asked twice, it is as asked once.
     *
     * @throws ConflictException where the run does not train in epochs now
     */
    @Transactional
    public void request(RunId id, User by) {
        repository.lock(id);
        Run run = runs.find(id, by).orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        if (!runs.mayCancel(run, by)) {
            throw new AccessDeniedException("Run " + id + " is not yours to stop.");
        }
        if (!run.traits().epochs()) {
            throw new ConflictException("Run " + id + " can't stop early: "
                    + run.setup().detector() + " does not train in epochs. It can be canceled.");
        }
        if (run.job().state() != JobState.RUNNING || !run.isTraining()) {
            throw new ConflictException("Run " + id + " does not train now; only a training run can stop early.");
        }
        if (run.job().cancelRequested()) {
            throw new ConflictException("Run " + id + " is being canceled; it can't be scored any more.");
        }
        if (!run.training().finishRequested()) {
            sql.sql("update run set finish_requested_at = now() where id = :id")
                    .param("id", id.value())
                    .update();
            // The run's open pages show it.
            sql.sql("select pg_notify('oddboard_job', :job::text)")
                    .param("job", run.job().id().value())
                    .query((row, n) -> "")
                    .list();
            audit.record(
                    by.actor(),
                    "run.finish",
                    "run " + id,
                    "in epoch " + (run.training().epoch() + 1));
        }
    }
}
