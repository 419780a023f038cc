package oddboard.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.StoredJson;
import oddboard.dataset.DatasetId;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImportReport;
import oddboard.dataset.PackedVersion;
import oddboard.dataset.VersionId;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import oddboard.job.JobId;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Repository;

/** SQL of the way from uploads to a version. */
@Repository
class ImportRepository {
    private final JdbcClient jdbc;
    private final Uploads uploads;

    ImportRepository(JdbcClient jdbc, Uploads uploads) {
        this.jdbc = jdbc;
        this.uploads = uploads;
    }

    /** What an import has to do. */
    record ImportTask(VersionId version, ImportSpec spec, Map<ImportSpec.FileRole, List<Upload>> files) {}

    VersionId insertVersion(DatasetId dataset, JobId job, ImportSpec spec) {
        int number = jdbc.sql("""
                        update dataset set last_number = 1 + greatest(last_number, coalesce(
                            (select max(number) from dataset_version where dataset_id = :dataset), 0))
                        where id = :dataset returning last_number""")
                .param("dataset", dataset.value())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("There is no data set " + dataset + "."));
        var version = new VersionId(jdbc.sql("""
                        insert into dataset_version (dataset_id, number, job_id, spec)
                        values (:dataset, :number, :job, :spec::jsonb) returning id""")
                .param("dataset", dataset.value())
                .param("number", number)
                .param("job", job.value())
                .param("spec", StoredJson.MAPPER.writeValueAsString(spec))
                .query(Long.class)
                .single());
        insertUploads(version, spec.files());
        return version;
    }

    /** The row locks keep an upload from being removed while the version is on its way. */
    private void insertUploads(VersionId version, List<ImportSpec.File> files) {
        jdbc.sql("""
                        insert into version_upload (version_id, upload_id, role)
                        select :version, u.id, f.role
                        from unnest(:uploads::bigint[], :roles::text[]) f (upload_id, role)
                        join upload u on u.id = f.upload_id
                        for key share of u
                        on conflict do nothing""")
                .param("version", version.value())
                .param(
                        "uploads",
                        files.stream().map(file -> file.upload().value()).toArray(Long[]::new))
                .param("roles", files.stream().map(file -> file.role().name()).toArray(String[]::new))
                .update();
    }

    ImportTask importTask(JobId job) {
        record Row(VersionId version, DatasetId dataset, ImportSpec spec) {}
        var found = jdbc.sql("select id, dataset_id, spec from dataset_version where job_id = :job")
                .param("job", job.value())
                .query((row, n) -> new Row(
                        new VersionId(row.getLong("id")),
                        new DatasetId(row.getLong("dataset_id")),
                        StoredJson.MAPPER.readValue(row.getString("spec"), ImportSpec.class)))
                .single();
        return new ImportTask(found.version, found.spec, files(found.dataset, found.spec, true));
    }

    /** What the server took itself of what is imported, a sentence each. */
    List<String> sources(ImportSpec spec) {
        return uploads.sources(
                spec.files().stream().map(ImportSpec.File::upload).toList());
    }

    /** An upload, and the number of the version that was made of it, and how. */
    record EarlierUpload(int version, Upload upload, ImportSpec spec) {}

    /** What the newest ready version was made of whose files the server took from the same place as this upload. */
    Optional<EarlierUpload> samePlace(UploadId upload) {
        return jdbc.sql("""
                        select v.number, v.spec, u.* from upload n
                        join upload u on u.dataset_id = n.dataset_id and u.source = n.source and u.id <> n.id
                        join version_upload f on f.upload_id = u.id
                        join dataset_version v on v.id = f.version_id
                        where n.id = :id and v.ready_at is not null order by v.number desc limit 1""")
                .param("id", upload.value())
                .query((row, n) -> new EarlierUpload(
                        row.getInt("number"),
                        new Upload(
                                new UploadId(row.getLong("id")),
                                new DatasetId(row.getLong("dataset_id")),
                                row.getString("filename"),
                                row.getLong("size"),
                                row.getString("sha256")),
                        StoredJson.MAPPER.readValue(row.getString("spec"), ImportSpec.class)))
                .optional();
    }

    /** How a version was made. */
    ImportSpec spec(VersionId version) {
        return jdbc.sql("select spec from dataset_version where id = :version")
                .param("version", version.value())
                .query((row, n) -> StoredJson.MAPPER.readValue(row.getString("spec"), ImportSpec.class))
                .single();
    }

    /**
     * @param all also files that private labels came from, which would tell them to whoever looks at them again
     * @throws InputException where an upload doesn't belong to the data set
     */
    Map<ImportSpec.FileRole, List<Upload>> files(DatasetId dataset, ImportSpec spec, boolean all) {
        if (!all && hides(spec.files().stream().map(ImportSpec.File::upload).toList())) {
            throw new AccessDeniedException(
                    "One of these files holds private labels; only the owner of the data set and"
                            + " administrators may use it again. Send files of your own.");
        }
        var files = new EnumMap<ImportSpec.FileRole, List<Upload>>(ImportSpec.FileRole.class);
        for (var file : spec.files()) {
            var upload = uploads.find(dataset, file.upload())
                    .orElseThrow(() -> new InputException(
                            "UPLOAD_UNKNOWN",
                            "",
                            "",
                            "This data set has no upload " + file.upload() + "; send the file first."));
            files.computeIfAbsent(file.role(), role -> new ArrayList<>()).add(upload);
        }
        return files;
    }

    /** Whether one of these uploads made, or is to make, a version whose labels are split and closed. */
    private boolean hides(Collection<UploadId> uploads) {
        return jdbc.sql("""
                        select exists (
                            select 1 from label_split s join version_upload f on f.version_id = s.version_id
                            where s.opened_at is null and f.upload_id = any(:uploads)
                            union all
                            select 1 from dataset_version v join version_upload f on f.version_id = v.id
                            where v.ready_at is null and v.spec -> 'hidden' is not null and f.upload_id = any(:uploads))""")
                .param("uploads", uploads.stream().map(UploadId::value).toArray(Long[]::new))
                .query(Boolean.class)
                .single();
    }

    void saveReport(VersionId version, ImportReport report) {
        jdbc.sql("update dataset_version set report = :report::jsonb where id = :id")
                .param("id", version.value())
                .param("report", StoredJson.MAPPER.writeValueAsString(report))
                .update();
    }

    /** Who imports. */
    Audit.Actor importer(JobId job) {
        return jdbc.sql("select a.id, a.name from job j join account a on a.id = j.account_id where j.id = :job")
                .param("job", job.value())
                .query((row, n) -> new Audit.Actor(row.getLong("id"), row.getString("name")))
                .single();
    }

    /** Whose data set it is. */
    UserId owner(VersionId version) {
        return new UserId(
                jdbc.sql("""
                        select d.account_id from dataset d join dataset_version v on v.dataset_id = d.id where v.id = :id""").param("id", version.value()).query(Long.class).single());
    }

    void publish(
            VersionId version,
            PackedVersion packed,
            ImportTally tally,
            @Nullable String masks,
            ImportReport report,
            Map<ValueType, ValueRange> ranges) {
        saveReport(version, report);
        boolean apart = !packed.testFollows();
        jdbc.sql("""
                        update dataset_version
                        set image_size = :size, channels = :channels, train_count = :train, test_count = :test,
                            images_sha256 = :images, images_start = :start, test_sha256 = :testImages,
                            test_start = :testStart, value_ranges = :ranges::json, ready_at = now()
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
                .param("ranges", Preprocessors.json(ranges))
                .update();
        jdbc.sql("insert into label_set (version_id, number, anomalous, type) values (:id, 1, :anomalous, :type)")
                .param("id", version.value())
                .param(
                        "anomalous",
                        tally.labels.stream().map(ImageLabel::anomalous).toArray(Boolean[]::new))
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
