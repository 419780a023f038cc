package oddboard.webhook;

import java.util.Map;
import oddboard.ingest.ImportEnded;
import oddboard.job.JobState;
import oddboard.run.RunEnded;
import oddboard.run.RunRoutes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of runs and imports that end. */
@Component
class RunEvents {
    /** No metrics: labels may be hidden later, and what was sent can't be taken back. */
    private static final String RUN = """
            select d.id as dataset_id, 'runs/' || r.id as resource, :page as page,
                json_strip_nulls(json_build_object('run', r.id::text, 'name', r.name, 'detector', r.detector,
                    'job', j.id::text, 'dataset', d.id::text, 'datasetName', d.name, 'version', v.id::text,
                    'versionNumber', v.number, 'user', a.name, 'error', case when :failed then j.error_code end)) as data
            from run r
            join job j on j.id = r.job_id
            join account a on a.id = r.account_id
            join dataset_version v on v.id = r.version_id
            join dataset d on d.id = v.dataset_id
            where r.id = :run
            """;

    private static final String IMPORT = """
            select d.id as dataset_id, 'versions/' || v.id as resource, 'datasets/' || d.id || '/versions' as page,
                json_strip_nulls(json_build_object('version', v.id::text, 'versionNumber', v.number, 'job', j.id::text,
                    'dataset', d.id::text, 'datasetName', d.name, 'user', a.name,
                    'error', case when :failed then j.error_code end)) as data
            from job j
            join dataset_version v on v.job_id = j.id
            join dataset d on d.id = v.dataset_id
            join account a on a.id = j.account_id
            where j.id = :job
            """;
    private final Events events;

    RunEvents(Events events) {
        this.events = events;
    }

    @EventListener
    void on(RunEnded ended) {
        if (ended.state() != JobState.CANCELLED) {
            boolean failed = ended.state() == JobState.FAILED;
            events.record(
                    failed ? EventType.RUN_FAILED : EventType.RUN_SUCCEEDED,
                    RUN,
                    Map.of("run", ended.run().value(), "page", RunRoutes.overview(ended.run()), "failed", failed));
        }
    }

    @EventListener
    void on(ImportEnded ended) {
        if (ended.state() != JobState.CANCELLED) {
            boolean failed = ended.state() == JobState.FAILED;
            events.record(
                    failed ? EventType.VERSION_FAILED : EventType.VERSION_READY,
                    IMPORT,
                    Map.of("job", ended.job().value(), "failed", failed));
        }
    }
}
