package oddboard.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oddboard.account.UserId;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of label sets and of what users collect for the next one. */
@Repository
class LabelSetRepository {
    private static final String COLUMNS = """
            select l.id, l.version_id, l.number, l.note, coalesce(a.name, '') as author, l.created_at,
                   case c.part when 'PUBLIC' then l.public_anomaly_count else l.anomaly_count end as anomaly_count,
                   case c.part when 'PUBLIC' then l.public_unlabeled_count else l.unlabeled_count end as unlabeled_count
            """;
    private static final String FROM = """
            from label_set l join counted_part c on c.version_id = l.version_id left join account a on a.id = l.account_id
            where l.version_id = :version
            """;

    private static final String SELECT = COLUMNS + FROM;

    private final JdbcClient jdbc;

    public LabelSetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<LabelSet> list(VersionId version) {
        return jdbc.sql(SELECT + " order by l.number desc")
                .param("version", version.value())
                .query(LabelSetRepository::labelSet)
                .list();
    }

    /** @param number 0 = the newest */
    Optional<LabelSet> find(VersionId version, int number) {
        return jdbc.sql(SELECT + " and (l.number = :number or :number = 0) order by l.number desc limit 1")
                .param("version", version.value())
                .param("number", number)
                .query(LabelSetRepository::labelSet)
                .optional();
    }

    public Labels labels(long id) {
        return jdbc.sql("select id, number, anomalous, type from label_set where id = :id")
                .param("id", id)
                .query((row, n) -> labels(row))
                .single();
    }

    public static Labels labels(ResultSet row) throws SQLException {
        var labels = Arrays.stream((Boolean[]) row.getArray("anomalous").getArray())
                .map(ImageLabel::of)
                .toArray(ImageLabel[]::new);
        var types = (String[]) row.getArray("type").getArray();
        for (int i = 1; i < types.length; i++) {
            // Few types, many images: equal neighbors share one text.
            types[i] = types[i].isEmpty() ? "" : types[i].equals(types[i - 1]) ? types[i - 1] : types[i].intern();
        }
        return Labels.of(row.getLong("id"), row.getInt("number"), labels, types);
    }

    private static @Nullable Boolean[] stored(Stream<ImageLabel> labels) {
        return labels.map(ImageLabel::anomalous).toArray(Boolean[]::new);
    }

    static boolean[] booleans(Boolean[] boxed) {
        var flags = new boolean[boxed.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = boxed[i];
        }
        return flags;
    }

    /** Until the transaction ends no other label set is saved, and no run of the version publishes its scores. */
    boolean lock(VersionId version) {
        return jdbc.sql("select id from dataset_version where id = :id and ready_at is not null for no key update")
                .param("id", version.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    long insert(VersionId version, int number, ImageLabel[] labels, String[] type, String note, UserId by) {
        return jdbc.sql("""
                        insert into label_set (version_id, number, anomalous, type, note, account_id)
                        values (:version, :number, :anomalous, :type, :note, :by) returning id""")
                .param("version", version.value())
                .param("number", number)
                .param("anomalous", stored(Arrays.stream(labels)))
                .param("type", type)
                .param("note", note)
                .param("by", by.value())
                .query(Long.class)
                .single();
    }

    /** A test image's label in one set. */
    record Past(LabelSet set, ImageLabel label, String type) {}

    List<Past> history(VersionId version, int image) {
        return jdbc.sql(COLUMNS + ", l.anomalous[:at] as flag, l.type[:at] as kind " + FROM
                        + " and cardinality(l.anomalous) >= :at order by l.number desc")
                .param("version", version.value())
                .param("at", image + 1)
                .query((row, n) -> new Past(
                        labelSet(row, n), ImageLabel.of(row.getObject("flag", Boolean.class)), row.getString("kind")))
                .list();
    }

    List<LabelChange> draft(VersionId version, UserId by) {
        return jdbc.sql("""
                        select image, anomalous, type from label_draft
                        where version_id = :version and account_id = :by order by image""")
                .param("version", version.value())
                .param("by", by.value())
                .query((row, n) -> new LabelChange(
                        row.getInt(1), ImageLabel.of(row.getObject(2, Boolean.class)), row.getString(3)))
                .list();
    }

    void addToDraft(VersionId version, UserId by, List<LabelChange> changes) {
        jdbc.sql("""
                        insert into label_draft (version_id, account_id, image, anomalous, type)
                        select :version, :by, * from unnest(:image::int[], :anomalous::boolean[], :type::text[])
                        on conflict (version_id, account_id, image) do update
                        set anomalous = excluded.anomalous, type = excluded.type""")
                .param("version", version.value())
                .param("by", by.value())
                .param("image", changes.stream().mapToInt(LabelChange::image).toArray())
                .param("anomalous", stored(changes.stream().map(LabelChange::label)))
                .param("type", changes.stream().map(LabelChange::type).toArray(String[]::new))
                .update();
    }

    void removeFromDraft(VersionId version, UserId by, int[] images) {
        jdbc.sql("delete from label_draft where version_id = :version and account_id = :by and image = any(:images)")
                .param("version", version.value())
                .param("by", by.value())
                .param("images", images)
                .update();
    }

    void clearDraft(VersionId version, UserId by) {
        jdbc.sql("delete from label_draft where version_id = :version and account_id = :by")
                .param("version", version.value())
                .param("by", by.value())
                .update();
    }

    private static LabelSet labelSet(ResultSet row, int n) throws SQLException {
        return new LabelSet(
                row.getLong("id"),
                new VersionId(row.getLong("version_id")),
                row.getInt("number"),
                row.getInt("anomaly_count"),
                row.getInt("unlabeled_count"),
                row.getString("note"),
                row.getString("author"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
