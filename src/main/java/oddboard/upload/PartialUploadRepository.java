package oddboard.upload;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of files that come in pieces. */
@Repository
class PartialUploadRepository {
    private static final String COLUMNS = """
            select id, dataset_id, account_id, filename, size, fingerprint, handle, upload_id, touched_at + interval '1 day' as expires_at
            from partial_upload
            """;

    private final JdbcClient jdbc;

    PartialUploadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            PartialUploadId id,
            DatasetId dataset,
            UserId sender,
            String filename,
            long size,
            String fingerprint,
            String handle,
            @Nullable UploadId whole,
            Instant expiresAt) {
        PartialUpload with(long received) {
            return new PartialUpload(id, dataset, filename, size, received, fingerprint, expiresAt, whole);
        }
    }

    PartialUploadId insert(
            DatasetId dataset, UserId by, String filename, long size, String fingerprint, String handle) {
        return new PartialUploadId(jdbc.sql("""
                        insert into partial_upload (dataset_id, account_id, filename, size, fingerprint, handle)
                        values (:dataset, :by, :filename, :size, :fingerprint, :handle) returning id""")
                .param("dataset", dataset.value())
                .param("by", by.value())
                .param("filename", filename)
                .param("size", size)
                .param("fingerprint", fingerprint)
                .param("handle", handle)
                .query(Long.class)
                .single());
    }

    /** Of this sender alone. */
    Optional<Row> find(DatasetId dataset, PartialUploadId id, UserId by) {
        return rows(jdbc.sql(COLUMNS + "where id = :id and dataset_id = :dataset and account_id = :by")
                        .param("id", id.value())
                        .param("dataset", dataset.value())
                        .param("by", by.value()))
                .stream()
                .findFirst();
    }

    /** With a lock until the transaction's end. */
    Row lock(PartialUploadId id) {
        return rows(jdbc.sql(COLUMNS + "where id = :id for update").param("id", id.value()))
                .getFirst();
    }

    List<Row> unfinished(DatasetId dataset, UserId by) {
        return rows(
                jdbc.sql(COLUMNS + "where dataset_id = :dataset and account_id = :by and upload_id is null order by id")
                        .param("dataset", dataset.value())
                        .param("by", by.value()));
    }

    List<Row> expired() {
        return rows(jdbc.sql(COLUMNS + "where touched_at < now() - interval '1 day'"));
    }

    void touch(PartialUploadId id) {
        jdbc.sql("update partial_upload set touched_at = now() where id = :id")
                .param("id", id.value())
                .update();
    }

    void setWhole(PartialUploadId id, UploadId upload) {
        jdbc.sql("update partial_upload set upload_id = :upload, touched_at = now() where id = :id")
                .param("id", id.value())
                .param("upload", upload.value())
                .update();
    }

    void delete(PartialUploadId id) {
        jdbc.sql("delete from partial_upload where id = :id")
                .param("id", id.value())
                .update();
    }

    private static List<Row> rows(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, n) -> {
                    long whole = row.getLong("upload_id");
                    return new Row(
                            new PartialUploadId(row.getLong("id")),
                            new DatasetId(row.getLong("dataset_id")),
                            new UserId(row.getLong("account_id")),
                            row.getString("filename"),
                            row.getLong("size"),
                            row.getString("fingerprint"),
                            row.getString("handle"),
                            whole == 0 ? null : new UploadId(whole),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant());
                })
                .list();
    }
}
