package oddboard.dataset;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of changing and deleting data sets. Blobs that nothing names any more are collected elsewhere. */
@Repository
class DatasetManagementRepository {
    /** Uploads that one of the versions was made of. */
    private static final String UPLOADS = """
            select upload_id from version_upload where version_id = any(:versions)
            """;

    private final JdbcClient jdbc;

    DatasetManagementRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void update(DatasetId id, String name, String description, List<String> tags, Dataset.Visibility visibility) {
        jdbc.sql(
                        "update dataset set name = :name, description = :description, tags = :tags, visibility = :visibility where id = :id")
                .param("id", id.value())
                .param("name", name)
                .param("description", description)
                .param("tags", tags.toArray(String[]::new))
                .param("visibility", visibility.name().toLowerCase(Locale.ROOT))
                .update();
    }

    void archive(DatasetId id, boolean archived) {
        jdbc.sql("update dataset set archived_at = case when :archived then now() end where id = :id")
                .param("id", id.value())
                .param("archived", archived)
                .update();
    }

    void lock(DatasetId id) {
        jdbc.sql("select id from dataset where id = :id for update")
                .param("id", id.value())
                .query(Long.class)
                .list();
    }

    void lock(List<VersionId> ids) {
        jdbc.sql("select id from dataset_version where id = any(:versions) order by id for update")
                .param("versions", array(ids))
                .query(Long.class)
                .list();
    }

    /** Of packed images and uploads. */
    long bytes(List<VersionId> ids) {
        return jdbc.sql("""
                        select coalesce(sum(size), 0) from blob where sha256 in (
                            select images_sha256 from dataset_version where id = any(:versions)
                            union select test_sha256 from dataset_version where id = any(:versions)
                            union select sha256 from upload where id in (%s))""".formatted(UPLOADS))
                .param("versions", array(ids))
                .query(Long.class)
                .single();
    }

    void deleteVersions(List<VersionId> ids) {
        // Uploads go with the last version that was made of them.
        jdbc.sql("""
                        delete from upload u where id in (%s) and not exists (
                            select 1 from version_upload f
                            where f.upload_id = u.id and not f.version_id = any(:versions))
                        and not exists (select 1 from scoring_upload s where s.upload_id = u.id)""".formatted(UPLOADS)).param("versions", array(ids)).update();
        jdbc.sql("delete from dataset_version where id = any(:versions)")
                .param("versions", array(ids))
                .update();
    }

    void deleteDataset(DatasetId id) {
        jdbc.sql("delete from dataset where id = :id").param("id", id.value()).update();
    }

    private static Long[] array(List<VersionId> ids) {
        return ids.stream().map(VersionId::value).toArray(Long[]::new);
    }
}
