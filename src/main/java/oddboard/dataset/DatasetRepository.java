package oddboard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.StoredJson;
import oddboard.job.JobId;
import oddboard.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** SQL of the data sets, for reading and for what users change. */
@Repository
class DatasetRepository {
    private static final String DATASET = """
            select d.*, a.name as owner_name, seen.role as viewer_role, p.name as project_name
            from dataset d join account a on a.id = d.account_id
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            left join project_right pr on pr.project_id = d.project_id and pr.account_id = :viewer
            left join project p on p.id = pr.project_id
            """;
    private static final String VERSION = """
            select v.*, o.fit as own_fit, o.largest_width, o.largest_height, j.state as job_state, s.public_types, s.public_masks,
                   coalesce(case when s.version_id is null then l.anomaly_count else l.public_anomaly_count end, 0) as anomaly_count,
                   coalesce(case when s.version_id is null then l.unlabeled_count else l.public_unlabeled_count end, 0) as unlabeled_count
            from dataset_version v
            join dataset d on d.id = v.dataset_id
            join job j on j.id = v.job_id
            left join own_image o on o.version_id = v.id
            left join lateral (
                select anomaly_count, public_anomaly_count, unlabeled_count, public_unlabeled_count from label_set where version_id = v.id order by number desc limit 1) l on true
            left join label_split s on s.version_id = v.id and s.opened_at is null
            """;

    private final JdbcClient jdbc;

    DatasetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a version's masks are: the n-th belongs to the n-th of these test images, which ascend. */
    record MaskRow(String sha256, Integer[] testIndex) {}

    DatasetId insert(String name, String description, Dataset.Visibility visibility, UserId owner) {
        return new DatasetId(jdbc.sql("""
                        insert into dataset (name, description, visibility, account_id)
                        values (:name, :description, :visibility, :owner) returning id""")
                .param("name", name)
                .param("description", description)
                .param("visibility", visibility.name().toLowerCase(Locale.ROOT))
                .param("owner", owner.value())
                .query(Long.class)
                .single());
    }

    List<Dataset> list(User viewer) {
        var versions = jdbc.sql(VERSION + """
                        join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
                        order by v.number desc""")
                .param("viewer", viewer.id().value())
                .query((row, n) -> version(row))
                .list();
        var byDataset = new HashMap<DatasetId, List<DatasetVersion>>();
        versions.forEach(v ->
                byDataset.computeIfAbsent(v.dataset(), id -> new ArrayList<>()).add(v));
        return jdbc.sql(DATASET + " order by d.created_at desc, d.id desc")
                .param("viewer", viewer.id().value())
                .query((row, n) -> dataset(row, byDataset.getOrDefault(new DatasetId(row.getLong("id")), List.of())))
                .list();
    }

    Optional<Dataset> find(DatasetId id, User viewer) {
        return jdbc.sql(DATASET + " where d.id = :id")
                .param("id", id.value())
                .param("viewer", viewer.id().value())
                .query((row, n) -> dataset(row, List.of()))
                .optional()
                .map(found -> found.with(versions(id)));
    }

    /** In the order of the ids; those that the viewer doesn't see are missing. */
    List<Dataset> list(List<DatasetId> ids, User viewer) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var keys = ids.stream().map(DatasetId::value).toArray(Long[]::new);
        var versions = jdbc
                .sql(VERSION + " where v.dataset_id = any(:ids) order by v.number desc")
                .param("ids", keys)
                .query((row, n) -> version(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(DatasetVersion::dataset));
        return jdbc.sql(DATASET + " where d.id = any(:ids) order by array_position(:ids, d.id)")
                .param("ids", keys)
                .param("viewer", viewer.id().value())
                .query((row, n) -> dataset(row, versions.getOrDefault(new DatasetId(row.getLong("id")), List.of())))
                .list();
    }

    /** Empty where this person doesn't see it. */
    Optional<DatasetRole> role(DatasetId id, UserId person) {
        return jdbc.sql("select role from dataset_right where dataset_id = :id and account_id = :person")
                .param("id", id.value())
                .param("person", person.value())
                .query((row, n) -> DatasetRole.valueOf(row.getString("role")))
                .optional();
    }

    private List<DatasetVersion> versions(DatasetId id) {
        return jdbc.sql(VERSION + " where v.dataset_id = :id order by v.number desc")
                .param("id", id.value())
                .query((row, n) -> version(row))
                .list();
    }

    Optional<DatasetId> datasetOf(VersionId id) {
        return jdbc.sql("select dataset_id from dataset_version where id = :id")
                .param("id", id.value())
                .query((row, n) -> new DatasetId(row.getLong(1)))
                .optional();
    }

    Optional<DatasetVersion> findVersion(VersionId id, User viewer) {
        return jdbc.sql(VERSION + """
                        join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
                        where v.id = :id""")
                .param("id", id.value())
                .param("viewer", viewer.id().value())
                .query((row, n) -> version(row))
                .optional();
    }

