package oddboard.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import org.springframework.stereotype.Component;

/** Gives stored runs their jobs, as these stand now. */
@Component
final class RunJobs {
    private final RunRepository repository;
    private final JobQueue jobs;

    RunJobs(RunRepository repository, JobQueue jobs) {
        this.repository = repository;
        this.jobs = jobs;
    }

    Run withJob(RunRow row) {
        if (row.ended() != null) {
            return row.with(row.ended());
        }
        Job job = jobs.find(row.job()).orElseThrow();
        // It may have ended since the row was read: a run that succeeded is never seen without its result.
        return job.state().isEnded() ? withJob(repository.find(row.id()).orElseThrow()) : row.with(job);
    }

    /** Asks the queue once for all that are open. */
    List<Run> withJobs(List<RunRow> rows) {
        List<JobId> unknown = rows.stream()
                .filter(row -> row.ended() == null)
                .map(RunRow::job)
                .toList();
        Map<JobId, Job> open = jobs.find(unknown).stream()
                .filter(job -> !job.state().isEnded())
                .collect(Collectors.toMap(Job::id, Function.identity()));
        return rows.stream()
                .map(row -> {
                    Job job = open.get(row.job());
                    return job == null ? withJob(row) : row.with(job);
                })
                .toList();
    }
}
