package oddboard.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import oddboard.job.RestoredJobs;
import oddboard.node.CommandException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Fills an empty database from a backup: the whole of it, or nothing at all. */
final class Restore {
    private final DataSource database;

    Restore(DataSource database) {
        this.database = database;
    }

    /**
     * @return what was loaded
     * @throws CommandException where the file is not whole, or the database not empty; then nothing has changed
     */
    BackupManifest from(Path file) throws SQLException {
        try (BackupArchive archive = BackupArchive.open(file)) {
            BackupManifest manifest = archive.manifest();
            requireKnown(manifest);
            String before = requireEmpty();
            archive.check();
            boolean cleared = prepare(before, manifest.migration());
            try {
                load(archive, file);
            } catch (CommandException | SQLException e) {
                try {
                    if (before == null || cleared) {
                        Schema.clear(database);
                    }
                    if (cleared) {
                        Schema.migrate(database, before);
                    }
                } catch (RuntimeException unreachable) {
                    // Its tables are there, without a row: the next restore takes them for what they are.
                    e.addSuppressed(unreachable);
                }
                throw e;
            }
            Schema.migrate(database, null);
            return manifest;
        } catch (FlywayException e) {
            throw new CommandException(
                    "The database's tables can't be made: "
                            + Objects.requireNonNullElse(e.getMessage(), "")
                                    .strip()
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    e);
        }
    }

    private void requireKnown(BackupManifest manifest) {
        List<String> known = Schema.versions(database);
        if (!known.contains(manifest.migration())) {
            throw new CommandException("The backup was made by another Oddboard (" + manifest.program() + ", migration "
                    + manifest.migration() + "); this one knows migrations up to " + known.getLast()
                    + ". Restore it with the Oddboard that made it, or a newer one.");
        }
    }

    /** @return its migration; null where it has no table at all */
    private @Nullable String requireEmpty() throws SQLException {
        try (Connection connection = database.getConnection()) {
            String level = Schema.level(connection).orElse(null);
            List<String> foreign = new ArrayList<>();
            Table.read(connection, """
                    select relname from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace
                    order by 1""", row -> foreign.add(row.getString(1)));
            if (level == null && !foreign.isEmpty()) {
                throw new CommandException("The database holds tables of something else (" + foreign.getFirst()
                        + "); restore into an empty one.");
            }
            if (level != null) {
                requireNoRows(connection);
            }
            return level;
        }
    }

    /** Whatever an Oddboard holds hangs on its users or its contents. */
    private static void requireNoRows(Connection connection) throws SQLException {
        for (String table : List.of("account", "blob", "job")) {
            Table.read(connection, "select exists (select from " + table + ")", row -> {
                if (row.getBoolean(1)) {
                    throw new CommandException("The database is not empty: its table " + table
                            + " has rows. Restore into an empty database (a new ODDBOARD_HOME, or create database).");
                }
            });
        }
    }

    /** Brings the empty tables to the backup's migration; true where later ones were taken down for that. */
    private boolean prepare(@Nullable String before, String level) {
        boolean later = before != null
                && MigrationVersion.fromVersion(before).compareTo(MigrationVersion.fromVersion(level)) > 0;
        if (later) {
            Schema.clear(database);
        }
        Schema.migrate(database, level);
        return later;
    }

    private void load(BackupArchive archive, Path file) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                load(archive, connection);
                connection.commit();
            } catch (IOException e) {
                throw new CommandException(
                        file + " can't be read to its end (" + e.getMessage() + "); the database is as it was.", e);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void load(BackupArchive archive, Connection connection) throws SQLException, IOException {
        BackupManifest manifest = archive.manifest();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            // A server that starts now waits, and then finds users.
            statement.execute("lock table account in access exclusive mode");
            requireNoRows(connection);
            List<String> later = dropUnchecked(connection, statement);
            for (BackupManifest.Part table : manifest.tables()) {
                // Rows that migrations made are in the backup as they are by now.
                statement.execute("delete from " + Table.quote(table.name()));
                try (InputStream in = archive.open(table.tableEntry())) {
                    require(
                            table.name(),
                            table.rows(),
                            postgres.getCopyAPI().copyIn(Table.copyIn(table.name(), table.columns()), in, 1 << 16));
                }
            }
            loadBlobs(archive, connection, postgres);
            if (Schema.has(connection, "blob", "object_key")) {
                // The contents are in the database now, and go to the bucket again where new ones do.
                statement.execute("update blob set to_bucket = true, object_key = null where object_key is not null");
            }
            for (String constraint : later) {
                statement.execute(constraint);
            }
            setSequences(connection, manifest);
            RestoredJobs.giveBack(connection);
        }
    }

    /** Old rows may refer to contents that are gone: such keys hold for new rows alone, here as there. */
    private static List<String> dropUnchecked(Connection connection, Statement statement) throws SQLException {
        List<String> later = new ArrayList<>();
        List<String> drop = new ArrayList<>();
        Table.read(connection, """
                select conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint
                where contype = 'f' and not convalidated and connamespace = current_schema()::regnamespace""", row -> {
            drop.add("alter table " + row.getString(1) + " drop constraint " + row.getString(2));
            later.add(
                    "alter table " + row.getString(1) + " add constraint " + row.getString(2) + " " + row.getString(3));
        });
        for (String one : drop) {
            statement.execute(one);
        }
        return later;
    }

    private static void loadBlobs(BackupArchive archive, Connection connection, PGConnection postgres)
            throws SQLException, IOException {
        Map<String, Long> ids = new HashMap<>();
        Table.read(connection, "select sha256, id from blob", row -> ids.put(row.getString(1), row.getLong(2)));
        require("blob", ids.size(), archive.manifest().blobs().size());
        long chunks = 0;
        try (BackupBlobRows.Writer writer = new BackupBlobRows.Writer(postgres)) {
            for (BackupManifest.Part blob : archive.manifest().blobs()) {
                Long id = ids.get(blob.name());
                if (id == null) {
                    throw new CommandException(
                            "The backup holds the content " + blob.name() + ", of which it has no row.");
                }
                try (InputStream in = archive.open(blob.blobEntry())) {
                    writer.write(id, in);
                }
                chunks += (blob.bytes() + BackupBlobRows.CHUNK - 1) / BackupBlobRows.CHUNK;
            }
            require("blob_chunk", chunks, writer.finish());
        }
    }

    private static void require(String table, long expected, long loaded) {
        if (expected != loaded) {
            throw new CommandException("Of the table " + table + " " + loaded + " rows came instead of " + expected
                    + "; the database is as it was.");
        }
    }

    private static void setSequences(Connection connection, BackupManifest manifest) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select setval(pg_get_serial_sequence(?, ?), ?)")) {
            for (BackupManifest.Sequence sequence : manifest.sequences()) {
                set.setString(1, Table.quote(sequence.table()));
                set.setString(2, sequence.column());
                set.setLong(3, sequence.last());
                set.execute();
            }
        }
    }
}
