package oddboard.registry;

import java.util.List;
import oddboard.dataset.VersionId;
import oddboard.dataset.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Models keep the data that they were trained on from being deleted. */
@Component
class ModelsOfVersions implements VersionUse {
    private final JdbcClient jdbc;

    ModelsOfVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Use of(List<VersionId> versions) {
        List<Open> kept = jdbc.sql("""
                select distinct m.name
                from registered_model m join model_version w on w.model_id = m.id
                where w.version_id = any(:versions) order by m.name
                """)
                .param("versions", versions.stream().map(VersionId::value).toArray(Long[]::new))
                .query((rs, n) -> new Open("the model " + rs.getString(1), ModelRoutes.model(rs.getString(1))))
                .list();
        return new Use(0, 0, List.of(), kept);
    }

    @Override
    public void delete(List<VersionId> versions) {
        // Nothing is left to delete: what there is forbids it.
    }
}
