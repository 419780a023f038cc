package oddboard.maintenance;

import java.util.ArrayList;
import java.util.List;
import oddboard.storage.ContentReader;
import oddboard.ui.Format;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether what is stored is still what it was, and whether something is stored for nobody. */
final class BlobChecks {
    private static final int MANY = 8;
    private final ContentReader contents;
    private final JdbcClient jdbc;
    private final boolean withBucket;

    /** @param withBucket whether the bucket answers; else what lies there is not read */
    BlobChecks(ContentReader contents, JdbcClient jdbc, boolean withBucket) {
        this.contents = contents;
        this.jdbc = jdbc;
        this.withBucket = withBucket;
    }

    private record Blob(String sha256, long size) {}

    List<Check> look(int sample) {
        List<Check> found = new ArrayList<>(hashes(sample));
        for (String[] reference : references()) {
            long missing = number(
                    "select count(distinct t.%2$s) from %1$s t where t.%2$s is not null and not exists (select from blob b where b.sha256 = t.%2$s)"
                            .formatted(reference[0], reference[1]));
            if (missing > 0) {
                found.add(Check.fail(
                        "contents",
                        missing + " contents that the table " + reference[0]
                                + " names are not there. Restore a backup that has them, or delete what needs them."));
            }
        }
        StringBuilder unused = new StringBuilder("b.touched_at < now() - interval '25 hours'");
        for (String[] reference : references()) {
            unused.append(" and not exists (select from %1$s t where t.%2$s = b.sha256)"
                    .formatted(reference[0], reference[1]));
        }
        long orphans = number("select count(*) from blob b where " + unused);
        found.add(
                orphans > 0
                        ? Check.warn(
                                "contents",
                                orphans + " contents are there for nobody, for over a day; a web process removes them"
                                        + " within half an hour. Does one run?")
                        : Check.ok("contents", "Nothing is stored for nobody."));
        long large = number("select count(*) from pg_largeobject_metadata");
        if (large > 0) {
            found.add(Check.warn(
                    "contents",
                    "The database holds " + large + " large objects, which are not Oddboard's. Whose are they?"));
        }
        return found;
    }

    /** The schema's own list of who refers to contents. */
    private List<String[]> references() {
        return jdbc.sql("""
                select c.conrelid::regclass::text, quote_ident(a.attname) from pg_constraint c
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
                where c.contype = 'f' and c.confrelid = 'blob'::regclass and f.attname = 'sha256' order by 1, 2""")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .list();
    }

    private List<Check> hashes(int sample) {
        String which = withBucket ? "sha256 is not null" : "sha256 is not null and object_key is null";
        List<Blob> blobs = jdbc.sql("select sha256, size from blob where " + which + " order by random() limit :sample")
                .param("sample", sample)
                .query((row, n) -> new Blob(row.getString(1), row.getLong(2)))
                .list();
        List<Check> found = new ArrayList<>();
        for (Blob blob : blobs) {
            if (!blob.sha256().equals(contents.hash(blob.sha256()))) {
                found.add(Check.fail(
                        "contents",
                        "The content " + blob.sha256() + " (" + Format.bytes(blob.size())
                                + ") is damaged. Send the same file again to heal it, or restore a backup."));
            }
        }
        int damaged = found.size();
        if (damaged > MANY) {
            found.subList(MANY, damaged).clear();
            found.add(Check.fail("contents", damaged - MANY + " more contents are damaged."));
        }
        long all = number("select count(*) from blob where sha256 is not null");
        String read =
                blobs.size() == all ? "All " + all + " contents were" : blobs.size() + " of " + all + " contents were";
        if (damaged == 0) {
            found.add(Check.ok(
                    "contents",
                    read + " read ("
                            + Format.bytes(blobs.stream().mapToLong(Blob::size).sum()) + "); each is what it was."));
        }
        return found;
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
