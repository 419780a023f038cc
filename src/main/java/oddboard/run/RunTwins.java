package oddboard.run;

import java.util.Map;
import java.util.Optional;
import oddboard.dataset.DatasetVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is being done already, so that a second click does not do it twice. */
@Component
class RunTwins {
    private final JdbcClient jdbc;

    RunTwins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A run that was made of another in this way, says the same as {@code like}, and still waits or runs. */
    Optional<RunId> openTwin(RunId like, Origin origin) {
        return jdbc.sql("""
                select r.id from run r join job j on j.id = r.job_id, run n
                where n.id = :like and r.id <> n.id and j.ended_at is null
                  and r.origin_run_id = :from and r.origin_kind = :kind
                  and r.version_id = n.version_id and r.detector = n.detector
                  and r.settings::jsonb = n.settings::jsonb and r.input is not distinct from n.input limit 1
                """)
                .param("like", like.value())
                .param("from", origin.run().value())
                .param("kind", origin.kind().name())
                .query((row, n) -> new RunId(row.getLong(1)))
                .optional();
    }

    /** Whether a run on this version's own squares with these settings waits, runs or has succeeded. */
    boolean exists(DatasetVersion version, String detector, Map<String, Object> settings) {
        return jdbc.sql("""
                select exists (select 1 from run r join job j on j.id = r.job_id
                    where r.version_id = :version and r.detector = :detector and r.settings::jsonb = :settings::jsonb
                      and (r.input is null or r.input = cast(:input as jsonb))
                      and (j.ended_at is null or j.state = 'SUCCEEDED'))
                """)
                .param("version", version.id().value())
                .param("input", JsonColumns.writeInput(version.packedInput()))
                .param("detector", detector)
                .param("settings", JsonColumns.write(settings))
                .query(Boolean.class)
                .single();
    }
}
