package oddboard.maintenance;

import java.nio.file.Path;
import java.sql.SQLException;
import oddboard.common.Outage;
import oddboard.node.Command;
import oddboard.node.CommandException;
import oddboard.ui.Format;

/** {@code restore --from=FILE}: into an empty database, before the program starts on it. */
public final class RestoreCommand implements Command {
    @Override
    public String name() {
        return "restore";
    }

    @Override
    public int run(Call call) throws SQLException {
        Path file = Path.of(call.require("from", "of which file the backup is")).toAbsolutePath();
        if (call.serverRuns()) {
            throw new CommandException("Oddboard runs with the folder " + call.home()
                    + "; stop it, and restore into an empty folder (ODDBOARD_HOME).");
        }
        long start = System.nanoTime();
        BackupManifest manifest = restored(call, file);
        double seconds = (System.nanoTime() - start) / 1e9;
        String what = BackupCommand.summary(manifest);
        MaintenanceLog.write(call.database(), "RESTORE", "command line", what + " of " + manifest.madeAt());
        call.out()
                .println("Restored " + what + " in " + Format.duration(seconds) + ", as they were at "
                        + manifest.madeAt() + ". Start Oddboard now.");
        return 0;
    }

    private static BackupManifest restored(Call call, Path file) throws SQLException {
        try {
            return new Restore(call.database()).from(file);
        } catch (CommandException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            if (!Outage.isDiskFull(e) && !Outage.isPassing(e)) {
                throw e;
            }
            throw new CommandException(
                    (Outage.isDiskFull(e)
                                    ? "The disk of the database is full"
                                    : "The database ended while it was filled, as it does when its disk is full")
                            + "; nothing of the backup is in it. Make room for all of " + file
                            + " and as much again, then restore once more.",
                    e);
        }
    }
}