    Optional<Long> hold(VersionId version) {
        return jdbc.sql("select id from dataset_version where id = :id for key share")
                .param("id", version.value())
                .query(Long.class)
                .optional();
    }

    /** Until the end of the transaction nobody else changes them. */
    List<Baseline> lockBaselines(DatasetId id) {
        return jdbc.sql("select baselines from dataset where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> baselines(row.getString("baselines")))
                .single();
    }

    void setBaselines(DatasetId id, List<Baseline> baselines) {
        jdbc.sql("update dataset set baselines = :baselines::jsonb where id = :id")
                .param("id", id.value())
                .param("baselines", StoredJson.MAPPER.writeValueAsString(baselines))
                .update();
    }

    Optional<PackedVersion> packed(VersionId version) {
        return jdbc.sql("select * from dataset_version where id = :id and ready_at is not null")
                .param("id", version.value())
                .query((row, n) -> {
                    int size = row.getInt("image_size");
                    int channels = row.getInt("channels");
                    var train = new PackedPlace(
                            row.getString("images_sha256"), row.getLong("images_start"), row.getInt("train_count"));
                    boolean apart = row.getString("test_sha256") != null;
                    var test = new PackedPlace(
                            apart ? row.getString("test_sha256") : train.sha256(),
                            apart
                                    ? row.getLong("test_start")
                                    : train.start() + (long) train.count() * size * size * channels,
                            row.getInt("test_count"));
                    return new PackedVersion(train, test, size, channels);
                })
                .optional();
    }

    Optional<String[]> imageNames(VersionId version) {
        return jdbc.sql("select name from image_name where version_id = :id")
                .param("id", version.value())
                .query((row, n) -> (String[]) row.getArray("name").getArray())
                .optional();
    }

    Optional<MaskRow> masks(VersionId version) {
        return jdbc.sql("select * from mask where version_id = :id")
                .param("id", version.value())
                .query((row, n) -> new MaskRow(row.getString("sha256"), (Integer[])
                        row.getArray("test_index").getArray()))
                .optional();
    }

    private static Dataset dataset(ResultSet row, List<DatasetVersion> versions) throws SQLException {
        var archived = row.getObject("archived_at", OffsetDateTime.class);
        return new Dataset(
                new DatasetId(row.getLong("id")),
                row.getString("name"),
                cut(row.getString("description")),
                Dataset.Visibility.valueOf(row.getString("visibility").toUpperCase(Locale.ROOT)),
                DatasetRole.valueOf(row.getString("team_role")),
                DatasetRole.valueOf(row.getString("viewer_role")),
                baselines(row.getString("baselines")),
                new UserId(row.getLong("account_id")),
                row.getString("owner_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getString("project_name") == null
                        ? null
                        : new Project.Ref(new ProjectId(row.getLong("project_id")), row.getString("project_name")),
                archived == null ? null : archived.toInstant(),
                List.copyOf(versions));
    }

    private static List<Baseline> baselines(String json) {
        return StoredJson.MAPPER.readValue(json, new TypeReference<List<Baseline>>() {}).stream()
                .limit(Datasets.MAX_BASELINES)
                .toList();
    }

    /** Older ones had no limit. */
    private static String cut(String description) {
        return description.substring(0, Math.min(description.length(), Datasets.MAX_DESCRIPTION_LENGTH));
    }

    private static DatasetVersion version(ResultSet row) throws SQLException {
        var state = DatasetVersion.State.IMPORTING;
        if (row.getObject("ready_at") != null) {
            state = DatasetVersion.State.READY;
        } else if (JobState.valueOf(row.getString("job_state")).isEnded()) {
            state = DatasetVersion.State.FAILED;
        }
        return new DatasetVersion(
                new VersionId(row.getLong("id")),
                new DatasetId(row.getLong("dataset_id")),
                row.getInt("number"),
                state,
                new JobId(row.getLong("job_id")),
                row.getInt("image_size"),
                row.getInt("channels"),
                row.getInt("train_count"),
                row.getInt("test_count"),
                row.getInt("anomaly_count"),
                row.getInt("unlabeled_count"),
                report(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("own_fit") == null
                        ? null
                        : new DatasetVersion.OwnSize(
                                ModelInput.Fit.valueOf(row.getString("own_fit")),
                                row.getInt("largest_width"),
                                row.getInt("largest_height")));
    }

    /** Where labels are split and closed, it counts public ones alone. */
    private static ImportReport report(ResultSet row) throws SQLException {
        var text = row.getString("report");
        var report = text.equals("{}") ? ImportReport.empty() : StoredJson.MAPPER.readValue(text, ImportReport.class);
        var types = row.getString("public_types");
        return types == null
                ? report
                : report.counting(
                        StoredJson.MAPPER.readValue(types, new TypeReference<Map<String, Integer>>() {}),
                        row.getInt("public_masks"));
    }
}
