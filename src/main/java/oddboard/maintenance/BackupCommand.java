package oddboard.maintenance;

import java.nio.file.Path;
import java.sql.SQLException;
import oddboard.node.Command;
import oddboard.storage.ContentReader;
import oddboard.ui.Format;

/** {@code backup --to=FILE}: while the program works, or while it is stopped. */
public final class BackupCommand implements Command {
    @Override
    public String name() {
        return "backup";
    }

    @Override
    public int run(Call call) throws SQLException {
        Path file =
                Path.of(call.require("to", "into which file the backup goes")).toAbsolutePath();
        long start = System.nanoTime();
        BackupManifest manifest;
        try (ContentReader contents = Contents.reader(call.database(), call.home(), call.settings())) {
            manifest = new Backup(call.database(), contents).to(file);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        MaintenanceLog.write(
                call.database(), "BACKUP", "command line", summary(manifest) + " into " + file.getFileName());
        call.out()
                .println("Backed up " + summary(manifest) + " in " + Format.duration(seconds) + " into " + file + ".");
        manifest.blobs().stream()
                .filter(b -> !b.name().equals(b.sha256()))
                .forEach(b -> call.out()
                        .println("The content " + b.name() + " was damaged already; it is in the backup as it is."));
        return 0;
    }

    static String summary(BackupManifest manifest) {
        return Format.count(manifest.rows()) + " rows and "
                + Format.count(manifest.blobs().size()) + " contents of " + Format.bytes(manifest.blobBytes());
    }
}
