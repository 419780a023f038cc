package oddboard.maintenance;

import java.nio.file.Path;
import javax.sql.DataSource;
import oddboard.node.Command;
import oddboard.node.CommandException;
import oddboard.storage.ContentReader;
import oddboard.storage.DiskSpace;
import oddboard.storage.StorageMove;
import oddboard.storage.StorageSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Contents as the settings say where they lie. */
final class Contents {
    private Contents() {}

    /** @throws CommandException where they can't be understood */
    static StorageSettings settings(Environment settings) {
        try {
            return Binder.get(settings).bindOrCreate("oddboard.storage", StorageSettings.class);
        } catch (BindException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new CommandException("The settings oddboard.storage can't be understood: " + cause.getMessage(), e);
        }
    }

    static ContentReader reader(DataSource database, Path home, Environment settings) {
        return new ContentReader(database, new DiskSpace(home, DataSize.ofBytes(0)), settings(settings));
    }

    static StorageMove move(Command.Call call) {
        return new StorageMove(
                call.database(), new DiskSpace(call.home(), DataSize.ofBytes(0)), settings(call.settings()));
    }
}
