package oddboard.maintenance;

import java.util.List;

/**
 * What a backup says of itself; the last part of its file.
 *
 * @param migration of the database, such as 024
 * @param tables in the order in which they are loaded
 * @param blobs the part's name is the SHA-256 that the content should have
 */
record BackupManifest(
        String format,
        int formatVersion,
        String madeAt,
        String program,
        String postgres,
        String migration,
        List<Part> tables,
        List<Part> blobs,
        List<Sequence> sequences) {
    static final String FORMAT = "oddboard-backup";
    static final int FORMAT_VERSION = 1;
    static final String ENTRY = "manifest.json";

    /**
     * One entry of the file.
     *
     * @param columns of a table; empty for a blob
     * @param bytes as they are read, uncompressed
     * @param sha256 of these bytes: of a blob that was damaged already it is not its name
     */
    record Part(String name, List<String> columns, long rows, long bytes, String sha256) {
        String tableEntry() {
            return "tables/" + name;
        }

        String blobEntry() {
            return blobEntry(name);
        }

        static String blobEntry(String sha256) {
            return "blobs/" + sha256;
        }
    }

    /** Where the numbering of a column stood. */
    record Sequence(String table, String column, long last) {}

    long rows() {
        return tables.stream().mapToLong(Part::rows).sum();
    }

    long blobBytes() {
        return blobs.stream().mapToLong(Part::bytes).sum();
    }
}
