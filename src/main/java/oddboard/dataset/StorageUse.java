package oddboard.dataset;

import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.storage.BlobMaintenance;
import oddboard.storage.DiskSpace;
import oddboard.storage.DiskUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Bytes in the store by what they are for. Content that several share counts whole for each of them, and once in the total:
 * the parts may add up to more.
 */
@Service
public class StorageUse {
    private final JdbcClient jdbc;
    private final BlobMaintenance maintenance;
    private final DiskSpace disk;
    private final DiskUse use;

    public StorageUse(JdbcClient jdbc, BlobMaintenance maintenance, DiskSpace disk, DiskUse use) {
        this.use = use;
        this.jdbc = jdbc;
        this.maintenance = maintenance;
        this.disk = disk;
    }

    /** Somebody or something, and the bytes of the distinct contents kept for it. */
    public record Share(long id, String name, long bytes) {}

    /** @param shared bytes that more than one data set uses, each content once */
    public record Whole(
            BlobMaintenance.Totals totals,
            DiskSpace.Room room,
            DiskUse.Parts parts,
            long shared,
            List<Share> datasets,
            List<Share> users,
            List<BlobMaintenance.Damaged> damaged) {}

    /** Of a data set, with all its versions and runs. */
    public long bytes(DatasetId dataset) {
        return jdbc.sql("""
                        select coalesce(sum(b.size), 0) from blob b
                        where b.sha256 in (select sha256 from blob_use where dataset_id = :id)""").param("id", dataset.value()).query(Long.class).single();
    }

    /** Of a user: what they sent, and what their data sets and runs made. */
    public long bytes(User user) {
        return jdbc.sql("""
                        select coalesce(sum(b.size), 0) from blob b
                        where b.sha256 in (select sha256 from blob_use where account_id = :id)""").param("id", user.id().value()).query(Long.class).single();
    }

    /** What the user's own files and runs take in each data set that they see, largest first. */
    public List<Share> datasets(User user) {
        return jdbc.sql("""
                        select d.id, d.name, sum(b.size) as bytes
                        from (select distinct dataset_id, sha256 from blob_use where account_id = :id) u
                        join blob b using (sha256) join dataset d on d.id = u.dataset_id
                        join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :id
                        group by d.id, d.name order by bytes desc, d.id""")
                .param("id", user.id().value())
                .query((row, n) -> new Share(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** Everything, for an administrator; empty for others. */
    public Optional<Whole> whole(User viewer) {
        if (!viewer.isAdmin()) {
            return Optional.empty();
        }
        long shared = jdbc.sql("""
                        select coalesce(sum(size), 0) from blob where sha256 in (
                            select sha256 from blob_use group by sha256 having count(distinct dataset_id) > 1)""").query(Long.class).single();
        return Optional.of(new Whole(
                maintenance.totals(),
                disk.room(),
                use.parts(),
                shared,
                shares("dataset"),
                shares("account"),
                maintenance.damaged()));
    }

    /** Largest first. */
    private List<Share> shares(String table) {
        return jdbc.sql("""
                        select t.id, t.name, sum(b.size) as bytes
                        from (select distinct %1$s_id, sha256 from blob_use) u
                        join blob b using (sha256) join %1$s t on t.id = u.%1$s_id
                        group by t.id, t.name order by bytes desc, t.id""".formatted(table))
                .query((row, n) -> new Share(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
    }
}
