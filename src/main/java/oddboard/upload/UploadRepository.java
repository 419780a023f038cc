package oddboard.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of files that are whole. */
@Repository
class UploadRepository {
    private final JdbcClient jdbc;

    UploadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UploadId insert(DatasetId dataset, String filename, long size, String sha256, UserId by) {
        return new UploadId(jdbc.sql("""
                        insert into upload (dataset_id, filename, size, sha256, account_id)
                        values (:dataset, :filename, :size, :sha256, :by) returning id""")
                .param("dataset", dataset.value())
                .param("filename", filename)
                .param("size", size)
                .param("sha256", sha256)
                .param("by", by.value())
                .query(Long.class)
                .single());
    }

    Optional<Upload> find(DatasetId dataset, UploadId id) {
        return jdbc.sql("select * from upload where id = :id and dataset_id = :dataset")
                .param("id", id.value())
                .param("dataset", dataset.value())
                .query((row, n) -> upload(row))
                .optional();
    }

    /** Of a data set, newest first. */
    List<Upload> list(DatasetId dataset) {
        return jdbc.sql("select * from upload where dataset_id = :dataset order by id desc")
                .param("dataset", dataset.value())
                .query((row, n) -> upload(row))
                .list();
    }

    /** False where a version was made of it, whose import may be done again; within a transaction. */
    boolean delete(DatasetId dataset, UploadId id) {
        // An import that starts at this moment is waited for, so that the statement after this one sees its version.
        jdbc.sql("select id from upload where id = :id for update")
                .param("id", id.value())
                .query(Long.class)
                .list();
        return jdbc.sql("""
                        delete from upload u where id = :id and dataset_id = :dataset and not exists (
                            select 1 from version_upload f where f.upload_id = u.id)
                        and not exists (select 1 from scoring_upload s where s.upload_id = u.id)""")
                        .param("id", id.value())
                        .param("dataset", dataset.value())
                        .update()
                == 1;
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                new UploadId(row.getLong("id")),
                new DatasetId(row.getLong("dataset_id")),
                row.getString("filename"),
                row.getLong("size"),
                row.getString("sha256"));
    }
}
