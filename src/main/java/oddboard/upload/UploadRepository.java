package oddboard.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of files that are whole. */
@Repository
class UploadRepository {
    private final JdbcClient jdbc;

    UploadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UploadId insert(
            DatasetId dataset, String filename, long size, String sha256, @Nullable UploadSource source, UserId by) {
        return new UploadId(jdbc.sql("""
                        insert into upload (dataset_id, filename, size, sha256, source, source_files, account_id)
                        values (:dataset, :filename, :size, :sha256, :source, :files, :by) returning id""")
                .param("dataset", dataset.value())
                .param("filename", filename)
                .param("size", size)
                .param("sha256", sha256)
                .param("source", source == null ? null : source.place())
                .param("files", source == null ? null : source.files())
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

    /** What the server took itself, as sentences, in order. */
    List<String> sources(Collection<UploadId> ids) {
        return jdbc.sql("""
                        select source, source_files, size, created_at from upload
                        where id = any(:ids) and source is not null order by id""")
                .param("ids", ids.stream().map(UploadId::value).toArray(Long[]::new))
                .query((row, n) -> {
                    int files = row.getInt("source_files");
                    return "Taken from " + row.getString("source") + " on "
                            + row.getObject("created_at", OffsetDateTime.class)
                                    .withOffsetSameInstant(ZoneOffset.UTC)
                                    .truncatedTo(ChronoUnit.MINUTES)
                            + ": "
                            + files + (files == 1 ? " file, " : " files, ") + Format.bytes(row.getLong("size")) + ".";
                })
                .list();
    }

    /** From where the server took uploads of a data set itself, the last first. */
    List<TakenBefore> earlierPlaces(DatasetId dataset, int most) {
        return jdbc.sql("""
                        select * from (
                            select distinct on (source) source, source_files, created_at from upload
                            where dataset_id = :dataset and source is not null order by source, id desc) s
                        order by created_at desc limit :most""")
                .param("dataset", dataset.value())
                .param("most", most)
                .query((row, n) -> new TakenBefore(
                        row.getString("source"),
                        row.getInt("source_files"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
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
