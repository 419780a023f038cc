package oddboard.label;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.common.StoredJson;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of splits. */
@Repository
class LabelSplitRepository {
    private final JdbcClient jdbc;

    LabelSplitRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<LabelSplit> find(VersionId version) {
        return jdbc.sql("""
                        select s.version_id, s.share, case when s.opened_at is not null then s.seed end as seed, s.created_at, s.opened_at, a.name as author, o.name as opener,
                               cardinality(array_positions(s.public, true)) as public_count
                        from label_split s
                        join account a on a.id = s.account_id
                        left join account o on o.id = s.opened_by
                        where s.version_id = :version""")
                .param("version", version.value())
                .query((row, n) -> {
                    var opened = row.getObject("opened_at", OffsetDateTime.class);
                    return new LabelSplit(
                            new VersionId(row.getLong("version_id")),
                            row.getInt("share"),
                            row.getObject("seed", Long.class),
                            row.getInt("public_count"),
                            row.getString("author"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getString("opener"),
                            opened == null ? null : opened.toInstant());
                })
                .optional();
    }

    /** The part that counts; cheap. */
    LabelPart counted(VersionId version) {
        return jdbc.sql("select part from counted_part where version_id = :version")
                .param("version", version.value())
                .query(String.class)
                .optional()
                .map(LabelPart::valueOf)
                .orElse(LabelPart.ALL);
    }

    boolean[] isPublic(VersionId version) {
        return jdbc.sql("select public from label_split where version_id = :version")
                .param("version", version.value())
                .query((row, n) ->
                        LabelSetRepository.booleans((Boolean[]) row.getArray(1).getArray()))
                .single();
    }

    /** @return false where the version is split already */
    boolean insert(VersionId version, int share, long seed, boolean[] isPublic, Map<String, Integer> types, UserId by) {
        return jdbc.sql("""
                        insert into label_split (version_id, share, seed, public, public_types, public_masks, account_id)
                        values (:version, :share, :seed, :public, :types::jsonb, coalesce((
                            select count(*) from mask m, unnest(m.test_index) i
                            where m.version_id = :version and (:public::boolean[])[i + 1]), 0), :by)
                        on conflict do nothing""")
                        .param("version", version.value())
                        .param("share", share)
                        .param("seed", seed)
                        .param("public", isPublic)
                        .param("types", StoredJson.MAPPER.writeValueAsString(types))
                        .param("by", by.value())
                        .update()
                > 0;
    }

    /** Counts what is public among the anomalous and the unlabeled images of every label set that has no such counts. */
    void count(VersionId version) {
        jdbc.sql("""
                        update label_set l set (public_anomaly_count, public_unlabeled_count) = (
                            select count(*) filter (where anomalous), count(*) filter (where anomalous is null)
                            from unnest(l.anomalous, s.public) as t(anomalous, public) where public)
                        from label_split s
                        where s.version_id = l.version_id and l.version_id = :version
                            and (l.public_anomaly_count is null or l.public_unlabeled_count is null)""").param("version", version.value()).update();
    }

    /** @return false where it is open already, or there is none */
    boolean open(VersionId version, UserId by) {
        return jdbc.sql("""
                        update label_split set opened_at = now(), opened_by = :by
                        where version_id = :version and opened_at is null""")
                        .param("version", version.value())
                        .param("by", by.value())
                        .update()
                > 0;
    }
}
