package oddboard.dataset;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of images at their own size, and of what inputs make of them. */
@Repository
class InputRepository {
    private final JdbcClient jdbc;

    InputRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<OwnRow> own(VersionId version) {
        return jdbc.sql("""
                        select o.sha256, o.start, o.width, o.height, o.fit, m.sha256, m.start
                        from own_image o left join own_mask m on m.version_id = o.version_id
                        where o.version_id = :id""")
                .param("id", version.value())
                .query((row, n) -> new OwnRow(
                        row.getString(1),
                        OwnRow.longs(row.getArray(2).getArray()),
                        OwnRow.ints(row.getArray(3).getArray()),
                        OwnRow.ints(row.getArray(4).getArray()),
                        ModelInput.Fit.valueOf(row.getString(5)),
                        row.getString(6) == null
                                ? null
                                : new OwnRow.Files(
                                        row.getString(6),
                                        OwnRow.longs(row.getArray(7).getArray()))))
                .optional();
    }

    Optional<PackedVersion> packed(VersionId version, ModelInput input) {
        return jdbc.sql("""
                        select sha256, train_count, test_count from packed_input
                        where version_id = :id and input = :input""")
                .param("id", version.value())
                .param("input", input.key())
                .query((row, n) -> packed(row.getString(1), row.getInt(2), row.getInt(3), input))
                .optional();
    }

    static PackedVersion packed(String sha256, int train, int test, ModelInput input) {
        long bytes = (long) train * input.size() * input.size() * input.channels();
        return new PackedVersion(
                new PackedPlace(sha256, 0, train),
                new PackedPlace(sha256, bytes, test),
                input.size(),
                input.channels());
    }

    void keep(VersionId version, ModelInput input, PackedVersion packed) {
        jdbc.sql("""
                        insert into packed_input (version_id, input, sha256, train_count, test_count)
                        values (:id, :input, :sha256, :train, :test) on conflict do nothing""")
                .param("id", version.value())
                .param("input", input.key())
                .param("sha256", packed.train().sha256())
                .param("train", packed.train().count())
                .param("test", packed.test().count())
                .update();
    }
}
