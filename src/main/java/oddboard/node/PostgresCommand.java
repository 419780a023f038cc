package oddboard.node;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the embedded server is started again, with the settings of its first start. */
record PostgresCommand(List<String> command, Redirect log) {
    private static final long MAX_WAL = 4L << 30;
    private static final long MIN_WAL = 64L << 20;
    private static final int WAL_SHARE = 20;

    /** @param executable of the server that runs or ran */
    static PostgresCommand of(String executable, Path data, int port, Map<String, String> settings, File log) {
        List<String> command = new ArrayList<>();
        // The server refuses to be root's, also in a container whose only user that is.
        if (System.getProperty("os.name").startsWith("Linux") && "root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(executable, "-D", data.toString(), "-p", Integer.toString(port)));
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return new PostgresCommand(command, Redirect.appendTo(log));
    }

    Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(log)
                .redirectError(log)
                .start();
    }

    /** @param folder on whose disk the server keeps its data */
    static Map<String, String> settings(Path folder) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        long wal = Math.clamp(disk.getTotalSpace() / WAL_SHARE, MIN_WAL, MAX_WAL) >> 20;
        Map<String, String> settings = new LinkedHashMap<>();
        // The library turns durability off for tests; nothing may be lost here.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "256MB");
        settings.put("timezone", "GMT");
        // An upload of gigabytes should not wait for its own log to be written and rewritten.
        settings.put("wal_buffers", "64MB");
        settings.put("max_wal_size", wal + "MB");
        settings.put("min_wal_size", "32MB");
        // Segments that were needed once for an import are given back to the disk, not kept for the next one.
        settings.put("wal_recycle", "off");
        return settings;
    }
}
