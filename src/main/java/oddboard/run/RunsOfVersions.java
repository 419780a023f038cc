package oddboard.run;

import java.util.List;
import oddboard.dataset.VersionId;
import oddboard.dataset.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs keep a version from being deleted by accident, and are deleted with it where that is meant. */
@Component
class RunsOfVersions implements VersionUse {
    private final JdbcClient jdbc;

    RunsOfVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Use of(List<VersionId> versions) {
        List<Open> open = jdbc.sql("""
                select r.id, r.name from run r join job j on j.id = r.job_id
                where r.version_id = any(:versions) and j.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') order by r.id
                """)
                .param("versions", array(versions))
                .query((row, n) -> new Open(
                        "run " + row.getLong(1) + " (" + row.getString(2) + ")",
                        RunRoutes.overview(new RunId(row.getLong(1)))))
                .list();
        int count = jdbc.sql("select count(*) from run where version_id = any(:versions)")
                .param("versions", array(versions))
                .query(Integer.class)
                .single();
        long bytes = jdbc.sql("""
                select coalesce(sum(size), 0) from blob where sha256 in (
                    select s.reconstructions_sha256 from run_result s join run r on r.id = s.run_id
                    where r.version_id = any(:versions)
                    union select m.sha256 from run_map m join run r on r.id = m.run_id where r.version_id = any(:versions)
                    union select c.sha256 from run_checkpoint c join run r on r.id = c.run_id
                    where r.version_id = any(:versions))
                """)
                .param("versions", array(versions))
                .query(Long.class)
                .single();
        return new Use(count, bytes, open, List.of());
    }

    @Override
    public void delete(List<VersionId> versions) {
        jdbc.sql("delete from run where version_id = any(:versions)")
                .param("versions", array(versions))
                .update();
    }

    private static Long[] array(List<VersionId> ids) {
        return ids.stream().map(VersionId::value).toArray(Long[]::new);
    }
}
