package oddboard.maintenance;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import oddboard.common.ProgramVersion;
import oddboard.common.Sha256;
import oddboard.common.StorageException;
import oddboard.common.StoredJson;
import oddboard.node.CommandException;
import oddboard.storage.ContentReader;
import oddboard.ui.Format;
import org.postgresql.PGConnection;

/**
 * Writes everything that there is into one ZIP file, as it was at one moment, while the program keeps working: the
 * database's tables, and contents whether they lie in it or in a bucket.
 * Passwords and tokens are in it as the database has them: hashed.
 */
final class Backup {
    private static final String SIZE = "select coalesce(sum(size), 0)::bigint from blob";

    private final DataSource database;
    private final ContentReader contents;

    Backup(DataSource database, ContentReader contents) {
        this.database = database;
        this.contents = contents;
    }

    /**
     * @return what was written
     * @throws CommandException where the file is there already or can't be written
     */
    BackupManifest to(Path file) throws SQLException {
        if (Files.exists(file)) {
            throw new CommandException(file + " is there already; give the backup another name, or remove it first.");
        }
        requireRoom(file);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            BackupManifest manifest = write(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (IOException e) {
            throw new CommandException(
                    file + " can't be written (" + e.getMessage()
                            + "); nothing of it is left. Is there room, and is the folder there?",
                    e);
        } finally {
            remove(part);
        }
    }

    /** Contents do not get smaller in it, and the other tables rarely larger. */
    private void requireRoom(Path file) throws SQLException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            long needed = size(connection);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < needed) {
                throw new CommandException("The backup needs about " + Format.bytes(needed) + ", and the disk of "
                        + folder + " has " + Format.bytes(free)
                        + " free; nothing was written. Make room, or give another folder.");
            }
        } catch (IOException e) {
            throw new CommandException("The folder " + folder + " can't be used (" + e.getMessage() + ").", e);
        }
    }

    /** Of all contents, in bytes; 0 in a database that is none of Oddboard's, which is refused later. */
    private static long size(Connection connection) throws SQLException {
        if (Schema.level(connection).isEmpty()) {
            return 0;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SIZE)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private BackupManifest write(Path part) throws IOException, SQLException {
        Files.deleteIfExists(part);
        try (Connection connection = database.getConnection();
                FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ownerAlone(part);
            lock(connection);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            ZipOutputStream zip =
                    new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20));
            BackupManifest manifest = write(connection, zip);
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(StoredJson.MAPPER.writeValueAsBytes(manifest));
            zip.finish();
            zip.flush();
            channel.force(true);
            connection.rollback();
            return manifest;
        }
    }

    /** Until this connection ends, objects stay whose rows are deleted after this moment. */
    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_lock_shared(?)")) {
            statement.setLong(1, ContentReader.BACKUP_LOCK);
            statement.execute();
        }
    }

    private BackupManifest write(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        String migration = Schema.level(connection)
                .orElseThrow(() -> new CommandException("There is no Oddboard in this database: nothing to back up."));
        PGConnection postgres = connection.unwrap(PGConnection.class);
        List<BackupManifest.Part> tables = new ArrayList<>();
        zip.setLevel(Deflater.BEST_SPEED);
        for (Table table : Table.all(connection)) {
            zip.putNextEntry(new ZipEntry("tables/" + table.name()));
            Hashed out = new Hashed(zip);
            long rows = postgres.getCopyAPI().copyOut(table.copyOut(), out);
            tables.add(new BackupManifest.Part(table.name(), table.columns(), rows, out.bytes, out.sha256()));
        }
        // Images and checkpoints do not get smaller.
        zip.setLevel(Deflater.NO_COMPRESSION);
        List<BackupManifest.Part> blobs = new ArrayList<>();
        ZippedBlobs zipped = new ZippedBlobs(zip, blobs);
        boolean buckets = Schema.has(connection, "blob", "object_key");
        BackupBlobRows.read(postgres, buckets ? "b.object_key is null" : "true", zipped);
        if (buckets) {
            List<String> objects = new ArrayList<>();
            Table.read(
                    connection,
                    "select sha256 from blob where sha256 is not null and object_key is not null order by id",
                    row -> objects.add(row.getString(1)));
            for (String sha256 : objects) {
                copy(sha256, zipped);
            }
        }
        return new BackupManifest(
                BackupManifest.FORMAT,
                BackupManifest.FORMAT_VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                ProgramVersion.current(),
                connection.getMetaData().getDatabaseProductVersion(),
                migration,
                tables,
                blobs,
                Table.sequences(connection));
    }

    /** What is damaged is in the backup as it is, as far as it is there. */
    private void copy(String sha256, ZippedBlobs to) throws IOException {
        to.begin(sha256);
        try (InputStream in = contents.open(sha256)) {
            for (byte[] part; (part = available(in)).length > 0; ) {
                to.part(part);
            }
        } catch (StorageException e) {
            throw new CommandException(e.getMessage() + " Nothing of the backup is left.", e);
        }
        to.end();
    }

    /** The next bytes, as far as they are there. */
    private static byte[] available(InputStream in) {
        try {
            return in.readNBytes(BackupBlobRows.CHUNK);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static final class ZippedBlobs implements BackupBlobRows.Contents {
        private final ZipOutputStream zip;
        private final List<BackupManifest.Part> parts;
        private String name = "";
        private Hashed out;

        ZippedBlobs(ZipOutputStream zip, List<BackupManifest.Part> parts) {
            this.zip = zip;
            this.parts = parts;
            out = new Hashed(zip);
        }

        @Override
        public void begin(String sha256) throws IOException {
            name = sha256;
            out = new Hashed(zip);
            zip.putNextEntry(new ZipEntry(BackupManifest.Part.blobEntry(sha256)));
        }

        @Override
        public void part(byte[] bytes) throws IOException {
            out.write(bytes, 0, bytes.length);
        }

        @Override
        public void end() {
            parts.add(new BackupManifest.Part(name, List.of(), 1, out.bytes, out.sha256()));
        }
    }

    /** Counts and hashes what goes through it. */
    private static final class Hashed extends FilterOutputStream {
        private final MessageDigest digest = Sha256.start();
        private long bytes;

        Hashed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            digest.update(from, offset, length);
            bytes += length;
            out.write(from, offset, length);
        }

        String sha256() {
            return Sha256.hex(digest);
        }
    }

    private static void ownerAlone(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new CommandException(part + " is left over and can't be removed.", e);
        }
    }
}
