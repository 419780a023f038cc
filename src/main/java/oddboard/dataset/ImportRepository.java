package oddboard.dataset;

import static oddboard.dataset.DatasetRepository.JSON;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.job.JobId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Repository;

/** SQL of uploads and of the way from them to a version. */
@Repository
class ImportRepository {
    private final JdbcClient jdbc;

    ImportRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an import has to do. */
    record ImportTask(VersionId version, ImportSpec spec, Map<ImportSpec.FileRole, List<Upload>> files) {}

    UploadId insertUpload(DatasetId dataset, String filename, long size, String sha256, UserId by) {
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

    Optional<Upload> findUpload(DatasetId dataset, UploadId id) {
        return jdbc.sql("select * from upload where id = :id and dataset_id = :dataset")
                .param("id", id.value())
                .param("dataset", dataset.value())
                .query((row, n) -> new Upload(new UploadId(row.getLong("id")), new DatasetId(row.getLong("dataset_id")),
                        row.getString("filename"), row.getLong("size"), row.getString("sha256")))
                .optional();
    }

    VersionId insertVersion(DatasetId dataset, JobId job, ImportSpec spec) {
        int number = jdbc.sql("""
                        update dataset set last_number = 1 + greatest(last_number, coalesce(
                            (select max(number) from dataset_version where dataset_id = :dataset), 0))
                        where id = :dataset returning last_number""")
                .param("dataset", dataset.value())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("There is no data set " + dataset + "."));
        return new VersionId(jdbc.sql("""
                        insert into dataset_version (dataset_id, number, job_id, spec)
                        values (:dataset, :number, :job, :spec::jsonb) returning id""")
                .param("dataset", dataset.value())
                .param("number", number)
                .param("job", job.value())
                .param("spec", JSON.writeValueAsString(spec))
                .query(Long.class)
                .single());
    }

    ImportTask importTask(JobId job) {
        record Row(VersionId version, DatasetId dataset, ImportSpec spec) {}
        var found = jdbc.sql("select id, dataset_id, spec from dataset_version where job_id = :job")
                .param("job", job.value())
                .query((row, n) -> new Row(new VersionId(row.getLong("id")), new DatasetId(row.getLong("dataset_id")),
                        JSON.readValue(row.getString("spec"), ImportSpec.class)))
                .single();
        return new ImportTask(found.version, found.spec, files(found.dataset, found.spec, true));
    }

    /**
     * @param all also files that private labels came from, which would tell them to whoever looks at them again
     * @throws InputException where an upload doesn't belong to the data set
     */
    Map<ImportSpec.FileRole, List<Upload>> files(DatasetId dataset, ImportSpec spec, boolean all) {
        if (!all && new LabelSplitRepository(jdbc).hides(spec.files().stream().map(ImportSpec.File::upload).toList())) {
            throw new AccessDeniedException("One of these files holds private labels; only the owner of the data set and"
                    + " administrators may use it again. Send files of your own.");
        }
        var files = new EnumMap<ImportSpec.FileRole, List<Upload>>(ImportSpec.FileRole.class);
        for (var file : spec.files()) {
            var upload = findUpload(dataset, file.upload())
                    .orElseThrow(() -> new InputException("UPLOAD_UNKNOWN", "", "", "This data set has no upload "
                            + file.upload() + "; send the file first."));
            files.computeIfAbsent(file.role(), role -> new ArrayList<>()).add(upload);
        }
        return files;
    }

    void saveReport(VersionId version, ImportReport report) {
        jdbc.sql("update dataset_version set report = :report::jsonb where id = :id")
                .param("id", version.value())
                .param("report", JSON.writeValueAsString(report))
                .update();
    }

    /** Whose data set it is. */
    UserId owner(VersionId version) {
        return new UserId(jdbc.sql("""
                        select d.account_id from dataset d join dataset_version v on v.dataset_id = d.id where v.id = :id""")
                .param("id", version.value()).query(Long.class).single());
    }

    void publish(VersionId version, DatasetRepository.Packed packed, ImportTally tally, @Nullable String masks,
            ImportReport report) {
        saveReport(version, report);
        boolean apart = !packed.testFollows();
        jdbc.sql("""
                        update dataset_version
                        set image_size = :size, channels = :channels, train_count = :train, test_count = :test,
                            images_sha256 = :images, images_start = :start, test_sha256 = :testImages,
                            test_start = :testStart, ready_at = now()
                        where id = :id""")
                .param("id", version.value())
                .param("size", packed.size())
                .param("channels", packed.channels())
                .param("train", packed.train().count())
                .param("test", packed.test().count())
                .param("images", packed.train().sha256())
                .param("start", packed.train().start())
                .param("testImages", apart ? packed.test().sha256() : null)
                .param("testStart", apart ? packed.test().start() : null)
                .update();
        jdbc.sql("insert into label_set (version_id, number, anomalous, type) values (:id, 1, :anomalous, :type)")
                .param("id", version.value())
                .param("anomalous", tally.anomalous.toArray(Boolean[]::new))
                .param("type", tally.types.toArray(String[]::new))
                .update();
        jdbc.sql("insert into image_name (version_id, name) values (:id, :name)")
                .param("id", version.value())
                .param("name", tally.names.toArray(String[]::new))
                .update();
        if (masks != null) {
            jdbc.sql("insert into mask (version_id, sha256, test_index) values (:id, :sha256, :index)")
                    .param("id", version.value())
                    .param("sha256", masks)
                    .param("index", tally.masks.indexes().toArray(Integer[]::new))
                    .update();
        }
    }
}
